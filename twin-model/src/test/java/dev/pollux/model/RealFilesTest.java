package dev.pollux.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.ModelFixtures;
import dev.pollux.ReferenceData;
import dev.pollux.model.ContactFrame.Corner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What files of real makers do, in small forms of our own: each is read as what was meant, or says what is wrong. */
class RealFilesTest {
    private static final String LINK =
            "<link name='%s'><inertial><mass value='%s'/><inertia ixx='%s' iyy='%s' izz='%s'/></inertial></link>";
    private static final String BASE = LINK.formatted("base", 10, 0.1, 0.1, 0.1);

    @Test
    @Tag("data")
    void plainAmpersandIsAnErrorThatGivesTheParsersReasonAndPlace() {
        String urdf = ReferenceData.text("as-they-are/urdf/ampersand.urdf");
        assertThatExceptionOfType(UrdfException.class)
                .isThrownBy(() -> read(urdf))
                .withMessageStartingWith("the file is not XML: line 1, column ")
                .withMessageContaining("The reference to entity \"b\" must end with the ';' delimiter.")
                .withMessageEndingWith("(a plain & is written &amp; in XML)");
    }

    @Test
    @Tag("data")
    void sensorsAndFeetInCamelCaseAreFoundAndTheBaseImuGoesFirst() {
        RobotModel model = asTheyAre("camel-case-sensors");
        assertThat(Objects.requireNonNull(model.imu()).name()).isEqualTo("pelvisMiddleImu_Frame");
        assertThat(model.contacts()).extracting(ContactFrame::name).containsExactly("leftFoot");
        assertThat(model.notes())
                .contains("imu: pelvisMiddleImu_Frame, found by its name on the base; passed over: head_imu_link");
    }

    @Test
    @Tag("data")
    void footOfTwoLyingCapsulesIsASoleOfTheirFourEnds() {
        ContactFrame foot = asTheyAre("capsule-foot").contacts().get(0);
        assertThat(foot.polygon())
                .hasSize(4)
                .allMatch(c -> Math.abs(Math.abs(c.x()) - 0.09) < 1e-6 && Math.abs(Math.abs(c.y()) - 0.03) < 1e-6);
    }

    @Test
    @Tag("data")
    void dustOfRoundingErrorsIsAPointAndTheJointOnItIsGivenSomethingToMove() {
        RobotModel model = asTheyAre("inertia-residue");
        assertThat(model.warnings())
                .anyMatch(w -> w.startsWith("inertia: link b is no inertia: a principal moment is negative")
                        && w.endsWith("; these are rounding errors, and the mass is read as a point, 100 % away"))
                .anyMatch(w -> w.startsWith("inertia: link b moves, and nothing resists it: it has no mass, or only on"
                        + " its joint's axis; 1.0E-4 kg·m² are assumed"));
        assertThat(model.mass()).isEqualTo(2.3, within(1e-15));
    }

    @Test
    @Tag("data")
    void triangleInequalityBrokenByTwoPerCentIsRepairedWithTheNearestInertia() {
        RobotModel model = asTheyAre("inertia-triangle-2-percent");
        assertThat(model.warnings())
                .anyMatch(w -> w.startsWith("inertia: link b is no inertia: it breaks the triangle inequality")
                        && w.endsWith("; the nearest that a body can have is used, 1.16 % away"));
        // 0.00205 − 0.001 − 0.001 = 5e-5, a third of it each; body 1 turns about y, its own z
        double[] inertia = model.tree().inertia;
        double[] moments = {inertia[14], inertia[17], inertia[19]};
        double lesser = 0.001 + 5e-5 / 3;
        assertThat(moments).containsExactly(new double[] {lesser, 0.00205 - 5e-5 / 3, lesser}, within(1e-15));
    }

    @Test
    @Tag("data")
    void limitOfMinusOneOnSpeedAndEffortIsNone() {
        assertThat(asTheyAre("limit-minus-one").joints().get(0))
                .returns(-1.0, Joint::lower)
                .returns(1.0, Joint::upper)
                .returns(Double.POSITIVE_INFINITY, Joint::maxVelocity)
                .returns(Double.POSITIVE_INFINITY, Joint::maxEffort);
    }

    @Test
    @Tag("data")
    void fingertipsWithoutMassKeepTheirJointsAndAreGivenInertiaButNoMass() {
        RobotModel model = asTheyAre("massless-fingertips");
        assertThat(model.jointNames()).containsExactly("k1", "k2");
        assertThat(model.mass()).isEqualTo(1);
        assertThat(model.tree().inertia[19]).isEqualTo(MasslessBodies.ASSUMED_INERTIA);
        assertThat(model.warnings())
                .anyMatch(w -> w.startsWith("inertia: link t1 moves, and nothing resists it"))
                .anyMatch(w -> w.startsWith("inertia: link t2 moves, and nothing resists it"));
    }

    @Test
    @Tag("data")
    void originWithAQuaternionTurnsLikeTheSameOneWithAngles() {
        Frame b = Objects.requireNonNull(asTheyAre("quaternion-origin").frame("b"));
        RobotModel angles = read(ReferenceData.text("as-they-are/urdf/quaternion-origin.urdf")
                .replace("quat_xyzw=\"0 0 0.7071067812 0.7071067812\"", "rpy=\"0 0 1.5707963267948966\""));
        assertThat(asTheyAre("quaternion-origin").tree().placement)
                .containsExactly(angles.tree().placement, within(1e-10));
        assertThat(b.body()).isEqualTo(1);
    }

    @Test
    @Tag("data")
    void robotOfTwoLegsIsReadWithoutADoubt() {
        RobotModel model = asTheyAre("two-legs");
        assertThat(model.warnings()).isEmpty();
        assertThat(model.contacts()).extracting(ContactFrame::name).containsExactly("left_sole", "right_sole");
        assertThat(Objects.requireNonNull(model.imu()).name()).isEqualTo("imu_link");
    }

    @Test
    @Tag("data")
    void rootWithAnInertialOfZerosIsAnEmptyWorld() {
        RobotModel model = asTheyAre("world-with-zero-inertial");
        assertThat(model.frames()).extracting(Frame::name).containsExactly("pelvis");
        assertThat(model.mass()).isEqualTo(1);
    }

    @ParameterizedTest
    @Tag("data")
    @ValueSource(strings = {"models/g1_28dof_nomesh.urdf", "models/g1_29dof_rev_1_0.urdf", "models/g1_28.clean.urdf"})
    void unitreesFilesAreReadWithoutADoubtAboutTheirInertias(String file) {
        assertThat(ModelFixtures.reference(file).warnings())
                .noneMatch(w -> w.startsWith("inertia"))
                .noneMatch(w -> w.startsWith("units"));
    }

    @Test
    void worldWithSeveralChildrenGivesTheRobotAndTellsWhatItPassesOver() {
        RobotModel model = read("<robot name='r'><link name='world'/>" + BASE + LINK.formatted("table", 20, 1, 1, 1)
                + joint("free", "floating", "world", "base", "") + joint("stands", "fixed", "world", "table", "")
                + "</robot>");
        assertThat(model.frames()).extracting(Frame::name).containsExactly("base");
        assertThat(model.warnings())
                .contains("base: what else hangs on the root world is taken as the world's and passed over: table");
        assertThatExceptionOfType(UrdfException.class)
                .isThrownBy(() -> read("<robot name='r'><link name='world'/>" + BASE
                        + LINK.formatted("other", 20, 1, 1, 1) + joint("free", "floating", "world", "base", "")
                        + joint("too", "floating", "world", "other", "") + "</robot>"))
                .withMessageContaining("<joint name=\"too\"> (line 1): is a second floating joint on the empty root");
    }

    @Test
    void footprintWithSeveralFixedChildrenIsTheBaseWithTheirMass() {
        RobotModel model = read("<robot name='r'><link name='base_footprint'/>" + BASE
                + LINK.formatted("box", 2, 0.1, 0.1, 0.1) + joint("up", "fixed", "base_footprint", "base", "")
                + joint("on", "fixed", "base_footprint", "box", "") + "</robot>");
        assertThat(model.frames().get(0).name()).isEqualTo("base_footprint");
        assertThat(model.mass()).isEqualTo(12);
    }

    @Test
    void worldThatIsNamedButNotThereIsEmpty() {
        RobotModel model =
                read("<robot name='r'>" + BASE + joint("free", "floating", "world", "base", "") + "</robot>");
        assertThat(model.frames().get(0).name()).isEqualTo("base");
    }

    @Test
    void emptyBaseOnWhichOneJointTurnsIsGivenInertia() {
        RobotModel model = read("<robot name='r'><link name='root'/>" + BASE
                + joint("turn", "revolute", "root", "base", "<axis xyz='0 0 1'/>") + "</robot>");
        assertThat(model.warnings())
                .anyMatch(w -> w.startsWith(
                        "inertia: link root moves, and nothing resists it: the base has no inertia" + " of its own"));
        assertThat(model.mass()).isEqualTo(10 + MasslessBodies.ASSUMED_MASS);
    }

    @Test
    void inertiaOfAFixedPartOfOneGramIsNoReasonToRefuse() {
        String part = LINK.formatted("part", 0.001, "1e-6", "1e-6", "-1e-6");
        RobotModel model =
                read("<robot name='r'>" + BASE + part + joint("on", "fixed", "base", "part", "") + "</robot>");
        assertThat(model.warnings()).anyMatch(w -> w.startsWith("inertia: link part is no inertia"));
    }

    @Test
    void inertiaThatChangesTheRobotIsAnErrorWhereNoMomentCanBeTrusted() {
        String arm = LINK.formatted("arm", 2, 0.1, 0.1, -0.1);
        assertThatExceptionOfType(UrdfException.class)
                .isThrownBy(() ->
                        read("<robot name='r'>" + BASE + arm + joint("j", "revolute", "base", "arm", "") + "</robot>"))
                .withMessageContaining("<link name=\"arm\"> (line 1): is no inertia: a principal moment is negative");
    }

    /** Of 17 % of the robot's mass: by itself an error, on a body of a hundred times its inertia a doubt. */
    @Test
    void inertiaIsJudgedOnAllThatMovesWithTheLink() {
        String robot = "<robot name='r'>" + BASE + LINK.formatted("part", 2, 0.001, 0.001, -0.001);
        assertThat(read(robot + joint("on", "fixed", "base", "part", "") + "</robot>")
                        .warnings())
                .anyMatch(w -> w.startsWith("inertia: link part is no inertia"));
        assertThatExceptionOfType(UrdfException.class)
                .isThrownBy(() -> read(robot + joint("on", "revolute", "base", "part", "") + "</robot>"))
                .withMessageContaining("<link name=\"part\"> (line 1): is no inertia: a principal moment is negative");
    }

    /** The left ankle of an official iCub has 4.77 kg·m² beside 0.004 and 0.004: a slip by powers of ten. */
    @Test
    void momentThatIsTooGreatByFarIsCutToWhatTheOthersAllow() {
        String arm = LINK.formatted("arm", 0.6, 4.766, 0.0041, 0.0037);
        RobotModel model =
                read("<robot name='r'>" + BASE + arm + joint("j", "revolute", "base", "arm", "") + "</robot>");
        // the axis is x, the body's own z
        assertThat(model.tree().inertia[19]).isEqualTo(0.0078, within(1e-12));
        assertThat(model.warnings())
                .anyMatch(w -> w.contains("its greatest moment is too great by far, and is cut to the sum of the others"
                        + ", 99.8 % away"));
    }

    @Test
    void massWithoutInertiaIsAPoint() {
        String point = "<link name='arm'><inertial><origin xyz='0 1 0'/><mass value='2'/></inertial></link>";
        RobotModel model =
                read("<robot name='r'>" + BASE + point + joint("j", "revolute", "base", "arm", "") + "</robot>");
        assertThat(model.tree().inertia[19]).isEqualTo(2, within(1e-12)); // m y² about x
        assertThat(model.warnings())
                .contains("inertia: <inertial> of <link name=\"arm\"> (line 1): has a mass, but no <inertia>: read as a"
                        + " point of 2.0 kg");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lower='-inf' upper='inf'",
                "lower='-Infinity' upper='INF'",
                "lower='0' upper='0'",
                "lower='-1' upper='-1'",
                "velocity='-1' effort='inf'",
                "velocity='0' effort='.inf'"
            })
    void whatFilesWriteForNoLimitIsNone(String limit) {
        Joint joint = read("<robot name='r'>" + BASE + LINK.formatted("arm", 1, 0.1, 0.1, 0.1)
                        + joint("j", "revolute", "base", "arm", "<limit " + limit + "/>") + "</robot>")
                .joints()
                .get(0);
        assertThat(joint.lower()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(joint.upper()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(joint.maxVelocity()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(joint.maxEffort()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void negativeLimitThatIsNotMinusOneIsNoneToo() {
        RobotModel model = read("<robot name='r'>" + BASE + LINK.formatted("arm", 1, 0.1, 0.1, 0.1)
                + joint("j", "revolute", "base", "arm", "<limit velocity='-2'/>") + "</robot>");
        assertThat(model.joints().get(0).maxVelocity()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(model.warnings())
                .contains("<limit> of <joint name=\"j\"> (line 1): velocity -2.0 is negative: read as no limit");
    }

    @Test
    void lowerLimitAboveTheUpperIsNoneAndDoubted() {
        RobotModel model = read("<robot name='r'>" + BASE + LINK.formatted("arm", 1, 0.1, 0.1, 0.1)
                + joint("j", "revolute", "base", "arm", "<limit lower='1' upper='-1'/>") + "</robot>");
        assertThat(model.joints().get(0).lower()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(model.joints().get(0).upper()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(model.warnings())
                .contains("<limit> of <joint name=\"j\"> (line 1): lower 1.0 is above upper -1.0: read as no limit");
    }

    @Test
    void limitsThatLeaveNoPositionAreNoneAndDoubted() {
        RobotModel model = read("<robot name='r'>" + BASE + LINK.formatted("arm", 1, 0.1, 0.1, 0.1)
                + joint("j", "revolute", "base", "arm", "<limit lower='inf' upper='inf'/>") + "</robot>");
        assertThat(model.joints().get(0).lower()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(model.warnings())
                .contains("<limit> of <joint name=\"j\"> (line 1): lower Infinity and upper Infinity leave no position:"
                        + " read as no limit");
    }

    @Test
    void ofWhatStandsTwiceTheFirstIsUsedAndThatIsDoubted() {
        RobotModel model = read("<robot name='r'>" + BASE
                + LINK.formatted("arm", 1, 0.1, 0.1, 0.1)
                        .replace("</link>", "<inertial><mass value='7'/></inertial></link>")
                + joint(
                        "j",
                        "revolute",
                        "base",
                        "arm",
                        "<axis xyz='0 0 1'/><axis xyz='1 0 0'/><limit lower='-1' upper='1'/><limit lower='-2'/>")
                + "</robot>");
        assertThat(model.joints().get(0).upper()).isOne();
        assertThat(model.warnings())
                .contains(
                        "<link name=\"arm\"> (line 1): has 2 <inertial>; the first is used, as ROS does",
                        "<joint name=\"j\"> (line 1): has 2 <limit>; the first is used, as ROS does",
                        "<joint name=\"j\"> (line 1): has 2 <axis>; the first is used, as ROS does");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n\n<?xml version='1.0'?>",
                "<?xml version=\"0.0\" ?>",
                "<?xml version='0.0' encoding='utf-8'?>",
                "<?xml version='1.0' encoding='UTF-8'?>"
            })
    void declarationsThatParsersStumbleOverAreRead(String declaration) {
        assertThat(read(declaration + "\n<robot name='r'>" + BASE + "</robot>").mass())
                .isEqualTo(10);
    }

    @Test
    void theZeroThatAProgramLeavesBehindItsTextIsPassedOver() {
        String robot = "<robot name='r'>" + BASE + "</robot>\n";
        assertThat(read(robot + "\0").mass()).isEqualTo(10);
        byte[] file = (robot + "\0\0").getBytes(StandardCharsets.UTF_8);
        assertThat(UrdfReader.read(new ByteArrayInputStream(file), RobotDescription.EMPTY)
                        .mass())
                .isEqualTo(10);
        assertThatExceptionOfType(UrdfException.class)
                .isThrownBy(() -> read("\0" + robot))
                .withMessageContaining("the file is not XML");
    }

    @Test
    void whatIsNoXmlIsShownAsItBegins() {
        assertThatExceptionOfType(UrdfException.class)
                .isThrownBy(() -> read("talos_full_v2_with_lidar.urdf"))
                .withMessage("the file is not XML: line 1, column 1: it begins with \"talos_full_v2_with_lidar.urdf\","
                        + " expected a < (of an archive's link or pointer to a file, give that file)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "imu",
                "imu_link",
                "base_imu",
                "BaseIMU",
                "IMUlink",
                "vectorNav",
                "vectornav_frame",
                "gyrometer",
                "Gyrometer_frame",
                "TorsoLeftIMULink",
                "xsens",
                "accelerometer",
                "imu2"
            })
    void imuIsFoundInAnySpelling(String name) {
        assertThat(named(name).imu()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"simulator", "maximum", "gym", "climb", "torso", "gyroid"})
    void whatOnlySoundsLikeAnImuIsNone(String name) {
        RobotModel model = named(name);
        assertThat(model.imu()).isNull();
        assertThat(model.warnings()).anyMatch(w -> w.startsWith("imu: no link is named like one"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "l_sole", "LeftFoot", "leftFoot", "left_foot_link", "l_foot", "lfoot", "foot_roll_link",
                "left_foot_roll_link", "FL_foot", "toe0", "FR_toe", "toeFR", "left_toe_roll", "left_ankle_roll_link",
                "RightUpperFoot", "RFoot", "LSole", "LEFT-FOOT"
            })
    void footIsFoundInAnySpelling(String name) {
        assertThat(named(name).contacts()).extracting(ContactFrame::name).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"base_footprint", "console", "hand", "stove", "tiptoer"})
    void whatOnlySoundsLikeAFootIsNoneAndThatIsToldLoudly(String name) {
        RobotModel model = named(name);
        assertThat(model.contacts()).isEmpty();
        assertThat(model.warnings()).anyMatch(w -> w.startsWith("contact: no link is named like a sole, foot, toe"));
    }

    /** A published quadruped has its hips' inertias twice, before and behind the mass, with other signs. */
    @Test
    void ofTwoInertiasTheFirstIsUsedAndThatIsTold() {
        RobotModel model = read("<robot name='r'><link name='base'><inertial><inertia ixx='0.1' iyy='0.2' izz='0.25'/>"
                + "<mass value='2'/><inertia ixx='0.3' iyy='0.3' izz='0.3'/></inertial></link></robot>");
        double[] inertia = model.tree().inertia;
        assertThat(new double[] {inertia[4], inertia[7], inertia[9]}).containsExactly(0.1, 0.2, 0.25);
        assertThat(model.warnings()).anyMatch(w -> w.endsWith("has 2 <inertia>; the first is used, as ROS does"));
    }

    /** A published humanoid draws its legs a second time, as the linkages that move them, from links without mass. */
    @Test
    void footThatIsDrawnASecondTimeWithoutMassIsNoContact() {
        String legs = LINK.formatted("left_foot", 1, 0.1, 0.1, 0.1) + "<link name='linkage_left_foot'/>"
                + joint("ankle", "revolute", "base", "left_foot", "")
                + joint("linkage", "revolute", "base", "linkage_left_foot", "");
        RobotModel model = read("<robot name='r'>" + BASE + legs + "</robot>");
        assertThat(model.contacts()).extracting(ContactFrame::name).containsExactly("left_foot");
        assertThat(model.notes()).contains("contact: passed over, since nothing on them has a mass: linkage_left_foot");
        assertThat(read("<robot name='r'>" + BASE + "<link name='left_foot'/>"
                                + joint("ankle", "revolute", "base", "left_foot", "") + "</robot>")
                        .contacts())
                .as("a foot without mass is one where there is no other")
                .extracting(ContactFrame::name)
                .containsExactly("left_foot");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<joint name='foot_joint' type='continuous'>", "<joint name='left_wheel' type='revolute'>"})
    void footThatIsAWheelIsADoubt(String wheel) {
        String leg = LINK.formatted("shank", 1, 0.1, 0.1, 0.1)
                + LINK.formatted("FL_foot", 1, 0.1, 0.1, 0.1)
                + joint("knee", "revolute", "base", "shank", "");
        String ends = "<parent link='shank'/><child link='FL_foot'/></joint></robot>";
        assertThat(read("<robot name='r'>" + BASE + leg + wheel + ends).warnings())
                .anyMatch(w -> w.startsWith("contact: FL_foot turns with joint ") && w.contains("on a wheel"));
        assertThat(read("<robot name='r'>" + BASE + leg + "<joint name='ankle' type='revolute'>" + ends)
                        .warnings())
                .noneMatch(w -> w.contains("wheel"));
    }

    @Test
    void imuOnTheTrunkGoesBeforeOneOnTheHeadThatIsNearer() {
        RobotModel model = read("<robot name='r'>" + BASE + LINK.formatted("head", 1, 0.1, 0.1, 0.1)
                + LINK.formatted("waist", 1, 0.1, 0.1, 0.1) + LINK.formatted("torso", 1, 0.1, 0.1, 0.1)
                + "<link name='imu_head'/><link name='imu_torso'/>"
                + joint("neck", "revolute", "base", "head", "") + joint("a", "revolute", "base", "waist", "")
                + joint("b", "revolute", "waist", "torso", "") + joint("c", "fixed", "head", "imu_head", "")
                + joint("d", "fixed", "torso", "imu_torso", "") + "</robot>");
        assertThat(Objects.requireNonNull(model.imu()).name()).isEqualTo("imu_torso");
    }

    @Test
    void onlyImuBeingOnTheHeadIsADoubt() {
        RobotModel model = read("<robot name='r'>" + BASE + LINK.formatted("head", 1, 0.1, 0.1, 0.1)
                + "<link name='gyro'/>" + joint("neck", "revolute", "base", "head", "")
                + joint("c", "fixed", "head", "gyro", "") + "</robot>");
        assertThat(Objects.requireNonNull(model.imu()).name()).isEqualTo("gyro");
        assertThat(model.warnings()).anyMatch(w -> w.startsWith("imu: the only one found, gyro, is on head"));
    }

    @Test
    void soleIsTheHullOfTheFootsMeshWithAtMost16Corners() {
        double[] cylinder = new double[3 * 2 * 100];
        for (int i = 0; i < 100; i++) {
            double angle = 2 * Math.PI * i / 100;
            System.arraycopy(new double[] {100 * Math.cos(angle), 50 * Math.sin(angle), -40}, 0, cylinder, 6 * i, 3);
            System.arraycopy(
                    new double[] {900 * Math.cos(angle), 900 * Math.sin(angle), 40}, 0, cylinder, 6 * i + 3, 3);
        }
        String foot = "<link name='foot'><inertial><mass value='1'/><inertia ixx='1' iyy='1' izz='1'/></inertial>"
                + "<collision><origin xyz='0.02 0 0'/><geometry><mesh filename='package://r/foot.stl'"
                + " scale='0.001 0.001 0.001'/></geometry></collision></link>";
        String urdf = "<robot name='r'>" + BASE + foot + joint("j", "revolute", "base", "foot", "") + "</robot>";
        RobotModel model = read(urdf, name -> {
            assertThat(name).isEqualTo("package://r/foot.stl");
            return cylinder;
        });
        List<Corner> sole = model.contacts().get(0).polygon();
        assertThat(sole).hasSize(16);
        assertThat(sole.stream().mapToDouble(Corner::x).max()).hasValueCloseTo(0.12, within(1e-3));
        assertThat(sole.stream().mapToDouble(Corner::y).min()).hasValueCloseTo(-0.05, within(1e-3));
        assertThat(model.notes())
                .contains(
                        "contact: foot: sole of 16 corners from the collision mesh, 0.040 m below the frame's origin");
        assertThat(read(urdf, MeshFiles.NONE).warnings())
                .contains("contact: foot: its sole would be in a mesh that was not read (package://r/foot.stl: mesh"
                        + " files are not at hand here): taken as a point contact, which hardly tells whether IMU and"
                        + " legs agree; give the sole's polygon in the"
                        + " description");
    }

    /** A base with a limb whose only link has that name. */
    private static RobotModel named(String name) {
        return read("<robot name='r'>" + BASE + LINK.formatted(name, 1, 0.1, 0.1, 0.1)
                + joint("j", "revolute", "base", name, "") + "</robot>");
    }

    private static String joint(String name, String type, String parent, String child, String more) {
        return "<joint name='%s' type='%s'><parent link='%s'/><child link='%s'/>%s</joint>"
                .formatted(name, type, parent, child, more);
    }

    @Test
    @Tag("data")
    void everyFileOfTheReferenceDataHasItsTest() throws IOException {
        try (Stream<Path> files = Files.list(ReferenceData.file("as-they-are/urdf"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".urdf", "")))
                    .containsExactlyInAnyOrder(
                            "ampersand",
                            "camel-case-sensors",
                            "capsule-foot",
                            "inertia-residue",
                            "inertia-triangle-2-percent",
                            "limit-minus-one",
                            "massless-fingertips",
                            "mimic-three-fingers", // in MimicTest
                            "quaternion-origin",
                            "two-legs",
                            "world-with-zero-inertial");
        }
    }

    private static RobotModel asTheyAre(String name) {
        return ModelFixtures.reference("as-they-are/urdf/" + name + ".urdf");
    }

    private static RobotModel read(String urdf) {
        return UrdfReader.read(urdf, RobotDescription.EMPTY);
    }

    private static RobotModel read(String urdf, MeshFiles meshes) {
        return UrdfReader.read(
                new ByteArrayInputStream(urdf.getBytes(StandardCharsets.UTF_8)), RobotDescription.EMPTY, meshes);
    }
}
