package dev.pollux.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pollux.ReferenceData;
import dev.pollux.model.RobotDescription;
import dev.pollux.model.RobotModel;
import dev.pollux.model.UrdfReader;
import dev.pollux.spatial.SO3;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One sample of Pinocchio's (cross-checked to MuJoCo's), with the robot it was computed for. */
record Oracle(RobotModel model, JsonNode sample) {

    static Stream<Oracle> g1() {
        return robot("models/g1_28dof_nomesh.urdf", "dynamics/g1_28.jsonl.gz");
    }

    static Stream<Oracle> amp() {
        return robot("models/amp_28.clean.urdf", "dynamics/amp_28.jsonl.gz");
    }

    static Stream<Oracle> humanoid() {
        return robot("humanoid/humanoid_28.urdf", "humanoid/humanoid_28-dynamics.jsonl.gz");
    }

    private static Stream<Oracle> robot(String urdf, String records) {
        RobotModel model = UrdfReader.read(ReferenceData.text(urdf), RobotDescription.EMPTY);
        List<JsonNode> all = ReferenceData.records(records);
        List<String> joints = new ArrayList<>();
        all.get(0).get("joints").forEach(name -> joints.add(name.textValue()));
        assertThat(model.jointNames()).isEqualTo(joints);
        return all.stream().skip(1).map(sample -> new Oracle(model, sample));
    }

    static Stream<Oracle> trees() {
        return ReferenceData.records("humanoid/random_trees.jsonl.gz").stream()
                .skip(1)
                .flatMap(record -> {
                    boolean floating = record.get("floating").booleanValue();
                    RobotModel model = UrdfReader.read(
                            record.get("urdf").textValue(), floating ? RobotDescription.EMPTY : RandomRobot.FIXED_BASE);
                    List<Oracle> samples = new ArrayList<>();
                    record.get("samples").forEach(sample -> samples.add(new Oracle(model, sample)));
                    return samples.stream();
                });
    }

    boolean has(String field) {
        return sample.has(field);
    }

    boolean isContact() {
        return has("support");
    }

    double[] numbers(String field) {
        return ReferenceData.numbers(sample.get(field));
    }

    double[] basePose() {
        double[] T = new double[16];
        T[15] = 1;
        double[] R = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        double[] p = new double[3];
        if (has("base_pos")) {
            double[] wxyz = numbers("base_quat");
            SO3.fromQuaternion(wxyz[1], wxyz[2], wxyz[3], wxyz[0], R, 0);
            p = numbers("base_pos");
        }
        for (int i = 0; i < 3; i++) {
            System.arraycopy(R, 3 * i, T, 4 * i, 3);
            T[4 * i + 3] = p[i];
        }
        return T;
    }

    double[] q() {
        return numbers(has("qj") ? "qj" : "q");
    }

    double[] qdd() {
        return numbers(has("qdd_body") ? "qdd_body" : "qdd");
    }

    /** The motion of the sample, for a model of its kind. */
    TreeMotion motion(RobotModel robot) {
        TreeMotion motion = new TreeMotion(robot);
        motion.set(basePose(), q(), numbers("v"));
        return motion;
    }

    TreeMotion motion() {
        return motion(model);
    }

    /** Upper triangle, row by row, to the full matrix. */
    static double[] full(double[] triangle, int n) {
        double[] M = new double[n * n];
        int k = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                M[i * n + j] = triangle[k];
                M[j * n + i] = triangle[k++];
            }
        }
        return M;
    }

    /** Largest difference over the largest expected number; the difference itself where all are zero. */
    static double error(double[] actual, double[] expected) {
        return error(actual, expected, 0);
    }

    /** The same, with a least magnitude for quantities that may vanish. */
    static double error(double[] actual, double[] expected, double leastMagnitude) {
        assertThat(actual).hasSameSizeAs(expected);
        double difference = 0;
        double magnitude = leastMagnitude;
        for (int i = 0; i < expected.length; i++) {
            double d = Math.abs(actual[i] - expected[i]);
            difference = Double.isNaN(d) ? Double.POSITIVE_INFINITY : Math.max(difference, d);
            magnitude = Math.max(magnitude, Math.abs(expected[i]));
        }
        return magnitude == 0 ? difference : difference / magnitude;
    }
}
