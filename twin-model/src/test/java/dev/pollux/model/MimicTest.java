package dev.pollux.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.ReferenceData;
import dev.pollux.dynamics.ForwardDynamics;
import dev.pollux.dynamics.JointModel;
import dev.pollux.dynamics.MassMatrix;
import dev.pollux.dynamics.TreeMotion;
import dev.pollux.kinematics.ForwardKinematics;
import dev.pollux.model.RobotDescription.Drive;
import dev.pollux.spatial.Poses;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Joints that follow others: a chain of four links with joints a, b, c about y, half a metre apart. */
class MimicTest {
    private static final String LINK = """
            <link name="%s"><inertial><mass value="1"/><inertia ixx="0.01" iyy="0.01" izz="0.01"/></inertial></link>
            """;
    private static final String JOINT = """
            <joint name="%s" type="revolute"><parent link="%s"/><child link="%s"/><origin xyz="0.5 0 0"/>
            <axis xyz="0 1 0"/><limit lower="-1" upper="1" effort="9" velocity="9"/>%s</joint>
            """;

    private static String chain(String a, String b, String c) {
        return "<robot name='r'>\n" + LINK.formatted("l0") + LINK.formatted("l1") + LINK.formatted("l2")
                + LINK.formatted("l3") + JOINT.formatted("a", "l0", "l1", a) + JOINT.formatted("b", "l1", "l2", b)
                + JOINT.formatted("c", "l2", "l3", c) + "</robot>";
    }

    private static RobotModel read(String urdf) {
        return UrdfReader.read(urdf, RobotDescription.EMPTY);
    }

    private static double pitch(RobotModel model, double q, String link) {
        ForwardKinematics kinematics = new ForwardKinematics(model);
        double[] all = new double[model.jointCount()];
        if (all.length > 0) {
            all[0] = q;
        }
        kinematics.compute(all, null);
        double[] T = new double[16];
        kinematics.pose(Objects.requireNonNull(model.frame(link)), T);
        return Math.atan2(T[2], T[0]);
    }

    @Test
    void followerTurnsWithItsLeaderByMultiplierAndOffset() {
        RobotModel model = read(chain("", "<mimic joint='a' multiplier='-0.5' offset='0.2'/>", "<mimic joint='a'/>"));
        assertThat(model.jointNames()).containsExactly("a");
        assertThat(model.velocityCount()).isEqualTo(7);
        assertThat(pitch(model, 0.3, "l1")).isCloseTo(0.3, within(1e-12));
        assertThat(pitch(model, 0.3, "l2")).isCloseTo(0.3 - 0.15 + 0.2, within(1e-12));
        assertThat(pitch(model, 0.3, "l3")).isCloseTo(0.3 - 0.15 + 0.2 + 0.3, within(1e-12));
        assertThat(model.followerIndex("c")).isEqualTo(1);
        assertThat(model.jointIndex("c")).isEqualTo(-1);
        assertThat(model.followers().get(0).position(new double[] {0.3})).isCloseTo(0.05, within(1e-12));
    }

    @Test
    void chainOfFollowersEndsAtTheIndependentJointWhereverItStandsInTheFile() {
        RobotModel model =
                read(chain("<mimic joint='b' multiplier='2' offset='0.1'/>", "<mimic joint='c' offset='0.3'/>", ""));
        assertThat(model.jointNames()).containsExactly("c");
        Follower a = model.followers().get(0);
        assertThat(a.multiplier()).isEqualTo(2);
        assertThat(a.offset()).isCloseTo(2 * 0.3 + 0.1, within(1e-12));
        assertThat(pitch(model, 0.05, "l1")).isCloseTo(2 * (0.05 + 0.3) + 0.1, within(1e-12));
    }

    @Test
    void multiplierOfZeroHoldsTheJointAtItsOffset() {
        RobotModel model = read(chain("", "<mimic joint='a' multiplier='0' offset='0.4'/>", "<mimic joint='b'/>"));
        assertThat(model.tree().bodies).isEqualTo(2);
        assertThat(model.tree().tied).isFalse();
        assertThat(pitch(model, 0.1, "l2")).isCloseTo(0.5, within(1e-12));
        assertThat(pitch(model, 0.1, "l3")).isCloseTo(0.9, within(1e-12));
        assertThat(model.followers()).extracting(Follower::leader).containsExactly(-1, -1);
    }

    @Test
    void followerOfALockedJointIsHeldWhereThatPutsIt() {
        RobotDescription locked = new RobotDescription(null, null, Map.of(), Map.of("a", 0.2), false);
        RobotModel model = UrdfReader.read(chain("", "<mimic joint='a' multiplier='2'/>", ""), locked);
        assertThat(model.jointNames()).containsExactly("c");
        assertThat(pitch(model, 0, "l2")).isCloseTo(0.2 + 0.4, within(1e-12));
    }

    /** As ROS has it: the hands of a published humanoid follow joints whose prefix was forgotten. */
    @Test
    void followerOfAJointThatIsNotThereMovesByItselfAndThatIsTold() {
        RobotModel model =
                UrdfReader.read(chain("", "<mimic joint='aa'/>", "<mimic joint='b'/>"), RobotDescription.EMPTY);
        assertThat(model.jointNames()).containsExactly("a", "b");
        assertThat(model.warnings())
                .contains("mimic: <joint name=\"b\"> (line 8): its <mimic> follows joint aa, which does not exist (did"
                        + " you mean a?): it is read as a joint that moves by itself");
    }

    @Test
    void tieThatLeadsNowhereIsAnErrorWithLineAndReason() {
        assertBroken(
                chain("<mimic joint='b'/>", "<mimic joint='c'/>", "<mimic joint='a'/>"),
                "<joint name=\"a\"> (line 6): follows itself: <mimic> leads from a to b to c and back to a;"
                        + " one joint of them must move by itself");
        assertThatExceptionOfType(UrdfException.class)
                .isThrownBy(() -> read(chain("", "<mimic/>", "<mimic joint='a' multiplier='two'/>")))
                .satisfies(e -> assertThat(e.reasons()).hasSize(2));
        assertBroken(chain("<mimic joint='a'/>", "", ""), "<mimic> leads from a and back to a");
        assertBroken(
                chain("", "", "<mimic joint='a'/>").replace("\"a\" type=\"revolute\"", "\"a\" type=\"fixed\""),
                "<joint name=\"c\"> (line 10): its <mimic> follows joint a, which is fixed");
        assertBroken(chain("", "<mimic joint='a' multiplier='two'/>", ""), "multiplier");
        assertBroken(chain("", "<mimic/>", ""), "needs the attribute joint");
        assertBroken(
                chain("", "<mimic joint='a' multiplier='1e200'/>", "<mimic joint='b' multiplier='1e200'/>"),
                "multiplier is 1.0E200; at most ±10000.0 is accepted");
        assertBroken(
                chain("", "<mimic joint='a' multiplier='1e3'/>", "<mimic joint='b' multiplier='1e3'/>"),
                "the multiplier that its <mimic> leads to is 1000000.0; at most ±10000.0 is accepted");
    }

    private static void assertBroken(String urdf, String message) {
        assertThatExceptionOfType(UrdfException.class)
                .isThrownBy(() -> read(urdf))
                .withMessageContaining(message);
    }

    @Test
    void leaderThatTakesAFollowerBeyondItsLimitsIsNoted() {
        assertThat(read(chain("", "<mimic joint='a' multiplier='1.005'/>", "")).warnings())
                .noneMatch(n -> n.contains("beyond"));
        assertThat(read(chain("", "<mimic joint='a' multiplier='2'/>", "")).warnings())
                .contains(
                        "mimic: a takes b from -2.0 to 2.0, beyond its own limits -1.0 to 1.0; it follows all the same");
        assertThat(read(chain("", "<mimic joint='a' multiplier='2'/>", "")).notes())
                .contains("mimic: joints that follow others: b = 2.0 · a");
    }

    /** Three links of 1 kg and 0.01 kg·m² at their joints, all in one place: each turns at 1, 2 and 2.5 times the leader. */
    @Test
    @Tag("data")
    void threeFingersTurnWithOneJoint() {
        String urdf = ReferenceData.text("as-they-are/urdf/mimic-three-fingers.urdf");
        RobotModel model = UrdfReader.read(
                urdf,
                new RobotDescription(
                        null,
                        null,
                        Map.of("m", new Drive(0.1, 0, 0), "k2", new Drive(0.2, 0, 0), "k3", new Drive(0.4, 0, 0)),
                        Map.of(),
                        false));
        assertThat(model.jointNames()).containsExactly("m");
        TreeMotion motion = new TreeMotion(model);
        motion.set(Poses.identity(), new double[] {0.3}, new double[7]);
        double[] M = new double[49];
        new MassMatrix(motion).compute(M);
        assertThat(M[48]).isCloseTo(0.01 * (1 + 2 * 2 + 2.5 * 2.5), within(1e-12));
        new MassMatrix(motion, JointModel.of(model)).compute(M);
        double rotors = 0.1 + 0.2 + 0.25 * 0.4; // as multiplier²
        assertThat(M[48]).isCloseTo(0.01 * (1 + 2 * 2 + 2.5 * 2.5) + rotors, within(1e-12));
    }

    /**
     * A gripper as vendors publish them: one drive, its own knuckle a link without {@code <inertial>}, the fingers behind it and
     * the other side follow.
     */
    private static String gripper(String fingerInertial) {
        return "<robot name='gripper'>"
                + "<link name='palm'><inertial><mass value='1'/><inertia ixx='.01' iyy='.01' izz='.01'/></inertial></link>"
                + "<link name='left_knuckle'/><link name='left_finger'>" + fingerInertial + "</link>"
                + "<link name='right_knuckle'/><link name='right_finger'>" + fingerInertial + "</link>"
                + knuckle("finger_joint", "palm", "left_knuckle", 0.03, "")
                + knuckle(
                        "left_tip",
                        "left_knuckle",
                        "left_finger",
                        0.04,
                        "<mimic joint='finger_joint' multiplier='-1'/>")
                + knuckle(
                        "right_joint", "palm", "right_knuckle", -0.03, "<mimic joint='finger_joint' multiplier='-1'/>")
                + knuckle("right_tip", "right_knuckle", "right_finger", -0.04, "<mimic joint='finger_joint'/>")
                + "</robot>";
    }

    private static String knuckle(String name, String parent, String child, double y, String mimic) {
        return "<joint name='" + name + "' type='revolute'><parent link='" + parent + "'/><child link='" + child + "'/>"
                + "<origin xyz='0 " + y + " 0.05'/><axis xyz='1 0 0'/>"
                + "<limit lower='-1' upper='1' effort='9' velocity='9'/>" + mimic + "</joint>";
    }

    @Test
    void aKnuckleWithoutMassWhoseFingersHaveSomeIsGivenNone() {
        RobotModel model =
                read(gripper("<inertial><mass value='0.05'/><inertia ixx='1e-5' iyy='1e-5' izz='1e-5'/></inertial>"));
        assertThat(model.warnings()).noneMatch(w -> w.startsWith("inertia"));
        assertThat(model.mass()).isCloseTo(1.1, within(1e-12));
        TreeMotion motion = new TreeMotion(model);
        motion.set(Poses.identity(), new double[1], new double[7]);
        double[] M = new double[49];
        new MassMatrix(motion).compute(M);
        // the fingers stay upright as in a parallelogram: each is carried about its knuckle at hypot(4 cm, 5 cm)
        assertThat(M[48]).isCloseTo(2 * 0.05 * (0.04 * 0.04 + 0.05 * 0.05), within(1e-12));
    }

    @Test
    void aLeaderWithWhichNothingMovesThatHasMassIsGivenInertiaOnceAndNamed() {
        RobotModel model = read(gripper(""));
        assertThat(model.warnings())
                .filteredOn(w -> w.startsWith("inertia"))
                .containsExactly(
                        "inertia: link left_knuckle moves, and nothing resists it: neither it nor the links that follow"
                                + " it have mass, but on their joints' axes; 1.0E-4 kg·m² are assumed");
    }

    /** The wrist has no mass, and turns about the axis of the leader on it: turned against each other they move nothing. */
    @Test
    void aJointThatItsLeaderBehindItUndoesIsGivenInertiaAlthoughItCarriesMass() {
        String finger = "<inertial><mass value='0.05'/><inertia ixx='1e-5' iyy='1e-5' izz='1e-5'/></inertial>";
        RobotModel model = read("<robot name='wrist'>"
                + "<link name='palm'><inertial><mass value='1'/><inertia ixx='.01' iyy='.01' izz='.01'/></inertial></link>"
                + "<link name='wrist'/><link name='finger'>" + finger + "</link><link name='cap'/>"
                + knuckle("roll", "palm", "wrist", 0, "")
                + knuckle("grip", "wrist", "finger", 0, "").replace("0.05'/>", "0'/>")
                + knuckle("cover", "palm", "cap", 0.05, "<mimic joint='grip'/>")
                + "</robot>");
        assertThat(model.warnings())
                .filteredOn(w -> w.startsWith("inertia"))
                .singleElement()
                .satisfies(
                        w -> assertThat(w).contains("nothing resists it").containsAnyOf("link wrist", "link finger"));
        TreeMotion motion = new TreeMotion(model);
        motion.set(Poses.identity(), new double[2], new double[8]);
        double[] qdd = new double[8];
        new ForwardDynamics(motion).accelerations(new double[] {0, 0, 0, 0, 0, 0, 1e-3, -1e-3}, qdd);
        for (double acceleration : qdd) {
            assertThat(Math.abs(acceleration)).isLessThan(1e3);
        }
    }
}
