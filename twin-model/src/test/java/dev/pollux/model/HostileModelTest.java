package dev.pollux.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Robots that somebody made to cost time or memory. */
class HostileModelTest {
    private static final String INERTIAL =
            "<inertial><mass value='1'/><inertia ixx='1' iyy='1' izz='1' ixy='0' ixz='0' iyz='0'/></inertial>";

    /** A quadratic search for the number in this would go on for hours. */
    @Test
    void fourMillionDigitsThatAreNoNumberAreRefused() {
        String digits = "1".repeat(4_000_000);
        assertThatThrownBy(() -> read("<link name='a'><inertial><mass value='" + digits
                        + "x'/><inertia ixx='1' iyy='1' izz='1' ixy='0' ixz='0' iyz='0'/></inertial></link>"))
                .hasMessageContaining("is not a finite number");
    }

    @Test
    void fourMillionDigitsThatAreANumberAreRead() {
        String mass = "1." + "0".repeat(4_000_000);
        assertThat(read("<link name='a'>" + INERTIAL.replace("mass value='1'", "mass value='" + mass + "'") + "</link>")
                        .mass())
                .isEqualTo(1);
    }

    @Test
    void numbersAreReadAsBefore() {
        for (String number : new String[] {"1", "+1.", ".5", "-.5e3", "1.25E-7", "00.10e+2"}) {
            String axis = "<axis xyz='" + number + " 0 0'/>";
            RobotModel model = read("<link name='a'>" + INERTIAL + "</link><link name='b'>" + INERTIAL + "</link>"
                    + "<joint name='j' type='continuous'><parent link='a'/><child link='b'/>" + axis + "</joint>");
            assertThat(model.jointCount()).isEqualTo(1);
        }
        for (String number : new String[] {"", ".", "1e", "e3", "1..2", "0x1p3", "NaN", "1f", "--1", "1,5"}) {
            assertThatThrownBy(() -> read("<link name='a'><inertial><mass value='" + number
                            + "'/><inertia ixx='1' iyy='1' izz='1' ixy='0' ixz='0' iyz='0'/></inertial></link>"))
                    .hasMessageContaining("mass");
        }
    }

    @Test
    void aSoleHasSixtyFourCornersAtMostHoweverManyShapesItHas() {
        String boxes = IntStream.range(0, 900)
                .mapToObj(i -> "<collision><origin rpy='0 0 " + i * 1e-3 + "'/><geometry><box size='0.2 0.2 0.1'/>"
                        + "</geometry></collision>")
                .collect(Collectors.joining());
        RobotModel model = read("<link name='foot'>" + INERTIAL + boxes + "</link>");

        assertThat(model.contacts().get(0).polygon()).hasSize(64);
        assertThatThrownBy(() -> read("<link name='foot'>" + INERTIAL + boxes + boxes + "</link>"))
                .hasMessageContaining("at most 1000");
    }

    @Test
    void aNameThatNoFrameCanCarryIsRefused() {
        String name = "x".repeat(129) + "_foot";
        assertThatThrownBy(() -> read("<link name='" + name + "'>" + INERTIAL + "</link>"))
                .hasMessageContaining("134 characters, expected at most 128");
    }

    /** Three million characters, looked through for words ten times over, took four seconds; in a warning they fit no topic. */
    @Test
    void namesOfMillionsOfCharactersAreRefusedWithoutBeingRepeated() {
        String name = "aB1_".repeat(750_000);
        String base = "<link name='a'>" + INERTIAL + "</link>";
        String fixed = "<parent link='a'/><child link='b'/></joint>";
        String[] robots = {
            "<robot name='r'><link name='" + name + "'>" + INERTIAL + "</link></robot>",
            "<robot name='r'>" + base + "<link name='b'/><joint name='" + name + "' type='fixed'>" + fixed + "</robot>",
            "<robot name='" + name + "'>" + base + "</robot>"
        };
        for (String robot : robots) {
            assertThatThrownBy(() -> UrdfReader.read(robot, RobotDescription.EMPTY))
                    .hasMessageContaining("has a name of 3000000 characters, expected at most 1024")
                    .satisfies(
                            told -> assertThat(String.valueOf(told.getMessage()).length())
                                    .isLessThan(1_000));
        }
    }

    @Test
    void aComplaintNamesFewOfManyElementsAroundTheWrongOne() {
        assertThatThrownBy(() -> read("<link name='l'>" + "<visual>".repeat(500) + "</visual>".repeat(500) + "</link>"))
                .hasMessageContaining("<visual> of <visual>")
                .hasMessageContaining(" of …")
                .message()
                .hasSizeLessThan(300);
    }

    @Test
    void namesOfWhatFramesDoNotNameMayBeLonger() {
        String link = "l".repeat(200);
        RobotModel robot = UrdfReader.read(
                "<robot name='" + "r".repeat(200) + "'><link name='" + link + "'>" + INERTIAL + "</link></robot>",
                RobotDescription.EMPTY);
        assertThat(robot.name()).hasSize(200);
    }

    @Test
    void nameOfAsManyCharactersAsFramesCarryIsRead() {
        String name = "x".repeat(123) + "_foot";
        assertThat(read("<link name='" + name + "'>" + INERTIAL + "</link>").contacts())
                .extracting(ContactFrame::name)
                .containsExactly(name);
    }

    @Test
    void moreFeetThanAFrameCarriesAreRefused() {
        String feet = IntStream.range(0, 17)
                .mapToObj(i -> "<link name='f" + i + "_foot'>" + INERTIAL + "</link><joint name='j" + i
                        + "' type='continuous'><parent link='a'/><child link='f" + i + "_foot'/></joint>")
                .collect(Collectors.joining());
        assertThatThrownBy(() -> read("<link name='a'>" + INERTIAL + "</link>" + feet))
                .hasMessageContaining("17 contact frames")
                .hasMessageContaining("at most 16");
    }

    /** Twenty followers of a chain through twenty thousand joints, each compared with all before it, took 40 s. */
    @Test
    void aChainOfFollowersThroughMoreJointsThanMoveIsRefused() {
        String chain = IntStream.range(0, 20_000)
                .mapToObj(i -> "<link name='l" + i + "'/><joint name='j" + i + "' type='continuous'><parent link='w'/>"
                        + "<child link='l" + i + "'/><mimic joint='j" + (i + 1) % 20_000 + "'/></joint>")
                .collect(Collectors.joining());
        String followers = IntStream.range(0, 20)
                .mapToObj(i -> "<link name='f" + i + "'>" + INERTIAL + "</link><joint name='f" + i
                        + "' type='continuous'><parent link='b'/><child link='f" + i + "'/><mimic joint='j0'/></joint>")
                .collect(Collectors.joining());
        assertThatThrownBy(() -> read("<link name='w'/><link name='b'>" + INERTIAL + "</link>"
                        + "<joint name='free' type='floating'><parent link='w'/><child link='b'/></joint>" + chain
                        + followers))
                .hasMessageContaining("its <mimic> leads through more than 256 joints: f0 to j0 to j1")
                .satisfies(told ->
                        assertThat(String.valueOf(told.getMessage()).length()).isLessThan(10_000));
    }

    @Test
    void onlyTheFirstFiftyComplaintsLookForTheNameThatWasMeant() {
        int faults = 4_000;
        String links = IntStream.range(0, faults)
                .mapToObj(i -> "<link name='" + "x".repeat(90) + i + "'/>")
                .collect(Collectors.joining());
        String joints = IntStream.range(0, faults)
                .mapToObj(i -> "<joint name='" + i + "' type='fixed'><parent link='a'/><child link='y" + "x".repeat(90)
                        + i + "'/></joint>")
                .collect(Collectors.joining());
        Findings findings = new Findings();
        assertThatThrownBy(() ->
                        new Urdf(XmlReader.read("<robot><link name='a'/>" + links + joints + "</robot>"), findings))
                .isInstanceOfSatisfying(
                        UrdfException.class,
                        told -> assertThat(told.reasons()).hasSize(51).endsWith("and " + (faults - 50) + " more"));
        assertThat(findings.hint("imuu", List.of("imu"))).isEmpty();
        assertThat(new Findings().hint("imuu", List.of("imu"))).isEqualTo(" (did you mean imu?)");
    }

    /** To sort these by keys that each look through all frames took 20 s. */
    @Test
    void theImuIsFoundAmongTwentyThousand() {
        String imus = IntStream.range(0, 20_000)
                .mapToObj(i -> "<link name='imu" + i + "'/><joint name='i" + i
                        + "' type='fixed'><parent link='arm'/><child link='imu" + i + "'/></joint><link name='f" + i
                        + "'/><joint name='f" + i + "' type='fixed'><parent link='a'/><child link='f" + i
                        + "'/></joint>")
                .collect(Collectors.joining());
        RobotModel model = read("<link name='a'>" + INERTIAL + "</link><link name='arm'>" + INERTIAL + "</link>"
                + "<joint name='j' type='continuous'><parent link='a'/><child link='arm'/></joint>" + imus);
        assertThat(Objects.requireNonNull(model.imu()).name()).isEqualTo("imu0");
    }

    /** Finite as each is, a robot of these is lost at every frame. */
    @Test
    void numbersThatNoRobotHasAreRefusedWithNameValueAndBound() {
        String arm = "<link name='a'>" + INERTIAL + "</link><link name='b'>" + INERTIAL + "</link>"
                + "<joint name='j' type='revolute'><parent link='a'/><child link='b'/><origin xyz='0 0 1'/>"
                + "<dynamics damping='1' friction='1'/><limit lower='-1' upper='1'/></joint>";
        assertThat(read(arm).jointCount()).isEqualTo(1);
        String[][] wild = {
            {"xyz='0 0 1'", "xyz='0 0 1e150'", "xyz is 1.0E150 m; at most ±10000.0 m is accepted"},
            {"<mass value='1'", "<mass value='1e7'", "value is 1.0E7 kg; at most ±1000000.0 kg is accepted"},
            {"ixx='1'", "ixx='1e9'", "ixx is 1.0E9 kg·m²; at most ±1.0E8 kg·m² is accepted"},
            {"damping='1'", "damping='1e8'", "damping is 1.0E8; at most ±1.0E7 is accepted"},
            {"friction='1'", "friction='1e300'", "friction is 1.0E300; at most ±1.0E7 is accepted"},
            {"<limit", "<axis xyz='1e300 0 0'/><limit", "the length of its axis is 1.0E300 m"},
        };
        for (String[] change : wild) {
            assertThatThrownBy(() -> read(arm.replaceFirst(change[0], change[1])))
                    .hasMessageContaining(change[2]);
        }
        RobotDescription.Contact slip = new RobotDescription.Contact("b", List.of(), 1e4);
        RobotDescription described = new RobotDescription(
                null,
                List.of(slip),
                Map.of("j", new RobotDescription.Drive(1e7, 1e8, 1e8)),
                Map.of("j", 1e300),
                false,
                new Sensing(1e150, 1e150, 1e150, 1e150, 1e150, 1e150, false));
        assertThatThrownBy(() -> UrdfReader.read("<robot name='r'>" + arm + "</robot>", described))
                .hasMessageContaining("joint j: armature is 1.0E7 kg·m² or kg; at most ±1000000.0")
                .hasMessageContaining("locked joint j: position is 1.0E300 rad or m; at most ±1000000.0")
                .hasMessageContaining("IMU: gyro noise is 1.0E150; at most ±100000.0 is accepted")
                .hasMessageContaining("contact frame b: friction is 10000.0; at most ±1000.0 is accepted");
    }

    private static RobotModel read(String inside) {
        return UrdfReader.read("<robot name='r'>" + inside + "</robot>", RobotDescription.EMPTY);
    }
}
