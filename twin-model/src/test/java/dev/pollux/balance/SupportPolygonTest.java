package dev.pollux.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.ModelFixtures;
import dev.pollux.dynamics.RigidContact;
import dev.pollux.dynamics.TreeMotion;
import dev.pollux.model.RobotModel;
import dev.pollux.spatial.Poses;
import org.junit.jupiter.api.Test;

/** The humanoid upright at the origin: soles of 0.24 m by 0.10 m, side by side. */
class SupportPolygonTest {
    private final RobotModel model = ModelFixtures.humanoid28();
    private final TreeMotion motion = new TreeMotion(model);
    private final SupportPolygon support = new SupportPolygon(motion, RigidContact.of(model));

    private SupportPolygonTest() {
        motion.set(Poses.identity(), new double[28], new double[34]);
    }

    /** Enclosed, m². */
    private double area() {
        double sum = 0;
        for (int i = 0; i < support.corners(); i++) {
            int j = (i + 1) % support.corners();
            sum += support.cornerX(i) * support.cornerY(j) - support.cornerX(j) * support.cornerY(i);
        }
        return 0.5 * sum;
    }

    @Test
    void oneSoleIsItsRectangle() {
        support.enclose(new boolean[] {true, false});
        assertThat(support.corners()).isEqualTo(4);
        assertThat(area()).isCloseTo(0.24 * 0.10, within(1e-12));
    }

    @Test
    void twoSolesAreTheirHull() {
        support.enclose(new boolean[] {true, false});
        double width = 2 * (support.cornerY(0) + support.cornerY(2)) / 2;
        support.enclose(new boolean[] {true, true});
        assertThat(support.corners()).isEqualTo(4);
        assertThat(area()).isCloseTo(0.24 * (0.10 + width), within(1e-12));
    }

    @Test
    void marginIsTheDistanceToTheNearestEdge() {
        support.enclose(new boolean[] {true, true});
        double front = support.cornerX(0);
        for (int i = 1; i < 4; i++) {
            front = Math.max(front, support.cornerX(i));
        }
        assertThat(support.margin(front - 0.03, 0)).isCloseTo(0.03, within(1e-12));
        assertThat(support.margin(front + 0.03, 0)).isCloseTo(-0.03, within(1e-12));
        double left = Math.max(support.cornerY(0), Math.max(support.cornerY(1), support.cornerY(2)));
        assertThat(support.margin(front + 0.03, left + 0.04)).isCloseTo(-0.05, within(1e-12));
        assertThat(support.margin(Double.NaN, 0)).isNaN();
    }

    @Test
    void nothingTouchesInTheAir() {
        support.enclose(new boolean[] {false, false});
        assertThat(support.corners()).isZero();
        assertThat(support.margin(0, 0)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void flagsMustFitTheContacts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> support.enclose(new boolean[1]))
                .withMessageContaining("1 flags");
    }
}
