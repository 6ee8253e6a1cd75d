package dev.pollux.job;

import dev.pollux.job.state.FrameRecord;
import dev.pollux.kafka.Topics;
import dev.pollux.messages.Format;
import dev.pollux.messages.ModelMessage;
import dev.pollux.robot.BuiltInModels;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Records of {@code robot.frames} for tests: humanoid_28 at 500 Hz, its joints on a slow sine. */
final class Frames {
    static final long START_MILLIS = 1_790_000_000_000L;

    static final long PERIOD_MILLIS = 2;

    private Frames() {}

    /** The frame number {@code seq} of a robot. */
    static FrameRecord good(String robot, long seq) {
        return of(robot, json(robot, seq, START_MILLIS + seq * PERIOD_MILLIS, null), seq);
    }

    /** The frames from one number up to, and without, another. */
    static FrameRecord[] good(String robot, int from, int to) {
        return IntStream.range(from, to).mapToObj(seq -> good(robot, seq)).toArray(FrameRecord[]::new);
    }

    /** A frame that names its model. */
    static FrameRecord ofModel(String robot, long seq, String model) {
        return of(robot, json(robot, seq, START_MILLIS + seq * PERIOD_MILLIS, model), seq);
    }

    /** Any text as the record of number {@code seq}. */
    static FrameRecord of(@Nullable String key, @Nullable String payload, long seq) {
        return new FrameRecord(
                key, payload == null ? null : bytes(payload), Topics.ROBOT_FRAMES, 3, seq, appended(seq), null);
    }

    /** When the record of number {@code seq} is appended: a millisecond after its capture. */
    static long appended(long seq) {
        return START_MILLIS + seq * PERIOD_MILLIS + 1;
    }

    static String json(String robot, long seq, long stampMillis, @Nullable String model) {
        String positions = IntStream.range(0, 28)
                .mapToObj(joint -> String.valueOf(0.3 * Math.sin(0.01 * seq + joint)))
                .collect(Collectors.joining(","));
        String velocities = "0.1,".repeat(27) + "0.1";
        return "{\"robot_id\":\"" + robot + "\",\"seq\":" + seq + ",\"stamp\":{\"sec\":" + stampMillis / 1000
                + ",\"nanosec\":" + stampMillis % 1000 * 1_000_000 + "},"
                + (model == null ? "" : "\"model\":\"" + model + "\",")
                + "\"joint_positions\":[" + positions + "],\"joint_velocities\":[" + velocities + "]}";
    }

    /** The built-in robot as a record of {@code robot.models} under another id. */
    static FrameRecord model(String id) {
        byte[] message = new ModelMessage(id, BuiltInModels.humanoid28Urdf(), null).encode(Format.JSON);
        return new FrameRecord(id, message, Topics.ROBOT_MODELS, 0, 0, START_MILLIS, null);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
