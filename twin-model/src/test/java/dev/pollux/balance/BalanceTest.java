package dev.pollux.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pollux.ModelFixtures;
import dev.pollux.ReferenceData;
import dev.pollux.dynamics.TreeMotion;
import dev.pollux.model.RobotModel;
import dev.pollux.spatial.SO3;
import dev.pollux.spatial.World;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Balance beside the reference, whose zero moment point is also the centre of pressure of its contact wrenches. */
class BalanceTest {
    private final RobotModel model = ModelFixtures.humanoid28();
    private final TreeMotion motion = new TreeMotion(model);
    private final Balance balance = new Balance(motion);

    private static double[] numbers(JsonNode sample, String field) {
        return ReferenceData.numbers(sample.get(field));
    }

    private void assess(JsonNode sample) {
        double[] T = new double[16];
        double[] R = new double[9];
        double[] wxyz = numbers(sample, "base_quat");
        double[] p = numbers(sample, "base_pos");
        SO3.fromQuaternion(wxyz[1], wxyz[2], wxyz[3], wxyz[0], R, 0);
        for (int i = 0; i < 3; i++) {
            System.arraycopy(R, 3 * i, T, 4 * i, 3);
            T[4 * i + 3] = p[i];
        }
        motion.set(T, numbers(sample, "qj"), numbers(sample, "v"));
        balance.assess(numbers(sample, "qdd_body"), 0);
    }

    private static List<JsonNode> contacts() {
        return ReferenceData.records("humanoid/humanoid_28-dynamics.jsonl.gz").stream()
                .filter(r -> r.has("support"))
                .toList();
    }

    @Test
    @Tag("data")
    void zeroMomentPointsAndCapturePointMatchTheReference() {
        List<JsonNode> samples = contacts();
        assertThat(samples).hasSize(60);
        assess(samples.get(0));
        assertThat(balance.zmp[0]).isNotCloseTo(numbers(samples.get(0), "zmp_lip")[0], within(1e-4));
        for (JsonNode sample : samples) {
            assess(sample);
            assertThat(balance.zmp).containsExactly(numbers(sample, "zmp"), within(1e-11));
            assertThat(balance.pendulumZmp).containsExactly(numbers(sample, "zmp_lip"), within(1e-11));
            assertThat(balance.capturePoint).containsExactly(numbers(sample, "capture_point"), within(1e-12));
        }
    }

    @Test
    void fallingRobotHasNoZeroMomentPoint() {
        double[] qdd = new double[34];
        qdd[2] = -World.GRAVITY;
        motion.set(new double[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 2, 0, 0, 0, 1}, new double[28], new double[34]);
        balance.assess(qdd, 0);
        assertThat(balance.zmp).containsOnly(Double.NaN);
        assertThat(balance.capturePoint[0]).isCloseTo(balance.com[0], within(1e-12));
    }

    @Test
    void lyingCentreOfMassHasNoCapturePoint() {
        motion.set(new double[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, -5, 0, 0, 0, 1}, new double[28], new double[34]);
        balance.assess(new double[34], 0);
        assertThat(balance.naturalFrequency).isNaN();
        assertThat(balance.capturePoint).containsOnly(Double.NaN);
    }
}
