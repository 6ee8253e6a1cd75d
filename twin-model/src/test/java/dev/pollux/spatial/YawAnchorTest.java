package dev.pollux.spatial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class YawAnchorTest {
    private final double[] inner = {0, 0, 1, 3, 1, 0, 0, 4, 0, 1, 0, 5, 0, 0, 0, 1};
    private final double[] outer = new double[16];
    private final YawAnchor anchor = new YawAnchor();

    @Test
    void aQuarterTurnAndAShiftLayAPoseIntoTheOuterWorld() {
        anchor.set(new double[] {10, 20, 30, Math.PI / 2});
        anchor.outward(inner, outer);
        double[] expected = {-1, 0, 0, 6, 0, 0, 1, 23, 0, 1, 0, 35, 0, 0, 0, 1};
        assertThat(outer).containsExactly(expected, within(1e-14));
    }

    @Test
    void inwardUndoesOutward() {
        anchor.set(new double[] {1, -2, 3, 0.7});
        anchor.outward(inner, outer);
        double[] R = new double[9];
        double[] p = new double[3];
        anchor.inward(outer, R, p);
        assertThat(R).containsExactly(new double[] {0, 0, 1, 1, 0, 0, 0, 1, 0}, within(1e-15));
        assertThat(p).containsExactly(new double[] {3, 4, 5}, within(1e-14));
    }

    @Test
    void aPlacedPoseLiesWhereItIsPlacedWhateverTheYaw() {
        anchor.turn(Math.cos(2), Math.sin(2));
        anchor.place(inner, 7, 8, -5);
        anchor.outward(inner, outer);
        assertThat(new double[] {outer[3], outer[7], outer[11]}).containsExactly(new double[] {7, 8, 0}, within(1e-14));
        assertThat(YawAnchor.yaw(outer)).isCloseTo(YawAnchor.yaw(inner) + 2 - 2 * Math.PI, within(1e-14));
    }

    @Test
    void sigmasSwapTheirAxesWithAQuarterTurn() {
        anchor.set(new double[] {0, 0, 0, Math.PI / 2});
        double[] sigma = new double[4];
        anchor.turnSigma(new double[] {1, 2, 3}, sigma, 1);
        assertThat(sigma).containsExactly(new double[] {0, 2, 1, 3}, within(1e-15));
    }
}
