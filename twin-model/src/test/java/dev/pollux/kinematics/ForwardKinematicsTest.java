package dev.pollux.kinematics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pollux.Allocation;
import dev.pollux.ModelFixtures;
import dev.pollux.ReferenceData;
import dev.pollux.model.Frame;
import dev.pollux.model.RobotDescription;
import dev.pollux.model.RobotModel;
import dev.pollux.model.Tree;
import dev.pollux.model.UrdfReader;
import dev.pollux.spatial.SO3;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("data")
class ForwardKinematicsTest {
    /** Coordinates of some metres at 2⁻⁵³, over chains of tens of products, the oracle's own rounding among them. */
    private static final double ROUNDING = 1e-12;

    /**
     * iCub's log has nine digits, 5e-10 m on half a metre; its joint positions, too, 5e-10 rad on each of six joints at
     * half a metre.
     */
    private static final double LOG_DIGITS = 5e-9;

    private static final Map<String, String> SAME = Map.of();

    @Test
    void framesOfHumanoidMatchPinocchio() {
        framesMatch(ModelFixtures.humanoid28(), "humanoid/humanoid_28-dynamics.jsonl.gz", SAME);
    }

    @Test
    void framesOfG1MatchPinocchio() {
        framesMatch(ModelFixtures.reference("models/g1_28dof_nomesh.urdf"), "dynamics/g1_28.jsonl.gz", SAME);
    }

    @Test
    void framesOfAmpMatchPinocchio() {
        // The URDF has the oracle's bodies under the names of the joints that move them.
        framesMatch(
                ModelFixtures.reference("models/amp_28.clean.urdf"),
                "dynamics/amp_28.jsonl.gz",
                Map.of(
                        "right_foot", "right_ankle_z_body",
                        "left_foot", "left_ankle_z_body",
                        "imu_pelvis", "base_link"));
    }

    private static void framesMatch(RobotModel model, String oracle, Map<String, String> names) {
        List<JsonNode> records = ReferenceData.records(oracle);
        assertThat(model.jointNames()).isEqualTo(texts(records.get(0).get("joints")));
        ForwardKinematics kinematics = new ForwardKinematics(model);
        double worst = 0;
        for (JsonNode sample : records.subList(1, records.size())) {
            double[] q = ReferenceData.numbers(sample.get("qj"));
            double[] T_WB = basePose(sample);
            if (worst == 0) {
                double[] other = q.clone();
                for (int j = 0; j < other.length; j++) {
                    other[j] += 1e-6;
                }
                kinematics.compute(other, T_WB);
                assertThat(worstFrame(model, kinematics, sample, names)).isGreaterThan(1e-8);
            }
            kinematics.compute(q, T_WB);
            worst = Math.max(worst, worstFrame(model, kinematics, sample, names));
            assertThat(centreOfMass(model, kinematics))
                    .containsExactly(ReferenceData.numbers(sample.get("com")), within(ROUNDING));
        }
        assertThat(worst).isPositive().isLessThan(ROUNDING);
    }

    /** Turned origins, axes in any direction, fixed links with mass: 40 trees notice what a humanoid forgives. */
    @Test
    void framesAndCentreOfMassOfRandomTreesMatchPinocchio() {
        List<JsonNode> trees = ReferenceData.records("humanoid/random_trees.jsonl.gz");
        assertThat(trees).hasSize(41);
        for (JsonNode tree : trees.subList(1, trees.size())) {
            boolean floating = tree.get("floating").booleanValue();
            RobotDescription description = new RobotDescription(null, List.of(), Map.of(), Map.of(), !floating);
            RobotModel model = UrdfReader.read(tree.get("urdf").textValue(), description);
            assertThat(model.jointNames()).isEqualTo(texts(tree.get("joints")));
            assertThat(model.velocityCount()).isEqualTo(tree.get("nv").intValue());
            ForwardKinematics kinematics = new ForwardKinematics(model);
            RobotModel blind =
                    UrdfReader.read(tree.get("urdf").textValue().replaceAll(" rpy=\"[^\"]*\"", ""), description);
            ForwardKinematics blindKinematics = new ForwardKinematics(blind);
            for (JsonNode sample : tree.get("samples")) {
                blindKinematics.compute(ReferenceData.numbers(sample.get("q")), floating ? basePose(sample) : null);
                assertThat(worstFrame(blind, blindKinematics, sample, SAME)).isGreaterThan(1e-3);
                assertThat(distance(centreOfMass(blind, blindKinematics), sample.get("com")))
                        .isGreaterThan(1e-3);
                kinematics.compute(ReferenceData.numbers(sample.get("q")), floating ? basePose(sample) : null);
                assertThat(worstFrame(model, kinematics, sample, SAME))
                        .as(tree.get("name").textValue())
                        .isLessThan(ROUNDING);
                assertThat(centreOfMass(model, kinematics))
                        .as(tree.get("name").textValue())
                        .containsExactly(ReferenceData.numbers(sample.get("com")), within(ROUNDING));
            }
        }
    }

    @Test
    void solesOfICubInItsImuFrameMatchTheLog() {
        Map<String, Double> wrists = Map.of(
                "l_wrist_prosup",
                0.0,
                "l_wrist_pitch",
                0.0,
                "l_wrist_yaw",
                0.0,
                "r_wrist_prosup",
                0.0,
                "r_wrist_pitch",
                0.0,
                "r_wrist_yaw",
                0.0);
        RobotModel model = UrdfReader.read(
                ReferenceData.text("icub-walking/model.urdf"),
                new RobotDescription(null, null, Map.of(), wrists, false));
        List<String> lines = ReferenceData.lines("icub-walking/icub_walking.csv.gz", Integer.MAX_VALUE);
        List<String> columns = List.of(lines.get(0).split(",", -1));
        ForwardKinematics kinematics = new ForwardKinematics(model);
        double[] q = new double[model.jointCount()];
        double worst = 0;
        double travel = 0;
        for (String line : lines.subList(1, lines.size())) {
            String[] row = line.split(",", -1);
            for (int j = 0; j < q.length; j++) {
                q[j] = Double.parseDouble(
                        row[columns.indexOf("q_" + model.joints().get(j).name())]);
            }
            kinematics.compute(q, null);
            worst = Math.max(worst, distance(kinematics, model, "l_sole", row, columns.indexOf("imu_pLx")));
            worst = Math.max(worst, distance(kinematics, model, "r_sole", row, columns.indexOf("imu_pRx")));
            kinematics.compute(new double[q.length], null);
            travel = Math.max(travel, distance(kinematics, model, "l_sole", row, columns.indexOf("imu_pLx")));
        }
        assertThat(travel).as("at joint positions 0").isGreaterThan(0.01);
        assertThat(worst).isLessThan(LOG_DIGITS);
    }

    /** |p_IF − logged|, m, of a frame F in the IMU's frame I. */
    private static double distance(
            ForwardKinematics kinematics, RobotModel model, String frame, String[] row, int column) {
        double[] T_BI = new double[16];
        double[] T_BF = new double[16];
        kinematics.pose(Objects.requireNonNull(model.imu()), T_BI);
        kinematics.pose(Objects.requireNonNull(model.frame(frame)), T_BF);
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double p = 0;
            for (int k = 0; k < 3; k++) {
                p += T_BI[4 * k + i] * (T_BF[4 * k + 3] - T_BI[4 * k + 3]);
            }
            sum += Math.pow(p - Double.parseDouble(row[column + i]), 2);
        }
        return Math.sqrt(sum);
    }

    @Test
    void wrongNumberOfPositionsIsAnError() {
        ForwardKinematics kinematics = new ForwardKinematics(ModelFixtures.humanoid28());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kinematics.compute(new double[27], null))
                .withMessage("q has 27 positions, the robot 28 joints");
    }

    @Test
    void computeAllocatesNothing() throws Exception {
        RobotModel model = ModelFixtures.humanoid28();
        ForwardKinematics kinematics = new ForwardKinematics(model);
        Frame sole = Objects.requireNonNull(model.frame("left_sole"));
        double[] q = new Random(1).doubles(28).toArray();
        double[] T = new double[16];
        Allocation.Work work = () -> {
            kinematics.compute(q, null);
            kinematics.pose(sole, T);
        };
        Allocation.of(1000, work);
        assertThat(Allocation.of(1000, work)).isLessThan(1000);
    }

    private static double distance(double[] p, JsonNode other) {
        return Math.hypot(
                Math.hypot(
                        p[0] - other.get(0).doubleValue(), p[1] - other.get(1).doubleValue()),
                p[2] - other.get(2).doubleValue());
    }

    private static double worstFrame(
            RobotModel model, ForwardKinematics kinematics, JsonNode sample, Map<String, String> names) {
        double worst = 0;
        double[] T = new double[16];
        for (JsonNode frame : sample.get("frames")) {
            String name = frame.get("name").textValue();
            kinematics.pose(Objects.requireNonNull(model.frame(names.getOrDefault(name, name)), name), T);
            double[] p = ReferenceData.numbers(frame.get("pos"));
            double[] R = ReferenceData.numbers(frame.get("R"));
            for (int i = 0; i < 3; i++) {
                worst = Math.max(worst, Math.abs(T[4 * i + 3] - p[i]));
                for (int j = 0; j < 3; j++) {
                    worst = Math.max(worst, Math.abs(T[4 * i + j] - R[3 * i + j]));
                }
            }
        }
        return worst;
    }

    /** In the world, of all bodies, a fixed base among them. */
    private static double[] centreOfMass(RobotModel model, ForwardKinematics kinematics) {
        Tree tree = model.tree();
        double[] poses = kinematics.bodyPoses();
        double[] sum = new double[3];
        double[] turned = new double[3];
        double mass = 0;
        for (int b = 0; b < tree.bodies; b++) {
            double m = tree.inertia[10 * b];
            SO3.rotate(poses, 12 * b, tree.inertia, 10 * b + 1, turned, 0);
            for (int i = 0; i < 3; i++) {
                sum[i] += turned[i] + m * poses[12 * b + 9 + i];
            }
            mass += m;
        }
        return new double[] {sum[0] / mass, sum[1] / mass, sum[2] / mass};
    }

    private static double[] basePose(JsonNode sample) {
        double[] p = ReferenceData.numbers(sample.get("base_pos"));
        double[] wxyz = ReferenceData.numbers(sample.get("base_quat"));
        double[] R = new double[9];
        SO3.fromQuaternion(wxyz[1], wxyz[2], wxyz[3], wxyz[0], R, 0);
        return new double[] {R[0], R[1], R[2], p[0], R[3], R[4], R[5], p[1], R[6], R[7], R[8], p[2], 0, 0, 0, 1};
    }

    private static List<String> texts(JsonNode array) {
        return java.util.stream.StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }
}
