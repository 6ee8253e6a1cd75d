package dev.pollux.evaluation;

import dev.pollux.recording.RecordingFile;
import dev.pollux.robot.RobotFiles;
import dev.pollux.state.Floor;
import dev.pollux.state.Predictor;
import org.jspecify.annotations.Nullable;

/**
 * Options of an evaluation.
 *
 * @param recording with truth
 * @param robot its files; null: the built-in robot
 * @param predictor how the twin predicts
 * @param floor knowledge about the floor
 * @param lateWindowMillis how long after a gap in seq its frames are admitted, ms of their arrival
 * @param horizonsNanos the twin's horizons, ns, ascending
 * @param input data about the drives that the twin gets
 * @param from predictions are scored from this time on, s since a run's first frame; the twin runs from the start
 * @param to frames after this time are not read, s since a run's first frame
 * @param every predictions of one in this many frames are scored
 * @param episode the only one to be run; null: all of them
 * @param trueBase whether the twin gets the base's true pose and velocity as measurements
 */
public record EvaluationOptions(
        RecordingFile recording,
        @Nullable RobotFiles robot,
        Predictor predictor,
        Floor floor,
        long lateWindowMillis,
        long[] horizonsNanos,
        Input input,
        double from,
        double to,
        int every,
        @Nullable Integer episode,
        boolean trueBase) {
    /** Data about the drives that the twin gets. */
    public enum Input {
        /** Measured efforts only. */
        EFFORTS,
        /** Commands only. */
        COMMANDS,
        /** Everything in the recording. */
        ALL,
        /** Neither. */
        NONE
    }

    public EvaluationOptions {
        if (horizonsNanos.length == 0) {
            throw new IllegalArgumentException("--horizons is empty: expected at least one, in ms");
        }
        if (every < 1) {
            throw new IllegalArgumentException("--every is " + every + ": expected 1 or more");
        }
        if (!(from >= 0) || !(to > from)) {
            throw new IllegalArgumentException(
                    "--from is " + from + " s and --to " + to + " s: expected 0 or more, and --to above --from");
        }
    }
}
