package dev.pollux.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.UnusedFields;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BadFrameTest {
    private static final String HEAD = "{\"robot_id\":\"r\",\"seq\":1,\"stamp\":{\"sec\":1,\"nanosec\":2}";

    private final FrameDecoder decoder = new FrameDecoder();
    private final SensorFrame frame = new SensorFrame();

    static Stream<Arguments> badFrames() {
        return Stream.of(
                Arguments.of("", RejectReason.EMPTY_RECORD, "no bytes"),
                Arguments.of(" ".repeat((1 << 20) + 1), RejectReason.TOO_LARGE, "1048577 bytes"),
                Arguments.of("hello", RejectReason.MALFORMED, "the text \"hello\", which is no JSON"),
                Arguments.of("nonsense", RejectReason.MALFORMED, "the text \"nonsense\""),
                Arguments.of("null", RejectReason.MALFORMED, "the payload is null"),
                Arguments.of("{'a':1}", RejectReason.MALFORMED, "in double quotes"),
                Arguments.of("\"{\\\"imu\\\":[]}\"", RejectReason.MALFORMED, "it was encoded twice"),
                Arguments.of("<robot/>", RejectReason.MALFORMED, "the text"),
                Arguments.of("[1]", RejectReason.MALFORMED, "the payload is an array"),
                Arguments.of(" ", RejectReason.MALFORMED, "the payload is nothing"),
                Arguments.of(HEAD, RejectReason.MALFORMED, "near byte"),
                Arguments.of(HEAD + ",\"imu\":[1,2", RejectReason.MALFORMED, "near byte"),
                Arguments.of(HEAD + "}}", RejectReason.MALFORMED, "after the message's end"),
                Arguments.of(HEAD + "} {}", RejectReason.MALFORMED, "after the message's end"),
                Arguments.of("\u0000{\u0000}", RejectReason.MALFORMED, "UTF-16"),
                Arguments.of(HEAD + ",\"x\":" + "[".repeat(20) + "]".repeat(20) + "}", RejectReason.TOO_DEEP, "16"),
                Arguments.of(HEAD + ",\"imu\":{\"x\":1}}", RejectReason.WRONG_TYPE, "imu is an object"),
                Arguments.of(
                        HEAD + ",\"contact_wrenches\":{\"left_sole\":[1,2,3]}}",
                        RejectReason.WRONG_TYPE,
                        "contact_wrenches of \"left_sole\" has 3 numbers; expected 6"),
                Arguments.of(
                        HEAD + ",\"contacts\":{\"left_sole\":\"down\"}}",
                        RejectReason.WRONG_TYPE,
                        "contacts of \"left_sole\" is \"down\"; expected"),
                Arguments.of(HEAD + ",\"imu\":[1,2,3,4,5]}", RejectReason.WRONG_TYPE, "has 5 numbers; expected 6"),
                Arguments.of(HEAD + ",\"imu\":[1,2,3,4,5,\"x\"]}", RejectReason.WRONG_TYPE, "imu[5] is \"x\""),
                Arguments.of(HEAD + ",\"imu\":[1,2,3,4,5,\"inf\"]}", RejectReason.NOT_FINITE, "imu[5] is \"inf\""),
                Arguments.of(HEAD + ",\"imu\":[1,2,3,4,5,-Infinity]}", RejectReason.NOT_FINITE, "-Infinity"),
                Arguments.of(HEAD + ",\"imu\":[1,2,3,4,5,1e999]}", RejectReason.NOT_FINITE, "1e999"),
                Arguments.of(
                        HEAD + ",\"imu\":[1,2,3,4,5," + "9".repeat(101) + "]}", RejectReason.MALFORMED, "near byte"),
                Arguments.of(HEAD + ",\"imu\":[1,2,3,4,5,01]}", RejectReason.MALFORMED, "near byte"),
                Arguments.of(HEAD + ",\"imu\":[1,,2]}", RejectReason.MALFORMED, "expected a value"),
                Arguments.of(HEAD + ",\"imu\":[1,2,]}", RejectReason.MALFORMED, "expected a value"),
                Arguments.of(HEAD + ",\"imu\":[1 2]}", RejectReason.MALFORMED, "expected a comma"),
                Arguments.of(HEAD + ",\"imu\":[1}]}", RejectReason.MALFORMED, "expected a comma or ']'"),
                Arguments.of(HEAD + ",}", RejectReason.MALFORMED, "expected a name in quotes"),
                Arguments.of(HEAD + ",\"imu\" [1]}", RejectReason.MALFORMED, "expected a colon"),
                Arguments.of(HEAD + ",\"x\":tru}", RejectReason.MALFORMED, "expected \"true\""),
                Arguments.of(HEAD + ",\"x\":nulll}", RejectReason.MALFORMED, "expected a comma"),
                Arguments.of(HEAD + ",\"x\":\"a\nb\"}", RejectReason.MALFORMED, "a control character"),
                Arguments.of(HEAD + ",\"contacts\":{\"s\":1}}", RejectReason.WRONG_TYPE, "true or false"),
                Arguments.of(HEAD + ",\"contacts\":{\"s\":true,\"s\":true}}", RejectReason.MALFORMED, "twice"),
                Arguments.of(HEAD + ",\"seq\":2}", RejectReason.MALFORMED, "seq is there twice"),
                Arguments.of(
                        HEAD + ",\"joint_positions\":[1],\"joint_velocities\":[1,2]}",
                        RejectReason.WRONG_JOINT_COUNT,
                        "joint_velocities has 2 entries, but joint_positions has 1"),
                Arguments.of(
                        HEAD + ",\"joint_positions\":[" + "0,".repeat(256) + "0]}",
                        RejectReason.WRONG_JOINT_COUNT,
                        "257 entries; expected at most 256"),
                Arguments.of(
                        HEAD + ",\"joint_names\":[\"" + "x".repeat(129) + "\"]}",
                        RejectReason.OUT_OF_RANGE,
                        "joint_names[0] has 129 characters"),
                Arguments.of(
                        HEAD + ",\"base_pose\":[[1,0,0,0],[0,1,0,0],[0,0,1,0]]}",
                        RejectReason.WRONG_TYPE,
                        "base_pose has 12 numbers; expected 16"),
                Arguments.of(
                        "{\"robot_id\":\"r\",\"seq\":1,\"stamp\":{\"sec\":1,\"nanosec\":1000000000}}",
                        RejectReason.OUT_OF_RANGE,
                        "stamp.nanosec is 1000000000"),
                Arguments.of(
                        "{\"stamp\":{\"sec\":1790000000123,\"nanosec\":0}}",
                        RejectReason.OUT_OF_RANGE,
                        "stamp.sec is 1790000000123, which looks like milliseconds since 1970; expected whole seconds, 0 to"
                                + " 9223372035"),
                Arguments.of(
                        "{\"stamp\":{\"sec\":1790000000123456,\"nanosec\":0}}",
                        RejectReason.OUT_OF_RANGE,
                        "looks like microseconds since 1970; expected whole seconds"),
                Arguments.of(
                        "{\"stamp\":{\"sec\":0,\"nanosec\":1790000000123456789}}",
                        RejectReason.OUT_OF_RANGE,
                        "looks like nanoseconds since 1970; expected the nanoseconds beyond stamp.sec, 0 to 999999999"),
                Arguments.of("{\"seq\":1.5}", RejectReason.WRONG_TYPE, "seq is 1.5; expected a whole number"),
                Arguments.of(
                        "{\"seq\":99999999999999999999}", RejectReason.OUT_OF_RANGE, "seq is 99999999999999999999"),
                Arguments.of("{\"seq\":-1}", RejectReason.OUT_OF_RANGE, "seq is -1"),
                Arguments.of("{\"seq\":1}", RejectReason.MISSING_FIELD, "stamp is missing"),
                Arguments.of("{\"robot_id\":\"r\"}", RejectReason.MISSING_FIELD, "stamp is missing; expected"),
                Arguments.of(
                        "{\"seq\":1,\"time\":2.5,\"imu\":[0,0,0,0,0,9.81]}",
                        RejectReason.MISSING_FIELD,
                        "stamp is missing; not used: field \"time\" (did you mean stamp?); expected"),
                Arguments.of("{\"stamp\":{\"sec\":1}}", RejectReason.MISSING_FIELD, "stamp lacks nanosec"),
                Arguments.of(
                        "{\"stamp\":{\"secs\":1,\"nsecs\":2}}",
                        RejectReason.MISSING_FIELD,
                        "stamp lacks sec; it has \"nsecs\"; expected sec and nanosec"),
                Arguments.of(
                        HEAD + ",\"joint_names\":[\"a\"],\"joint_position\":[1]}",
                        RejectReason.UNKNOWN_FIELD,
                        "\"joint_position\" (did you mean joint_positions?)"),
                Arguments.of(
                        "{\"header\":{},\"name\":[\"a\"],\"position\":[1],\"velocity\":[],\"effort\":[]}",
                        RejectReason.UNKNOWN_FIELD,
                        "sensor_msgs/JointState: send name as joint_names"),
                Arguments.of(
                        "{\"schema\":{\"type\":\"struct\"},\"payload\":{\"imu\":[1,2,3,4,5,6]}}",
                        RejectReason.UNKNOWN_FIELD,
                        "value.converter.schemas.enable=false"),
                Arguments.of(
                        HEAD + ",\"joint_names\":[\"a\",\"b\"],\"joint_positions\":[1]}",
                        RejectReason.WRONG_JOINT_COUNT,
                        "joint_positions has 1 entries, but joint_names has 2"),
                Arguments.of(
                        "{\"robot_id\":\"\",\"seq\":1,\"stamp\":{\"sec\":1,\"nanosec\":2}}",
                        RejectReason.OUT_OF_RANGE,
                        "robot_id is empty"));
    }

    @ParameterizedTest
    @MethodSource("badFrames")
    void badFrameIsRejectedWithItsReason(String json, RejectReason reason, String message) throws Exception {
        assertThatThrownBy(() -> decode(json))
                .isInstanceOfSatisfying(
                        FrameRejectedException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(message);
        decode(HEAD + "}"); // the next good frame is read
        assertThat(frame.seq).isEqualTo(1);
    }

    @Test
    void bytesThatAreNoUtf8AreMalformed() {
        byte[] payload = (HEAD + ",\"model\":\"?\"}").getBytes(StandardCharsets.UTF_8);
        payload[payload.length - 3] = (byte) 0xC0;
        assertThatThrownBy(() -> decoder.decode(payload, Format.JSON, frame))
                .isInstanceOfSatisfying(
                        FrameRejectedException.class,
                        e -> assertThat(e.reason()).isEqualTo(RejectReason.MALFORMED));
    }

    static Stream<Arguments> foreignPayloads() {
        return Stream.of(
                Arguments.of("1f8b0800000000000003", "compressed with gzip"),
                Arguments.of("28b52ffd2000", "compressed with zstd"),
                Arguments.of("04224d186040", "compressed with LZ4"),
                Arguments.of("82534e415050590000000001", "compressed with Snappy"),
                Arguments.of("4f626a0104", "an Avro file"),
                Arguments.of("c30162d4", "Avro"),
                Arguments.of("000000002a0a0b0c0d", "schema registry (byte 0, then schema id 42)"),
                Arguments.of("0001000010000000", "CDR, a ROS 2 message"),
                Arguments.of("a163696d7580", "content-type: application/cbor"),
                Arguments.of("81a3696d75", "probably MessagePack"),
                Arguments.of("0a03722d31", "probably Protocol Buffers"),
                Arguments.of("fffe7b007d00", "UTF-16 with a byte order mark"),
                Arguments.of("7b007d00", "UTF-16 (little-endian)"),
                Arguments.of("fffe00007b0000007d000000", "UTF-32"),
                Arguments.of("7b0000007d000000", "UTF-32"),
                Arguments.of("aced000573720003", "as Java serializes it"),
                Arguments.of("80049500000000", "a Python pickle"),
                Arguments.of("89504e470d0a1a0a", "a PNG image"),
                Arguments.of("ee01", "begins with the bytes ee 01"));
    }

    @ParameterizedTest
    @MethodSource("foreignPayloads")
    void aPayloadOfAnotherFormatIsToldByItsName(String hex, String message) {
        byte[] payload = HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> decoder.decode(payload, Format.JSON, frame))
                .isInstanceOfSatisfying(
                        FrameRejectedException.class,
                        e -> assertThat(e.reason()).isEqualTo(RejectReason.MALFORMED))
                .hasMessageContaining(message);
    }

    @Test
    void jsonUnderTheHeaderOfCborIsToldSo() {
        assertThatThrownBy(() -> decoder.decode((HEAD + "}").getBytes(StandardCharsets.UTF_8), Format.CBOR, frame))
                .hasMessageContaining("JSON, but the record's header content-type says application/cbor");
    }

    @Test
    void aByteOrderMarkBeforeJsonIsPassedOver() throws Exception {
        decode("\uFEFF" + HEAD + ",\"imu\":[0,0,0,0,0,9.81]}");
        assertThat(frame.has(SensorFrame.IMU | SensorFrame.SEQ)).isTrue();
    }

    @Test
    void whatWasNotMeasuredIsAbsent() throws Exception {
        decode(HEAD + ",\"joint_names\":[\"a\",\"b\"],\"joint_positions\":[1,NaN],\"joint_velocities\":[],"
                + "\"joint_efforts\":[\"NaN\",null],\"joint_commands\":{\"position\":[],\"kp\":[2,\"nan\"]},"
                + "\"imu\":[],\"contacts\":{},\"contact_wrenches\":{\"left\":[]},\"base_pose\":[],"
                + "\"base_velocity\":[NaN,NaN,NaN,NaN,NaN,NaN]}");
        assertThat(frame.present() & ~(SensorFrame.ROBOT_ID | SensorFrame.SEQ | SensorFrame.STAMP))
                .isEqualTo(SensorFrame.JOINT_POSITIONS | SensorFrame.COMMAND_KP | SensorFrame.CONTACT_WRENCHES);
        assertThat(frame.jointPositions[1]).isNaN();
        assertThat(frame.commandKp[1]).isNaN();
        assertThat(frame.contactWrenches[2]).isNaN();
        assertThat(frame.unused.count()).isZero();
    }

    /** Lua writes an empty array as an object, PHP an empty object as an array. */
    @Test
    void whatIsEmptyIsAbsentBeItAnArrayOrAnObject() throws Exception {
        decode(HEAD + ",\"joint_names\":{},\"joint_positions\":[1],\"joint_velocities\":{},\"joint_commands\":[],"
                + "\"imu\":{},\"contacts\":[],\"contact_wrenches\":[],\"base_pose\":{},\"base_velocity\":{}}");
        assertThat(frame.present() & SensorFrame.SENSORS).isEqualTo(SensorFrame.JOINT_POSITIONS);
        decode(HEAD + ",\"joint_commands\":{\"position\":{},\"kp\":[1]},\"contact_wrenches\":{\"left\":{}}}");
        assertThat(frame.has(SensorFrame.COMMAND_POSITION)).isFalse();
        assertThat(frame.has(SensorFrame.COMMAND_KP)).isTrue();
        assertThatThrownBy(() -> decode(HEAD + ",\"joint_positions\":{\"knee\":1}}"))
                .hasMessage("joint_positions is an object; expected an array of numbers");
        assertThatThrownBy(() -> decode(HEAD + ",\"contacts\":[true]}"))
                .hasMessage("contacts is an array; expected an object");
    }

    @Test
    void aSensorOfWhichOnlyPartIsMeasuredIsNotedAndNotUsed() throws Exception {
        decode(HEAD + ",\"imu\":[1,2,3,null,null,null],\"contact_wrenches\":{\"left\":[null,null,350,0,0,0]}}");
        assertThat(frame.has(SensorFrame.IMU)).isFalse();
        assertThat(frame.contactWrenches[2]).isNaN();
        assertThat(frame.unused.count()).isEqualTo(2);
        assertThat(frame.unused.kind(0)).isEqualTo(UnusedFields.Kind.INCOMPLETE);
        assertThat(frame.unused.shown(1)).isEqualTo("\"contact_wrenches.left\"");
    }

    @Test
    void unknownFieldsBesideKnownOnesAreNotedWithTheNearestName() throws Exception {
        decode(HEAD + ",\"imu\":[1,2,3,4,5,6],\"joint_effort\":[1],\"joint_commands\":{\"torque\":[1]}}");
        assertThat(frame.has(SensorFrame.IMU)).isTrue();
        assertThat(frame.unused.count()).isEqualTo(2);
        assertThat(frame.unused.shown(0)).isEqualTo("\"joint_effort\" (did you mean joint_efforts?)");
        assertThat(frame.unused.shown(1)).isEqualTo("\"joint_commands.torque\"");
        decode(HEAD + "}");
        assertThat(frame.unused.count()).isZero();
    }

    @Test
    void bareFrameTellsWhatIsMissing() throws Exception {
        decode("{\"joint_positions\":[0.5],\"imu\":null,\"later\":{\"deep\":[{}]},\"contacts\":{\"left\":null}}");
        assertThat(frame.present()).isEqualTo(SensorFrame.JOINT_POSITIONS);
        assertThat(frame.unused.count()).isEqualTo(1);
        assertThat(frame.jointPositions[0]).isEqualTo(0.5);
    }

    @Test
    void poseMayBeFourRowsOfFour() throws Exception {
        decode("{\"base_pose\":[[1,0,0,2],[0,1,0,3],[0,0,1,4],[0,0,0,1]]}");
        assertThat(frame.basePose).containsExactly(1, 0, 0, 2, 0, 1, 0, 3, 0, 0, 1, 4, 0, 0, 0, 1);
    }

    private void decode(String json) throws FrameRejectedException {
        decoder.decode(json.getBytes(StandardCharsets.UTF_8), Format.JSON, frame);
    }
}
