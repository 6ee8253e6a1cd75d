package dev.pollux.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.pollux.model.ContactFrame.Corner;
import dev.pollux.model.RobotDescription.Contact;
import dev.pollux.model.RobotDescription.Drive;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way to break a good URDF gives an error that names the element and the reason. */
class UrdfErrorsTest {
    private static final String GOOD = """
            <robot name="r">
              <link name="body">
                <inertial><mass value="1"/><inertia ixx="1" iyy="1" izz="1"/></inertial>
              </link>
              <link name="arm">
                <inertial><mass value="2"/><inertia ixx="0.1" iyy="0.1" izz="0.1"/></inertial>
              </link>
              <joint name="elbow" type="revolute">
                <origin xyz="0 0 1" rpy="0 0 0"/>
                <parent link="body"/><child link="arm"/>
                <axis xyz="0 1 0"/>
                <limit lower="-1" upper="1" velocity="2" effort="3"/>
                <dynamics damping="0.1" friction="0.2"/>
              </joint>
            </robot>
            """;

    private static final String LINK = "<link name=\"%s\"/>";
    private static final String FIXED =
            "<joint name=\"%s\" type=\"fixed\"><parent link=\"%s\"/><child link=\"%s\"/></joint>";

    @Test
    void unbrokenOneIsRead() {
        assertThatNoException().isThrownBy(() -> read(GOOD));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // replaced | by | message
                "damping=\"0.1\"     | damping=\"-1\"      | <dynamics> of <joint name=\"elbow\"> (line 13): damping -1.0 is negative",
                "type=\"revolute\"   | type=\"ball\"       | <joint name=\"elbow\"> (line 8): type \"ball\" is not supported",
                "type=\"revolute\"   | type=\"planar\"     | <joint name=\"elbow\"> (line 8): a planar joint is read only between an empty root link and the base",
                "type=\"revolute\"   | type=\"floating\"   | <joint name=\"elbow\"> (line 8): a floating joint is read only between an empty root",
                "type=\"revolute\"   | x=\"\"              | <joint name=\"elbow\"> (line 8): needs the attribute type",
                "xyz=\"0 1 0\"       | xyz=\"0 0 0\"       | <joint name=\"elbow\"> (line 8): its axis is zero",
                "xyz=\"0 1 0\"       | xyz=\"0 1\"         | <axis> of <joint name=\"elbow\"> (line 11): xyz=\"0 1\" has 2 numbers, expected 3",
                "xyz=\"0 0 1\"       | xyz=\"0 0 NaN\"     | <origin> of <joint name=\"elbow\"> (line 9): xyz=\"NaN\" is not a finite number",
                "rpy=\"0 0 0\"       | rpy=\"0 inf 0\"     | <origin> of <joint name=\"elbow\"> (line 9): rpy=\"inf\" is not a finite number",
                "upper=\"1\"         | upper=\"1e999\"     | <limit> of <joint name=\"elbow\"> (line 12): upper=\"1e999\" is not a finite number",
                "upper=\"1\"         | upper=\"0x1p3\"     | <limit> of <joint name=\"elbow\"> (line 12): upper=\"0x1p3\" is not a finite number",
                "upper=\"1\"         | upper=\"${pi}\"     | <limit> of <joint name=\"elbow\"> (line 12): upper=\"${pi}\" is an expression of xacro, not yet a URDF; run xacro on the file",
                "value=\"2\"         | value=\"NaN\"       | <mass> of <inertial> of <link name=\"arm\"> (line 6): value=\"NaN\" is not a finite number",
                "value=\"2\"         | value=\"-2\"        | <inertial> of <link name=\"arm\"> (line 6): mass -2.0 kg is negative",
                "<mass value=\"2\"/> | ` `                 | <inertial> of <link name=\"arm\"> (line 6): needs exactly one <mass>, has 0",
                "ixx=\"0.1\"         | ixx=\"nan\"         | <inertia> of <inertial> of <link name=\"arm\"> (line 6): ixx=\"nan\" is not a finite number",
                "ixx=\"0.1\"         | ixx=\"-0.1\"        | <inertia> of <inertial> of <link name=\"arm\"> (line 6): is no inertia: a principal moment is negative",
                "ixx=\"0.1\"         | ixx=\"0.1\" ixy=\"0.2\" | <inertia> of <inertial> of <link name=\"arm\"> (line 6): is no inertia: a principal moment is negative",
                "ixx=\"0.1\"         | ixx=\"1e300\"       | <inertia> of <inertial> of <link name=\"arm\"> (line 6): ixx is 1.0E300 kg·m²; at most ±1.0E8 kg·m² is accepted",
                "<parent link=\"body\"/> | <parent link=\"bodie\"/> | <joint name=\"elbow\"> (line 8): its parent link bodie does not exist (did you mean body?)",
                "<child link=\"arm\"/>   | <child link=\"leg\"/>    | <joint name=\"elbow\"> (line 8): its child link leg does not exist",
                "<child link=\"arm\"/>   | ` `                      | <joint name=\"elbow\"> (line 8): needs exactly one <child>, has 0",
                "<child link=\"arm\"/>   | <child link=\"body\"/>   | <joint name=\"elbow\"> (line 8): closes a loop from link body to link body",
                "<link name=\"arm\">     | <link name=\"body\">     | <link name=\"body\"> (line 5): has the name of another link",
                "<link name=\"arm\">     | <link>                   | <link> of <robot name=\"r\"> (line 5): needs the attribute name",
                "<robot name=\"r\">      | <robot name=\"r\"><model>     | the file is not XML: line 15, column 3: The element type",
            })
    void brokenElementIsNamedWithItsReason(String good, String broken, String message) {
        assertThat(GOOD).contains(good);
        assertBroken(GOOD.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(broken)), message);
    }

    @Test
    void fileThatIsNoUrdfIsAnError() {
        assertBroken("joints: []", "the file is not XML");
        assertBroken("", "the file is not XML");
        assertBroken("<sdf/>", "<sdf> (line 1): is not a URDF: the root element must be <robot>");
        assertBroken("<robot name='x'/>", "<robot name=\"x\"> (line 1): has no <link>");
    }

    @Test
    void whatIsNoTreeIsAnError() {
        assertBroken(with(LINK.formatted("ghost")), "<link name=\"ghost\"> (line 15): is a second root beside body");
        assertBroken(
                with(FIXED.formatted("back", "arm", "body")),
                "<joint name=\"back\"> (line 15): closes a loop from link arm to link body");
        assertBroken(
                with(LINK.formatted("a")
                        + LINK.formatted("b")
                        + FIXED.formatted("ab", "a", "b")
                        + FIXED.formatted("ba", "b", "a")),
                "closes a loop from link");
        assertBroken(
                with(LINK.formatted("hand")
                        + FIXED.formatted("one", "arm", "hand")
                        + FIXED.formatted("two", "body", "hand")),
                "<joint name=\"two\"> (line 15): gives link hand a second parent, body; joint one already hangs it on arm");
        assertBroken(
                with(LINK.formatted("hand") + FIXED.formatted("elbow", "arm", "hand")),
                "<joint name=\"elbow\"> (line 15): has the name of another joint");
    }

    @Test
    void robotWithoutMassIsAnErrorThatSaysWhatToDo() {
        String massless = GOOD.replaceAll("<inertial>.*?</inertial>", "");
        assertThat(massless).isNotEqualTo(GOOD);
        assertBroken(
                massless,
                "no link that moves has a mass, and forces, balance and predictions need one: give each <link> an <inertial>"
                        + " with <mass> and <inertia>, from the maker's data");
    }

    @Test
    void allThatIsWrongComesAtOnceInTheOrderOfTheFile() {
        String broken = GOOD.replace("value=\"1\"", "value=\"-1\"")
                .replace("iyy=\"0.1\"", "iyy=\"?\"")
                .replace("xyz=\"0 1 0\"", "xyz=\"0 0 0\"")
                .replace("lower=\"-1\"", "lower=\"-1.57.\"")
                .replace("<child link=\"arm\"/>", "<child link=\"am\"/>")
                .replace("damping=\"0.1\"", "damping=\"-3\"");
        assertThatExceptionOfType(UrdfException.class)
                .isThrownBy(() -> read(broken))
                .satisfies(e -> assertThat(e.reasons())
                        .containsExactly(
                                "<inertial> of <link name=\"body\"> (line 3): mass -1.0 kg is negative",
                                "<inertia> of <inertial> of <link name=\"arm\"> (line 6): iyy=\"?\" is not a finite"
                                        + " number",
                                "<joint name=\"elbow\"> (line 8): its axis is zero",
                                "<limit> of <joint name=\"elbow\"> (line 12): lower=\"-1.57.\" is not a finite number",
                                "<dynamics> of <joint name=\"elbow\"> (line 13): damping -3.0 is negative",
                                "<joint name=\"elbow\"> (line 8): its child link am does not exist (did you mean"
                                        + " arm?)"));
    }

    @Test
    void aFaultHidesNoOtherOfTheSameElement() {
        String broken = """
                <robot name="mybot">
                  <link name="base"><inertial><mass value="-8"/><inertia ixx="1" iyy="1" izz="1"/></inertial></link>
                  <link name="thigh"><inertial><origin xyz="0 0"/><mass value="3kg"/><inertia ixx="x" iyy="y" izz="1"/>
                    </inertial></link>
                  <link><inertial><mass value="-1"/></inertial></link>
                  <link name="shin"/>
                  <link name="shin"/>
                  <joint name="hip" type="revolve"><parent link="base"/><child link="thigh"/><axis xyz="0 0 0"/></joint>
                  <joint name="knee" type="revolute"><parent link="thig"/><child link="shim"/></joint>
                  <joint name="knee" type="revolute"><child link="foot"/><axis xyz="0 1"/></joint>
                  <joint type="fixed"><parent link="calf"/><child link="shin"/></joint>
                  <joint name="toe"><parent link="shin"/><child link="sole"/></joint>
                </robot>
                """;
        assertThatExceptionOfType(UrdfException.class)
                .isThrownBy(() -> read(broken))
                .satisfies(e -> assertThat(e.reasons())
                        .map(reason -> reason.replaceFirst(".*\\(line (\\d+)\\): ", "$1 "))
                        .map(reason -> reason.replaceFirst("; known are .*| \\(did you mean.*", ""))
                        .containsExactly(
                                "2 mass -8.0 kg is negative",
                                "3 value=\"3kg\" is not a finite number",
                                "3 xyz=\"0 0\" has 2 numbers, expected 3",
                                "3 ixx=\"x\" is not a finite number",
                                "3 iyy=\"y\" is not a finite number",
                                "5 needs the attribute name",
                                "5 mass -1.0 kg is negative",
                                "7 has the name of another link",
                                "8 type \"revolve\" is not supported",
                                "8 its axis is zero",
                                "9 its parent link thig does not exist",
                                "9 its child link shim does not exist",
                                "10 needs exactly one <parent>, has 0",
                                "10 xyz=\"0 1\" has 2 numbers, expected 3",
                                "10 has the name of another joint",
                                "10 its child link foot does not exist",
                                "11 needs the attribute name",
                                "11 its parent link calf does not exist",
                                "12 needs the attribute type",
                                "12 its child link sole does not exist"));
    }

    @Test
    void messageOfManyErrorsIsOneLineAndBounded() {
        String links = "<link/>".repeat(1_000);
        assertThatExceptionOfType(UrdfException.class)
                .isThrownBy(() -> read("<robot>" + links + "</robot>"))
                .satisfies(e -> assertThat(e.reasons()).hasSize(51).last().isEqualTo("and 950 more"))
                .withMessageStartingWith("<link> of <robot> (line 1): needs the attribute name; <link> of <robot>")
                .satisfies(e -> assertThat(e).message().doesNotContain("\n"));
    }

    @Test
    void descriptionAndFileAreJudgedTogether() {
        RobotDescription wrong = new RobotDescription(
                "imu", List.of(new Contact("sole", null, 1)), Map.of(), Map.of("knee", 0.0), false);
        assertThatExceptionOfType(UrdfException.class)
                .isThrownBy(() -> UrdfReader.read(GOOD, wrong))
                .satisfies(e -> assertThat(e.reasons())
                        .containsExactly(
                                "robot description: locked joint knee does not exist in the URDF",
                                "robot description: IMU frame imu does not exist in the URDF",
                                "robot description: contact frame sole does not exist in the URDF"));
    }

    @Test
    void macrosOfXacroAreNamedAsSuch() {
        assertBroken(
                "<robot xmlns:xacro=\"http://ros.org/wiki/xacro\">\n<xacro:include filename=\"a.xacro\"/></robot>",
                "<xacro:include> of <robot> (line 2): is a macro of xacro, not yet a URDF; run xacro on the file");
        assertThat(read(with("<xacro:sensor/>")).warnings())
                .contains("xacro: macros were passed over: xacro:sensor; run xacro on the file, if they belong to the"
                        + " robot");
    }

    @Test
    void aFileOfWhichOnlyTheNamesOrThePropertiesAreXacrosIsNamedAsSuch() {
        assertBroken(
                "<robot xmlns:xacro=\"http://ros.org/wiki/xacro\">\n<xacro:property name=\"a\" value=\"b\"/>\n"
                        + "<link name=\"${a}\"/></robot>",
                "<xacro:property name=\"a\"> (line 2): is a macro of xacro, not yet a URDF; run xacro on the file");
        assertBroken(
                "<robot xmlns:xacro=\"http://ros.org/wiki/xacro\">\n<xacro:property name=\"a\" value=\"b\"/>\n"
                        + "<link name=\"b\"/></robot>",
                "<xacro:property name=\"a\"> (line 2): is a macro of xacro, not yet a URDF; run xacro on the file");
        assertBroken(
                GOOD.replace("\"arm\"", "\"${side}_arm\""),
                "name=\"${side}_arm\" is an expression of xacro, not yet a URDF; run xacro on the file");
    }

    @Test
    void aJointWhoseAxisIsZeroAndWhoseOffsetIsNoNumberIsToldBoth() {
        assertThat(GOOD).contains("<dynamics");
        String zeroAxis = GOOD.replaceFirst("<axis[^>]*/>", "<axis xyz=\"0 0 0\"/>");
        assertThat(zeroAxis).isNotEqualTo(GOOD);
        String both = zeroAxis.replace("<dynamics", "<mimic joint=\"elbow\" offset=\"far\"/><dynamics");
        assertThatExceptionOfType(UrdfException.class)
                .isThrownBy(() -> read(both))
                .satisfies(wrong -> assertThat(wrong.reasons())
                        .hasSize(2)
                        .anyMatch(reason -> reason.contains("its axis is zero"))
                        .anyMatch(reason -> reason.contains("offset=\"far\" is not a finite number")));
        // the leader's own fault is told once: that it could not be read does not mean that it is not there
        String leader = both.replace("joint=\"elbow\" offset=\"far\"", "joint=\"lead\"")
                .replace(
                        "</robot>",
                        "<joint name=\"lead\" type=\"screw\"><parent link=\"body\"/>"
                                + "<child link=\"hand\"/></joint><link name=\"hand\"/></robot>");
        assertThatExceptionOfType(UrdfException.class)
                .isThrownBy(() -> read(leader))
                .satisfies(wrong ->
                        assertThat(wrong.reasons()).hasSize(2).noneMatch(reason -> reason.contains("does not exist")));
    }

    @Test
    void originWithAQuaternionThatIsNoneIsAnError() {
        assertBroken(
                GOOD.replace("rpy=\"0 0 0\"", "quat_xyzw=\"0 0 0 0\""),
                "<origin> of <joint name=\"elbow\"> (line 9): quat_xyzw=\"0 0 0 0\" is no rotation");
        assertBroken(
                GOOD.replace("rpy=\"0 0 0\"", "rpy=\"0 0 0\" quat_xyzw=\"0 0 0 1\""),
                "<origin> of <joint name=\"elbow\"> (line 9): has both rpy and quat_xyzw");
    }

    @Test
    void moreThan256MovingJointsAreAnError() {
        assertThat(read(chain(256)).jointCount()).isEqualTo(256);
        assertBroken(chain(257), "<joint name=\"j257\"> (line 1): is one moving joint too many: at most 256 are read");
    }

    @Test
    void documentTypeDeclarationsAreRefused(@TempDir Path folder) throws Exception {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE robot [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 40; i++) {
            laughs.append("<!ENTITY a%d \"&a%d;&a%d;\">".formatted(i, i - 1, i - 1));
        }
        assertBroken(
                laughs + "]><robot name=\"&a39;\"/>", "document type declaration (DOCTYPE) or entity is not allowed");
        Path secret = Files.writeString(folder.resolve("secret"), "17");
        assertBroken(
                "<!DOCTYPE robot [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>" + GOOD.replace("\"2\"", "\"&x;\""),
                "document type declaration (DOCTYPE) or entity is not allowed");
        assertBroken("<!DOCTYPE robot SYSTEM \"" + secret.toUri() + "\">" + GOOD, "is not allowed in a URDF");
        assertBroken(GOOD.replace("\"2\"", "\"&x;\""), "the file is not XML");
    }

    @Test
    void sizeAndDepthAreBounded() {
        assertBroken(" ".repeat(XmlReader.MAX_SIZE + 1), "the file is larger than 16 MiB");
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }
        };
        assertThatExceptionOfType(UrdfException.class)
                .isThrownBy(() -> UrdfReader.read(endless, RobotDescription.EMPTY))
                .withMessage("the file is larger than 16 MiB");
        assertBroken("<a>".repeat(65), "is nested deeper than 64 elements");
        assertBroken(
                "<robot>" + "<a/>".repeat(XmlReader.MAX_ELEMENTS), "is one element too many: at most 200000 are read");
    }

    /** Bytes changed, cut out and doubled at random. */
    @Test
    void damagedFileIsReadOrRefusedWithAUrdfException() {
        Random random = new Random(2);
        byte[] good = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + GOOD).getBytes(StandardCharsets.UTF_8);
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = damaged(good, random);
            try {
                UrdfReader.read(new ByteArrayInputStream(damaged), RobotDescription.EMPTY);
            } catch (UrdfException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(2_500, 4_999);
    }

    private static byte[] damaged(byte[] good, Random random) {
        byte[] bytes = good.clone();
        for (int k = random.nextInt(3); k >= 0; k--) {
            int from = random.nextInt(bytes.length - 12);
            switch (random.nextInt(3)) {
                case 0 -> bytes[from] = (byte) random.nextInt(256);
                case 1 -> System.arraycopy(bytes, from, bytes, random.nextInt(bytes.length - 12), random.nextInt(12));
                default -> System.arraycopy(bytes, from + 1, bytes, from, bytes.length - from - 1);
            }
        }
        return bytes;
    }

    @Test
    void descriptionOfWhatIsNotThereIsAnError() {
        assertMisdescribed(locked("elbov", 0), "locked joint elbov does not exist in the URDF (did you mean elbow?)");
        assertMisdescribed(
                locked("elbow", Double.NaN),
                "locked joint elbow: position is NaN rad or m; at most ±1000000.0 rad or m is accepted");
        assertMisdescribed(
                new RobotDescription(null, null, Map.of("knee", new Drive(1, 1, 1)), Map.of(), false),
                "joint knee does not exist in the URDF");
        assertMisdescribed(
                new RobotDescription(null, null, Map.of("elbow", new Drive(-1, 1, 1)), Map.of(), false),
                "joint elbow: armature -1.0 must not be negative");
        assertMisdescribed(
                new RobotDescription("imu", null, Map.of(), Map.of(), false),
                "IMU frame imu does not exist in the URDF");
        assertMisdescribed(contact("sole", List.of(), 1), "contact frame sole does not exist in the URDF");
        assertMisdescribed(contact("arm", List.of(), 0), "contact frame arm: friction 0.0 must be positive");
        assertMisdescribed(
                contact("arm", List.of(new Corner(0, 0), new Corner(1, 0)), 1),
                "contact frame arm: its polygon of 2 corners is not convex");
        assertMisdescribed(
                contact("arm", List.of(new Corner(0, 0), new Corner(2, 0), new Corner(0.1, 0.1), new Corner(0, 2)), 1),
                "contact frame arm: its polygon of 4 corners is not convex");
    }

    @Test
    void lockedMimicJointIsRead() {
        String mimic = GOOD.replace("<dynamics", "<mimic joint=\"x\"/><dynamics");
        assertThat(UrdfReader.read(mimic, locked("elbow", 0.5)).jointCount()).isZero();
    }

    private static RobotDescription locked(String joint, double position) {
        return new RobotDescription(null, null, Map.of(), Map.of(joint, position), false);
    }

    private static RobotDescription contact(String frame, List<Corner> polygon, double friction) {
        return new RobotDescription(null, List.of(new Contact(frame, polygon, friction)), Map.of(), Map.of(), false);
    }

    private static String with(String more) {
        return GOOD.replace("</robot>", more + "</robot>");
    }

    private static String chain(int joints) {
        String inertial = "<inertial><mass value='1'/><inertia ixx='1' iyy='1' izz='1'/></inertial>";
        StringBuilder urdf = new StringBuilder("<robot><link name='l0'>" + inertial + "</link>");
        for (int i = 1; i <= joints; i++) {
            urdf.append("<link name='l%d'>%s</link>".formatted(i, inertial))
                    .append("<joint name='j%d' type='continuous'><parent link='l%d'/><child link='l%d'/></joint>"
                            .formatted(i, i - 1, i));
        }
        return urdf + "</robot>";
    }

    private static RobotModel read(String urdf) {
        return UrdfReader.read(urdf, RobotDescription.EMPTY);
    }

    private static void assertMisdescribed(RobotDescription description, String message) {
        assertThatExceptionOfType(UrdfException.class)
                .isThrownBy(() -> UrdfReader.read(GOOD, description))
                .withMessageStartingWith("robot description: " + message);
    }

    @Test
    void bytesThatAreNoTextAreToldOnceAndWhatDeclaresItsEncodingIsRead() {
        String named = GOOD.replace("\"r\"", "\"käfer\"");
        String latin = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n" + named;
        assertThat(read(latin.getBytes(StandardCharsets.ISO_8859_1)).name()).isEqualTo("käfer");
        assertThat(read(named.getBytes(StandardCharsets.UTF_16)).name()).isEqualTo("käfer");
        assertThat(read(("\ufeff" + named).getBytes(StandardCharsets.UTF_8)).name())
                .isEqualTo("käfer");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThatExceptionOfType(UrdfException.class)
                    .isThrownBy(() -> read(("\n" + named).getBytes(StandardCharsets.ISO_8859_1)))
                    .withMessage("the file is not XML: line 2: it is no text in UTF-8, as XML is that declares no other"
                            + " encoding; save it as UTF-8");
            assertThatExceptionOfType(UrdfException.class)
                    .isThrownBy(() -> read(new byte[] {0x1f, (byte) 0x8b, 8}))
                    .withMessage("the file is not XML: it is packed with gzip; unpack it first");
            assertThatExceptionOfType(UrdfException.class)
                    .isThrownBy(
                            () -> read(latin.replace("ISO-8859-1", "klingon").getBytes(StandardCharsets.UTF_8)))
                    .withMessageContaining("its encoding \"klingon\" is not known; save it as UTF-8");
        } finally {
            System.setErr(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private static RobotModel read(byte[] urdf) {
        return UrdfReader.read(new ByteArrayInputStream(urdf), RobotDescription.EMPTY);
    }

    private static void assertBroken(String urdf, String message) {
        assertThatExceptionOfType(UrdfException.class)
                .isThrownBy(() -> UrdfReader.read(
                        new ByteArrayInputStream(urdf.getBytes(StandardCharsets.UTF_8)), RobotDescription.EMPTY))
                .withMessageContaining(message);
    }
}
