package dev.pollux.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.job.state.FrameRecord;
import dev.pollux.job.state.RecordKey;
import dev.pollux.job.state.RejectedRecord;
import dev.pollux.kafka.Topics;
import dev.pollux.messages.EventMessage;
import dev.pollux.state.RejectReason;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in: it is rejected with its reason, as it came, and the robot's next good frame is processed. */
class BadInputTest {
    private static final String ROBOT = "h-1";

    static Stream<Arguments> badRecords() {
        String good = Frames.json(ROBOT, 10, Frames.START_MILLIS + 20, null);
        String positions = good.replaceAll(".*\"joint_positions\":\\[([^]]*)].*", "$1");
        String first = positions.substring(0, positions.indexOf(','));
        String names = "\"joint_names\":[\"left_hip_yaw\"" + ",\"left_hip_yaw\"".repeat(27) + "],";
        return Stream.of(
                bad(RejectReason.MALFORMED, "this is not JSON"),
                bad(RejectReason.MALFORMED, good.substring(0, good.length() / 2)),
                bad(RejectReason.TOO_LARGE, " ".repeat(10 << 20)),
                bad(
                        RejectReason.TOO_DEEP,
                        good.replaceFirst("\\{", "{\"x\":" + "[".repeat(5000) + "]".repeat(5000) + ",")),
                bad(RejectReason.WRONG_TYPE, good.replace("\"seq\":10", "\"seq\":\"ten\"")),
                bad(RejectReason.WRONG_TYPE, good.replace("[" + positions + "]", "{\"left_knee\":0.1}")),
                bad(RejectReason.NOT_FINITE, good.replace("[" + first, "[1e999")),
                bad(RejectReason.NOT_FINITE, good.replace("[" + first, "[\"Infinity\"")),
                bad(
                        RejectReason.OUT_OF_RANGE,
                        good.replace("\"joint_p", "\"base_pose\":[2,0,0,0,0,1,0,0,0,0,1,0,0,0,0,1],\"joint_p")),
                bad(RejectReason.WRONG_JOINT_COUNT, good.replace("[" + first + ",", "[")),
                bad(
                        RejectReason.UNKNOWN_JOINT,
                        good.replace("\"joint_p", names.replace("left", "third") + "\"joint_p")),
                bad(RejectReason.REPEATED_JOINT, good.replace("\"joint_p", names + "\"joint_p")),
                bad(RejectReason.KEY_MISMATCH, good.replace(ROBOT, "h-2")),
                bad(RejectReason.UNKNOWN_MODEL, Frames.json(ROBOT, 10, Frames.START_MILLIS + 20, "no_such_model")),
                bad(RejectReason.UNKNOWN_FIELD, good.replace("joint_p", "p").replace("joint_v", "v")),
                bad(RejectReason.SEQ_BACKWARD, Frames.json(ROBOT, 8, Frames.START_MILLIS + 20, null)),
                bad(RejectReason.MISSING_FIELD, good.replaceFirst("\"stamp\":\\{[^}]*},", "")),
                bad(RejectReason.DUPLICATE, Frames.json(ROBOT, 9, Frames.START_MILLIS + 18, null)),
                bad(RejectReason.LATE, Frames.json(ROBOT, 3, Frames.START_MILLIS + 6, null)),
                bad(RejectReason.STAMP_BACKWARD, Frames.json(ROBOT, 10, Frames.START_MILLIS - 100, null)),
                bad(RejectReason.STAMP_AHEAD, Frames.json(ROBOT, 10, Frames.START_MILLIS + 3_600_020, null)),
                bad(RejectReason.SEQ_AHEAD, Frames.json(ROBOT, 10_000_000, Frames.START_MILLIS + 20, null)),
                Arguments.of(RejectReason.EMPTY_RECORD, Frames.of(ROBOT, null, 10)),
                Arguments.of(RejectReason.EMPTY_RECORD, Frames.of(ROBOT, "", 10)),
                Arguments.of(RejectReason.EMPTY_KEY, Frames.of(null, good, 10)),
                Arguments.of(RejectReason.EMPTY_KEY, Frames.of("", good, 10)),
                Arguments.of(RejectReason.TOO_LARGE, Frames.of("k".repeat(300), good, 10)),
                Arguments.of(RejectReason.BAD_KEY, Frames.of("*", good, 10)),
                Arguments.of(RejectReason.BAD_KEY, keyed(good, 0, 0, 0, 0, 0, 0, 0, 7)),
                Arguments.of(RejectReason.BAD_KEY, keyed(good, 0xc3, 0x28)),
                Arguments.of(RejectReason.BAD_KEY, keyed(good, 0x80, 0, 0, 7)),
                Arguments.of(
                        RejectReason.MALFORMED,
                        new FrameRecord(
                                ROBOT,
                                Frames.bytes(good),
                                Topics.ROBOT_FRAMES,
                                3,
                                10,
                                Frames.appended(10),
                                "text/xml")));
    }

    private static FrameRecord keyed(String payload, int... key) {
        byte[] bytes = new byte[key.length];
        for (int i = 0; i < key.length; i++) {
            bytes[i] = (byte) key[i];
        }
        return new FrameRecord(
                RecordKey.of(bytes), Frames.bytes(payload), Topics.ROBOT_FRAMES, 3, 10, Frames.appended(10), null);
    }

    private static Arguments bad(RejectReason reason, String payload) {
        return Arguments.of(reason, Frames.of(ROBOT, payload, 10));
    }

    @ParameterizedTest
    @MethodSource("badRecords")
    void isRejectedWithItsReasonAndTheNextGoodFrameIsProcessed(RejectReason reason, FrameRecord bad) throws Exception {
        try (TwinHarness twin = new TwinHarness("--model.wait=0")) {
            for (int seq = 5; seq < 10; seq++) {
                twin.send(Frames.good(ROBOT, seq));
            }
            twin.send(bad);

            assertThat(twin.rejected()).hasSize(1);
            RejectedRecord rejected = twin.rejected().get(0);
            assertThat(rejected.reason).as(rejected.message).isEqualTo(reason);
            assertThat(rejected.message).isNotBlank().hasSizeLessThan(1_000);
            assertThat(rejected.origin).isSameAs(bad);
            assertThat(twin.predictions()).hasSize(5);

            twin.send(Frames.good(ROBOT, 11));

            assertThat(twin.rejected()).hasSize(1);
            assertThat(twin.predictions()).hasSize(6).last().asString().contains("\"seq\":11,");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e12", "-3.4028234663852886e38", "1.7e308"})
    void aNumberNoSensorMeansIsRefusedByNameAndItsFrameIsPredictedFrom(String wild) throws Exception {
        try (TwinHarness twin = new TwinHarness()) {
            String good = Frames.json(ROBOT, 6, Frames.START_MILLIS + 12, null);
            twin.send(Frames.good(ROBOT, 5));
            twin.send(Frames.of(ROBOT, good.replaceFirst("(\"joint_positions\":\\[)[^,]*", "$1" + wild), 6));

            assertThat(twin.rejected()).isEmpty();
            assertThat(twin.predictions()).hasSize(2).last().asString().contains("\"seq\":6,");
            assertThat(twin.events())
                    .filteredOn(e -> e.event() == EventMessage.Kind.SENSOR_REFUSED)
                    .singleElement()
                    .satisfies(e -> assertThat(e.message()).startsWith("position of joint left_hip_yaw is"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"joint_velocities\":[0.1, | \"joint_velocities\":[32768, | velocity of joint left_hip_yaw is 3.277e+04",
                "\"imu\":[0, | \"imu\":[32768, | angular velocity of the IMU is 3.277e+04",
                "9.81]     | 1e4]      | specific force of the IMU is 1.000e+04",
                "[0,0,350  | [0,0,1e6  | contact wrench of left_sole is 1.000e+06 N"
            })
    void aSampleThatNoSensorTakesIsRefusedByNameAndItsFrameIsPredictedFrom(String good, String wild, String told)
            throws Exception {
        try (TwinHarness twin = new TwinHarness()) {
            for (int seq = 5; seq < 10; seq++) {
                twin.send(Frames.of(ROBOT, whole(seq), seq));
            }
            twin.send(Frames.of(ROBOT, whole(10).replace(good, wild), 10));

            assertThat(twin.rejected()).isEmpty();
            assertThat(twin.predictions()).hasSize(6).last().asString().contains("\"seq\":10,");
            assertThat(twin.events())
                    .filteredOn(e -> e.event() == EventMessage.Kind.SENSOR_REFUSED)
                    .singleElement()
                    .satisfies(e -> assertThat(e.message()).startsWith(told));
        }
    }

    /** A frame with all sensors. */
    private static String whole(int seq) {
        return Frames.json(ROBOT, seq, Frames.START_MILLIS + seq * Frames.PERIOD_MILLIS, null)
                .replaceFirst(
                        "}$",
                        ",\"imu\":[0,0,0,0,0,9.81],"
                                + "\"contacts\":{\"left_sole\":true,\"right_sole\":true},\"contact_wrenches\":"
                                + "{\"left_sole\":[0,0,350,0,0,0],\"right_sole\":[0,0,340,0,0,0]}}");
    }

    @Test
    void aGoodFrameIsNotRejected() throws Exception {
        try (TwinHarness twin = new TwinHarness()) {
            twin.send(Frames.good(ROBOT, 10));

            assertThat(twin.rejected()).isEmpty();
            assertThat(twin.predictions()).hasSize(1);
        }
    }
}
