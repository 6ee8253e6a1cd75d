package dev.pollux.verification;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Frames of the built-in humanoid as JSON text, each part open to mischief. */
final class FrameText {
    /** Stamp of frame 0, ns since 1970: the time of the first use, so that stamps are plausible. */
    private static final long START = System.currentTimeMillis() * 1_000_000;

    private FrameText() {}

    /** Capture time of a frame at 500 Hz, ns. */
    static long stamp(long seq) {
        return START + seq * 2_000_000;
    }

    /** A frame that any twin accepts. */
    static String good(String robot, long seq) {
        return frame(robot, seq, stamp(seq), "");
    }

    /** A frame with a stamp of its own and further fields, each ending in a comma. */
    static String frame(String robot, long seq, long stampNanos, String fields) {
        return "{\"robot_id\": \"%s\", \"model\": \"humanoid_28\", \"seq\": %d, %s, %s \"joint_positions\": %s}"
                .formatted(robot, seq, stampField(stampNanos), fields, numbers(28, seq));
    }

    /** The stamp as a field. */
    static String stampField(long nanos) {
        return "\"stamp\": {\"sec\": %d, \"nanosec\": %d}".formatted(nanos / 1_000_000_000, nanos % 1_000_000_000);
    }

    /** An array of so many joint positions, rad, on slow sines. */
    static String numbers(int count, long seq) {
        return IntStream.range(0, count)
                .mapToObj(joint -> "%.6f".formatted(0.3 * Math.sin(0.01 * seq + joint)))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
