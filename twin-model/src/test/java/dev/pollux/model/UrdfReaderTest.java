package dev.pollux.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.ModelFixtures;
import dev.pollux.model.ContactFrame.Corner;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class UrdfReaderTest {
    private static final String INERTIAL =
            "<inertial><mass value='2'/><inertia ixx='0.1' iyy='0.1' izz='0.1'/></inertial>";

    @Test
    void humanoidHasJointsMassDrivesAndSolesAsDescribed() {
        RobotModel model = ModelFixtures.humanoid28();
        assertThat(model.jointCount()).isEqualTo(28);
        assertThat(model.velocityCount()).isEqualTo(34);
        assertThat(model.mass()).isEqualTo(70, within(1e-12));
        assertThat(nameOf(model.imu())).isEqualTo("imu_link");
        assertThat(model.frames().get(0).name()).isEqualTo("pelvis");
        Joint knee = model.joints().get(model.jointIndex("left_knee"));
        assertThat(knee).extracting(Joint::armature, Joint::kp, Joint::kd).containsExactly(0.1, 200.0, 6.0);
        assertThat(knee.damping()).isPositive();
        assertThat(model.contacts()).extracting(ContactFrame::name).containsExactly("left_sole", "right_sole");
        assertThat(model.contacts().get(0).polygon())
                .containsExactly(
                        new Corner(0.16, 0.05),
                        new Corner(-0.08, 0.05),
                        new Corner(-0.08, -0.05),
                        new Corner(0.16, -0.05));
        assertThat(model.notes()).isEmpty();
    }

    /** The description was written by hand, the collision boxes by the model's generator. */
    @Test
    void soleFoundInCollisionBoxIsTheDescribedOne() {
        RobotModel found = ModelFixtures.humanoid28(RobotDescription.EMPTY);
        assertThat(found.contacts()).extracting(ContactFrame::name).containsExactly("left_sole", "right_sole");
        List<Corner> described = ModelFixtures.humanoid28().contacts().get(0).polygon();
        for (Corner corner : found.contacts().get(0).polygon()) {
            assertThat(described).anyMatch(d -> Math.hypot(d.x() - corner.x(), d.y() - corner.y()) < 1e-12);
        }
        assertThat(found.contacts().get(0).polygon()).hasSameSizeAs(described);
        assertThat(found.notes())
                .containsExactlyInAnyOrder(
                        "imu: imu_link, found by its name on the base",
                        "contact: left_sole, found by its name, friction 0.8 assumed",
                        "contact: left_sole: sole of 4 corners from the collision shapes, 0.000 m above the frame's origin",
                        "contact: right_sole, found by its name, friction 0.8 assumed",
                        "contact: right_sole: sole of 4 corners from the collision shapes, 0.000 m above the frame's origin");
    }

    @Test
    @Tag("data")
    void g1AsPublishedAndAsCutIsReadWithImuAndFourSphereSoles() {
        assertG1(ModelFixtures.reference("models/g1_28dof_nomesh.urdf"), 28);
        assertG1(ModelFixtures.reference("models/g1_29dof_rev_1_0.urdf"), 29);
    }

    private static void assertG1(RobotModel model, int joints) {
        assertThat(model.jointCount()).isEqualTo(joints);
        assertThat(model.mass()).isEqualTo(33.34114202, within(1e-8)); // the sum of the file's 35 masses
        assertThat(nameOf(model.imu())).isEqualTo("imu_in_pelvis");
        assertThat(model.contacts())
                .extracting(ContactFrame::name)
                .containsExactly("left_ankle_roll_link", "right_ankle_roll_link");
        assertThat(model.contacts().get(0).polygon()) // the spheres' centres
                .containsExactly(
                        new Corner(-0.05, -0.025),
                        new Corner(0.12, -0.03),
                        new Corner(0.12, 0.03),
                        new Corner(-0.05, 0.025));
        assertThat(model.notes())
                .contains(
                        "imu: imu_in_pelvis, found by its name on the base; passed over: imu_in_torso",
                        "contact: left_ankle_roll_link: sole of 4 corners from the collision shapes, 0.035 m below the frame's origin");
    }

    @Test
    @Tag("data")
    void lumpedG1IsTheSameTreeAsG1WithFixedJoints() {
        RobotModel lumped = ModelFixtures.reference("models/g1_28.clean.urdf");
        RobotModel fixed = ModelFixtures.reference("models/g1_28dof_nomesh.urdf");
        assertThat(lumped.tree().parent).isEqualTo(fixed.tree().parent);
        assertThat(lumped.tree().placement).containsExactly(fixed.tree().placement, within(1e-12));
        assertThat(lumped.tree().inertia).containsExactly(fixed.tree().inertia, within(1e-12));
        assertThat(fixed.tree().inertia[0]).isGreaterThan(3.813); // the pelvis alone
    }

    @Test
    @Tag("data")
    void ampWithMasslessLinksIsRead() {
        RobotModel model = ModelFixtures.reference("models/amp_28.clean.urdf");
        assertThat(model.jointCount()).isEqualTo(28);
        assertThat(model.mass()).isEqualTo(48.89077207, within(1e-8)); // the sum of the file's 13 masses
        assertThat(model.imu()).isNull();
        assertThat(model.contacts())
                .extracting(ContactFrame::name)
                .containsExactly("right_ankle_z_body", "left_ankle_z_body");
        assertThat(model.joints()).allMatch(joint -> joint.maxVelocity() == Double.POSITIVE_INFINITY);
        assertThat(model.notes())
                .anyMatch(note -> note.startsWith("limits: a limit of 0 on velocity is read as unknown: abdomen_x, "));
        assertThat(model.warnings())
                .containsExactly("imu: no link is named like one and the description names none: the robot has none");
    }

    @Test
    @Tag("data")
    void iCubIsReadWithImuAndSoles() {
        RobotModel model = ModelFixtures.reference("icub-walking/model.urdf");
        assertThat(model.jointCount()).isEqualTo(32);
        assertThat(model.mass()).isEqualTo(33.0766367, within(1e-6)); // the sum of the file's 39 masses
        assertThat(nameOf(model.imu())).isEqualTo("root_link_imu_frame");
        assertThat(model.contacts()).extracting(ContactFrame::name).containsExactly("r_sole", "l_sole");
        assertThat(model.frames()).hasSize(190);
        assertThat(model.notes().stream().filter(note -> note.startsWith("inertia")))
                .hasSize(2)
                .anyMatch(note -> note.contains("link r_foot is degenerate or nearly so"))
                .anyMatch(note -> note.contains("link l_foot is degenerate or nearly so"));
    }

    @Test
    void degenerateInertiaIsUsedAndNamedInANote() {
        assertThat(noted("ixx='0.1' iyy='0.1' izz='0.1'")).isEmpty();
        assertThat(noted("ixx='0.1' iyy='0.1' izz='0.19'")).isEmpty();
        assertThat(noted("ixx='0.1' iyy='0.1' izz='0.2'")).hasSize(1); // a plate
        assertThat(noted("ixx='0.1' iyy='0.1' izz='0.201'"))
                .singleElement()
                .asString()
                .startsWith("inertia: link arm is degenerate or nearly so, a point, a rod or a plate"
                        + " (principal moments 0.1, 0.1, 0.201 kg·m²)");
        assertThat(noted("ixx='0' iyy='0.1' izz='0.1'")).hasSize(1); // a rod
        assertThat(noted("ixx='0' iyy='0' izz='0'")).hasSize(1); // a point
    }

    @Test
    void anInertiaAboutOneAxisOnlyIsThatOfADiscWithAWarning() {
        RobotModel planar = read(arm(
                "continuous",
                "<axis xyz='0 1 0'/>",
                "<inertial><mass value='2'/><inertia ixx='0' iyy='0.083' izz='0'/></inertial>"));
        RobotModel disc = read(arm(
                "continuous",
                "<axis xyz='0 1 0'/>",
                "<inertial><mass value='2'/><inertia ixx='0.0415' iyy='0.083' izz='0.0415'/></inertial>"));
        assertThat(planar.warnings())
                .anySatisfy(warning -> assertThat(warning)
                        .startsWith("inertia: link arm is no inertia")
                        .contains(
                                "(principal moments 0.0, 0.0, 0.083 kg·m²); only the moment about one axis is given"));
        assertThat(planar.tree().inertia).containsExactly(disc.tree().inertia, within(1e-15));
    }

    @Test
    void aMassBelowAMicrogramIsNone() {
        String zero = "<inertia ixx='0' iyy='0' izz='0'/></inertial>";
        RobotModel dust = read(arm("continuous", "<axis xyz='0 0 1'/>", "<inertial><mass value='1e-300'/>" + zero));
        RobotModel none = read(arm("continuous", "<axis xyz='0 0 1'/>", "<inertial><mass value='0'/>" + zero));
        assertThat(dust.warnings())
                .anySatisfy(warning ->
                        assertThat(warning).contains("has a mass of 1.0E-300 kg, less than a microgram: read as none"));
        assertThat(dust.tree().inertia).isEqualTo(none.tree().inertia);
    }

    private static List<String> noted(String inertia) {
        RobotModel model = read(arm(
                "continuous",
                "<axis xyz='0 0 1'/>",
                "<inertial><mass value='2'/><inertia " + inertia + "/></inertial>"));
        return model.notes().stream().filter(note -> note.startsWith("inertia")).toList();
    }

    @Test
    void axisIsXWhereNoneIsGivenAndIsNormalised() {
        double[] asSaid =
                read(arm("continuous", "<axis xyz='3 0 0'/>", INERTIAL)).tree().placement;
        assertThat(read(arm("continuous", "", INERTIAL)).tree().placement).isEqualTo(asSaid);
        assertThat(read(arm("continuous", "<axis xyz='0 0 1'/>", INERTIAL)).tree().placement)
                .isNotEqualTo(asSaid);
        assertThat(new double[] {asSaid[14], asSaid[17], asSaid[20]}).containsExactly(1, 0, 0); // z of body 1
    }

    /** The body's z is the axis, and its frame is a rotation, for axes close to all special directions too. */
    @Test
    void turnToAnyAxisIsARotation() {
        double[] values = {0, 1, -1, 1e-9, -1e-9, 0.3, -2e-16};
        for (double x : values) {
            for (double y : values) {
                for (double z : values) {
                    double norm = Math.sqrt(x * x + y * y + z * z);
                    if (norm < 1e-6) {
                        continue;
                    }
                    double[] a = {x / norm, y / norm, z / norm};
                    Placement turned = Placement.turningZTo(a);
                    assertThat(turned.apply(new double[] {0, 0, 1})).containsExactly(a, within(1e-15));
                    assertThat(turned.times(turned.inverse()).R())
                            .containsExactly(Placement.IDENTITY.R(), within(1e-15));
                    assertThat(determinant(turned.R())).isEqualTo(1, within(1e-15));
                }
            }
        }
    }

    private static double determinant(double[] R) {
        return R[0] * (R[4] * R[8] - R[5] * R[7])
                - R[1] * (R[3] * R[8] - R[5] * R[6])
                + R[2] * (R[3] * R[7] - R[4] * R[6]);
    }

    @Test
    void lockedJointIsLumpedAtItsPosition() {
        String urdf = arm("prismatic", "<axis xyz='0 1 0'/>", INERTIAL);
        RobotModel locked =
                UrdfReader.read(urdf, new RobotDescription(null, null, Map.of(), Map.of("elbow", 0.5), false));
        assertThat(locked.jointCount()).isZero();
        assertThat(locked.mass()).isEqualTo(4);
        Frame arm = locked.frame("arm");
        assertThat(arm)
                .isNotNull()
                .extracting(Frame::body, Frame::px, Frame::py, Frame::pz)
                .containsExactly(0, 0.0, 0.5, 1.0);
        // m c = 2 (0, 0.5, 1); I_xx = 2 · 0.1 + 2 (0.5² + 1²)
        assertThat(locked.tree().inertia)
                .containsExactly(new double[] {4, 0, 1, 2, 2.7, 0, 0, 2.2, -1, 0.7}, within(1e-15));
    }

    @Test
    void jointVectorsFollowTheFileWhileBodiesGoParentsFirst() {
        String inner = "<link name='a'>" + INERTIAL + "</link><link name='b'>" + INERTIAL + "</link><link name='c'>"
                + INERTIAL + "</link>";
        RobotModel model = read("<robot>" + inner + joint("second", "b", "c") + joint("first", "a", "b") + "</robot>");
        assertThat(model.jointNames()).containsExactly("second", "first");
        assertThat(model.tree().parent).containsExactly(-1, 0, 1);
        assertThat(model.tree().joint).containsExactly(-1, 1, 0);
    }

    @Test
    void floatingJointUnderAnEmptyRootMakesTheBase() {
        String floating = "<link name='world'/><joint name='free' type='floating'><parent link='world'/>"
                + "<child link='body'/></joint></robot>";
        RobotModel model = read(arm("continuous", "", INERTIAL).replace("</robot>", floating));
        assertThat(model.frames().get(0).name()).isEqualTo("body");
        assertThat(model.frame("world")).isNull();
        assertThat(model.notes()).contains("base: body, which a floating joint hangs on the empty root world");
    }

    @Test
    void emptyRootOnAFixedJointIsTheBaseAndCarriesTheMass() {
        String fixed = "<link name='foot'/><joint name='up' type='fixed'><origin xyz='0 0 1'/><parent link='foot'/>"
                + "<child link='body'/></joint></robot>";
        RobotModel model = read(arm("continuous", "", INERTIAL).replace("</robot>", fixed));
        assertThat(model.frames().get(0).name()).isEqualTo("foot");
        assertThat(model.tree().inertia[0]).isEqualTo(2);
        assertThat(model.tree().inertia[3]).isEqualTo(2); // m c_z
    }

    @Test
    void fixedBaseDoesNotCountAsMovingMass() {
        RobotModel model = UrdfReader.read(
                arm("continuous", "", INERTIAL), new RobotDescription(null, null, Map.of(), Map.of(), true));
        assertThat(model.floatingBase()).isFalse();
        assertThat(model.velocityCount()).isEqualTo(1);
        assertThat(model.mass()).isEqualTo(2);
    }

    @Test
    void limitsThatAreNotGivenAreNone() {
        assertThat(read(arm("prismatic", "", INERTIAL)).joints().get(0))
                .isEqualTo(new Joint(
                        "elbow",
                        JointType.PRISMATIC,
                        Double.NEGATIVE_INFINITY,
                        Double.POSITIVE_INFINITY,
                        Double.POSITIVE_INFINITY,
                        Double.POSITIVE_INFINITY,
                        0,
                        0,
                        0,
                        0,
                        0));
    }

    private static String arm(String type, String axis, String inertial) {
        return "<robot><link name='body'>" + INERTIAL + "</link><link name='arm'>" + inertial + "</link>"
                + "<joint name='elbow' type='" + type + "'><origin xyz='0 0 1'/><parent link='body'/>"
                + "<child link='arm'/>" + axis + "</joint></robot>";
    }

    private static String joint(String name, String parent, String child) {
        return "<joint name='" + name + "' type='continuous'><parent link='" + parent + "'/><child link='" + child
                + "'/></joint>";
    }

    private static RobotModel read(String urdf) {
        return UrdfReader.read(urdf, RobotDescription.EMPTY);
    }

    private static @Nullable String nameOf(@Nullable Frame frame) {
        return frame == null ? null : frame.name();
    }
}
