package dev.pollux.verification;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a replay says of its own pace. A machine that has more to do than to replay is late, and says so: how late is no fact
 * about Pollux ({@code ReplayProgressTest} and {@code RecordingPlayerTest} say when it is told), and nothing here waits for a
 * time when the machine is idle.
 */
final class ReplayPace {
    /** {@code RecordingPlayer} tells what is later than half a second. */
    private static final double TOLD = 0.5;

    private static final Pattern BEHIND =
            Pattern.compile("(.* published), (\\d+\\.\\d) s behind the recording's times");
    private static final Pattern FELL_BEHIND = Pattern.compile(
            "pollux: the frames came up to (\\d+\\.\\d) s later than the recording has them: this machine or the broker does"
                    + " not keep up with \\d+ robots? at --speed \\S+");

    private ReplayPace() {}

    /** A line of progress as a machine that keeps up says it. */
    static String onTime(String progress) {
        Matcher behind = BEHIND.matcher(progress);
        return behind.matches() && Double.parseDouble(behind.group(2)) >= TOLD ? behind.group(1) : progress;
    }

    /** Whether a line says no more than how late all came. */
    static boolean isLateness(String line) {
        Matcher late = FELL_BEHIND.matcher(line);
        return late.matches() && Double.parseDouble(late.group(1)) >= TOLD;
    }
}
