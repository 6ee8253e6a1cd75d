package dev.pollux.estimation.feet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pollux.ModelFixtures;
import dev.pollux.ReferenceData;
import dev.pollux.dynamics.FrameMotion;
import dev.pollux.dynamics.TreeMotion;
import dev.pollux.model.RobotModel;
import dev.pollux.spatial.SO3;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Why {@link SoleSinking} doubts a foot under a folding leg: in the true motion of the falls a flat sole slides in proportion to
 * J̇ q̇, the acceleration that its contact leaves out (MuJoCo solves for J q̈ alone).
 */
@Tag("data")
class SoleCreepTest {
    private static final double LOADED = 80;

    /** A sole that turns slower lies flat, rad/s. */
    private static final double FLAT = 0.03;

    private final RobotModel model = ModelFixtures.humanoid28();
    private final TreeMotion motion = new TreeMotion(model);
    private final double[] slide = new double[6];
    private final double[] pull = new double[6];
    private double slides;
    private double pulls;
    private double products;

    private void add(JsonNode r, int sole) {
        double[] p = ReferenceData.numbers(r.get("base_pos"));
        double[] quaternion = ReferenceData.numbers(r.get("base_quat"));
        double[] velocity = ReferenceData.numbers(r.get("base_vel"));
        double[] qd = ReferenceData.numbers(r.get("qd"));
        double[] R = new double[9];
        SO3.fromQuaternion(quaternion[1], quaternion[2], quaternion[3], quaternion[0], R, 0);
        double[] T = {R[0], R[1], R[2], p[0], R[3], R[4], R[5], p[1], R[6], R[7], R[8], p[2], 0, 0, 0, 1};
        double[] v = new double[6 + qd.length];
        SO3.rotateInverse(R, 0, velocity, 0, v, 0);
        System.arraycopy(velocity, 3, v, 3, 3);
        System.arraycopy(qd, 0, v, 6, qd.length);
        motion.set(T, ReferenceData.numbers(r.get("q")), v);
        FrameMotion foot = new FrameMotion(
                motion, model.frames().get(model.contacts().get(sole).frame()));
        foot.velocity(slide);
        foot.biasAcceleration(pull);
        // MuJoCo's base velocity is in world axes: without the ω × v of ours
        double[] turning = {
            v[4] * v[2] - v[5] * v[1], v[5] * v[0] - v[3] * v[2], v[3] * v[1] - v[4] * v[0],
        };
        SO3.rotate(R, 0, turning, 0, turning, 0);
        if (Math.hypot(slide[3], slide[4]) > FLAT) {
            return;
        }
        for (int i = 0; i < 2; i++) {
            double a = pull[i] - turning[i];
            slides += slide[i] * slide[i];
            pulls += a * a;
            products += slide[i] * a;
        }
    }

    @Test
    void flatSolesCreepByFiveMillisecondsOfTheAccelerationTheirContactLeavesOut() {
        List<JsonNode> records = ReferenceData.records("humanoid/humanoid_28-push-fall.clean.jsonl.gz");
        int frames = 0;
        for (JsonNode r : records.subList(1, records.size())) {
            for (int sole = 0; sole < 2 && r.path("safe").intValue() != 0; sole++) {
                if (r.get("wrench").get(6 * sole + 2).doubleValue() > LOADED) {
                    add(r, sole);
                    frames++;
                }
            }
        }
        double creep = products / pulls;
        double explained = products * products / pulls / slides;
        String said = String.format(
                Locale.ROOT,
                "creep of flat soles %.2f ms · J̇q̇, explains %.3f of the slide's square, in %d frames with load",
                1e3 * creep,
                explained,
                frames);
        assertThat(creep).as("regression guard: %s", said).isBetween(0.0045, 0.006);
        assertThat(explained).as("regression guard: %s", said).isGreaterThan(0.9);
    }
}
