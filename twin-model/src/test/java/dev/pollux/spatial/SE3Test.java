package dev.pollux.spatial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SE3Test {
    @Test
    void oneLongStepEqualsManyShortOnes() {
        Random random = new Random(4);
        for (int i = 0; i < 50; i++) {
            double[] twist = random.doubles(6, -3, 3).toArray();
            double[] once = new double[16];
            SE3.identity(once);
            double[] often = once.clone();
            SE3.integrate(once, twist, 0.5);
            for (int k = 0; k < 5_000; k++) {
                SE3.integrate(often, twist, 1e-4);
            }
            // Each short step rounds once: 5000 steps of 1e-16 add up to less than 1e-12.
            assertThat(often).containsExactly(once, within(1e-12));
        }
    }

    @Test
    void turningWhileDrivingDrivesACircle() {
        double[] T = new double[16];
        SE3.identity(T);
        // 1 m/s ahead, half a turn per second to the left: after 1 s a half circle of radius 1/π.
        SE3.integrate(T, new double[] {1, 0, 0, 0, 0, Math.PI}, 1);
        assertThat(T[3]).isCloseTo(0, within(1e-15));
        assertThat(T[7]).isCloseTo(2 / Math.PI, within(1e-15));
        assertThat(T[0]).isCloseTo(-1, within(1e-15));
    }
}
