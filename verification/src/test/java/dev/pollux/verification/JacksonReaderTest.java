package dev.pollux.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.benchmarks.JacksonReader;
import dev.pollux.messages.Format;
import dev.pollux.messages.FrameDecoder;
import dev.pollux.messages.FrameEncoder;
import dev.pollux.messages.MessageReader;
import dev.pollux.play.BuiltInRecording;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import dev.pollux.state.SensorFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code bench codec} compares is alike: the same numbers are kept of each frame, and the same frames are refused. */
@Tag("slow")
class JacksonReaderTest {
    private static final String HEAD = "{\"robot_id\":\"r\",\"seq\":1,\"stamp\":{\"sec\":1,\"nanosec\":2}";

    private final FrameDecoder ours = new FrameDecoder();
    private final FrameDecoder jackson = new FrameDecoder(new MessageReader(Format.JSON, new JacksonReader()));
    private final FrameEncoder encoder = new FrameEncoder();
    private final SensorFrame expected = new SensorFrame();
    private final SensorFrame read = new SensorFrame();

    @Test
    void framesOfTheRecordingAreReadTheSameAndWithBytesChangedAreReadOrRefusedTheSame() throws Exception {
        Random random = new Random(23);
        int refused = 0;
        for (byte[] frame : frames()) {
            assertThat(readsAlike(frame)).isTrue();
            for (int i = 0; i < 20; i++) {
                refused += readsAlike(changed(frame, random)) ? 0 : 1;
            }
        }
        assertThat(refused).isBetween(2_000, 8_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hello",
                "[1]",
                "\u0000{\u0000}",
                HEAD,
                HEAD + "}}",
                HEAD + "} {}",
                HEAD + ",\"x\":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]}",
                HEAD + ",\"imu\":[1,2,3,4,5]}",
                HEAD + ",\"imu\":[1,2,3,4,5,\"inf\"]}",
                HEAD + ",\"imu\":[1,2,3,4,5,-Infinity]}",
                HEAD + ",\"imu\":[1,2,3,4,5,1e999]}",
                HEAD + ",\"imu\":[1,2,3,4,5,01]}",
                HEAD + ",\"imu\":[1,2,]}",
                HEAD + ",\"x\":\"\\ud83d\"}",
                HEAD + ",\"\\ud83d\":1}",
                HEAD + ",\"x\":\"\\x\"}",
                HEAD + ",\"x\":tru}",
                HEAD + ",\"seq\":2}",
                HEAD + ",\"joint_positions\":[1],\"joint_velocities\":[1,2]}",
                HEAD + ",\"contacts\":{\"s\":true,\"s\":true}}",
                "{\"seq\":99999999999999999999}",
                "{\"seq\":1.5}",
                "{\"seq\":-1}",
                "{\"seq\":1}"
            })
    void whatIsNoFrameIsRefusedForTheSameReason(String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        assertThat(rejection(jackson, bytes, read)).isNotNull().isEqualTo(rejection(ours, bytes, expected));
    }

    /** Whether a frame is read; where it has several faults the two may come upon another of them first. */
    private boolean readsAlike(byte[] payload) {
        RejectReason rejection = rejection(ours, payload, expected);
        RejectReason other = rejection(jackson, payload, read);
        String text = new String(payload, StandardCharsets.UTF_8);
        if (rejection == null) {
            assertThat(other).as(text).isNull();
            assertThat(encoder.encode(read, Format.JSON)).as(text).isEqualTo(encoder.encode(expected, Format.JSON));
            assertThat(read.unused.words()).as(text).isEqualTo(expected.unused.words());
            return true;
        }
        assertThat(other).as(text).isNotNull();
        if (rejection != RejectReason.MALFORMED && other != RejectReason.MALFORMED) {
            assertThat(other).as(text).isEqualTo(rejection);
        }
        return false;
    }

    private static @Nullable RejectReason rejection(FrameDecoder decoder, byte[] payload, SensorFrame out) {
        try {
            decoder.decode(payload, Format.JSON, out);
            return null;
        } catch (FrameRejectedException rejected) {
            return rejected.reason();
        }
    }

    /** Frames with every sensor. */
    private static List<byte[]> frames() throws Exception {
        List<byte[]> frames = new ArrayList<>();
        FrameEncoder encoder = new FrameEncoder();
        RecordedFrame recorded = new RecordedFrame();
        try (Recording recording = Recording.open(BuiltInRecording.path())) {
            for (int i = 0; i < 500 && recording.next(recorded); i++) {
                recorded.frame.robotId = "h-0007";
                System.arraycopy(recorded.truth.basePose, 0, recorded.frame.basePose, 0, 16);
                System.arraycopy(recorded.truth.baseVelocity, 0, recorded.frame.baseVelocity, 0, 6);
                recorded.frame.mark(SensorFrame.ROBOT_ID | SensorFrame.BASE_POSE | SensorFrame.BASE_VELOCITY);
                frames.add(encoder.encode(recorded.frame, Format.JSON));
            }
        }
        return frames;
    }

    private static byte[] changed(byte[] frame, Random random) {
        byte[] out = frame.clone();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            int at = random.nextInt(out.length);
            switch (random.nextInt(8)) {
                case 0 -> out = Arrays.copyOf(out, Math.max(1, at));
                case 1 -> out[at] ^= (byte) (1 << random.nextInt(8));
                default -> out[at] = out[random.nextInt(out.length)];
            }
        }
        return out;
    }
}
