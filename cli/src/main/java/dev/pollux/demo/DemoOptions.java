package dev.pollux.demo;

import dev.pollux.recording.RecordingFile;
import dev.pollux.robot.RobotFiles;
import dev.pollux.state.Floor;
import dev.pollux.state.Predictor;
import org.jspecify.annotations.Nullable;

/**
 * Options of a demo.
 *
 * @param recording recording that the robots play
 * @param robot its files; null: the built-in robot, which the recording must fit
 * @param predictor how the twins predict
 * @param floor knowledge about the floor
 * @param robots number of robots
 * @param speed 1: real time
 * @param seconds duration; null: the recording once
 */
public record DemoOptions(
        RecordingFile recording,
        @Nullable RobotFiles robot,
        Predictor predictor,
        Floor floor,
        int robots,
        double speed,
        @Nullable Double seconds) {

    /** Duration at the start whose latencies are not counted, s: the JVM still compiles. */
    public static final double WARM_UP_SECONDS = 5;

    public DemoOptions {
        if (robots < 1 || robots > 10_000) {
            throw new IllegalArgumentException("--robots is " + robots + ": expected 1 to 10000");
        }
        if (!(speed > 0 && speed <= 100)) {
            throw new IllegalArgumentException("--speed is " + speed + ": expected above 0, at most 100");
        }
        if (seconds != null && !(seconds > 0 && seconds < 1e6)) {
            throw new IllegalArgumentException("--seconds is " + seconds + ": expected a time above 0");
        }
    }

    /** Duration at the start whose latencies are not counted, s: a quarter of a short demo. */
    public double warmUpSeconds() {
        return seconds == null ? WARM_UP_SECONDS : Math.min(WARM_UP_SECONDS, seconds / 4);
    }
}
