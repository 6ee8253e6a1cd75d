package dev.pollux.recording;

import dev.pollux.estimation.time.Gap;
import dev.pollux.model.NearestName;
import dev.pollux.model.RobotModel;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.SensorFrame;
import dev.pollux.twin.DigitalTwin;
import dev.pollux.twin.RobotMemory;
import dev.pollux.twin.TwinWorkspace;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks the first frames of a recording before it is played: recordings that no twin can use are rejected. */
public final class FirstFrames {
    private static final int MOST = 500;

    /** Number of steps between frames by which a recording is judged to be too slow. */
    private static final int STEPS = 5;

    private FirstFrames() {}

    /** Whether a frame contains more than its identity and time. */
    public static boolean sensed(SensorFrame frame) {
        return (frame.present() & SensorFrame.SENSORS) != 0;
    }

    /**
     * The error for a recording in which only the time was understood.
     *
     * @param unused description of the other content of its frames
     */
    public static IllegalArgumentException notUnderstood(RecordingFile recording, String unused) {
        return new IllegalArgumentException(
                recording + ": nothing but the time is understood of its frames: no joint, IMU, contact or base field"
                        + (unused.isEmpty() ? "" : ", but " + unused) + "; docs/recordings.md lists them");
    }

    /** The name of the recording's robot; null if absent. */
    public static @Nullable String modelName(RecordingFile recording) throws IOException {
        try (Recording frames = recording.open()) {
            return frames.model();
        }
    }

    /** Joint names of a recording: from head or columns, otherwise from the first frame; empty if there are none. */
    public static List<String> jointNames(RecordingFile recording) throws IOException {
        RecordedFrame first = new RecordedFrame();
        try (Recording frames = recording.open()) {
            List<String> named = frames.jointNames();
            if (named != null) {
                return named;
            }
            while (true) {
                try {
                    String[] names = frames.next(first) ? first.frame.jointNames : null;
                    return names == null ? List.of() : List.of(names);
                } catch (LineRefusedException noFrame) {
                    // the next line may be one
                }
            }
        }
    }

    /**
     * The built-in robot, for a recording that names neither another one nor a joint that it does not have.
     *
     * @throws IllegalArgumentException if the recording does
     */
    public static RobotModel builtIn(RecordingFile recording) throws IOException {
        String named = modelName(recording);
        if (named != null && !named.equals(BuiltInModels.HUMANOID_28)) {
            throw new IllegalArgumentException(
                    recording + " is of a robot \"" + named + "\": give its URDF with --model");
        }
        RobotModel model = BuiltInModels.humanoid28();
        requireJoints(
                recording,
                jointNames(recording),
                model,
                "the built-in robot " + model.name(),
                "give the robot's URDF with --model, or leave them out of the recording");
        return model;
    }

    /**
     * Checks that a robot has all joints of a recording.
     *
     * @param recorded the recording's joints
     * @param robot name of the robot in messages
     * @param advice what the user can do
     * @throws IllegalArgumentException if not: how many of how many, and the first one with the most similar name
     */
    static void requireJoints(
            RecordingFile recording, List<String> recorded, RobotModel model, String robot, String advice) {
        List<String> strangers =
                recorded.stream().filter(joint -> model.jointIndex(joint) < 0).toList();
        if (strangers.isEmpty()) {
            return;
        }
        // a joint with a similar name in the robot is the most helpful example
        String told = strangers.stream()
                .filter(joint -> !NearestName.hint(joint, model.jointNames()).isEmpty())
                .findFirst()
                .orElse(strangers.get(0));
        String named = "\"" + told + "\"";
        String hint = NearestName.hint(told, model.jointNames());
        throw new IllegalArgumentException(recording + " records "
                + (strangers.size() == 1
                        ? "joint " + named + ", which " + robot + " does not have"
                        : recorded.size() + " joints, and " + robot + " does not have " + strangers.size()
                                + " of them, such as " + named)
                + hint + ": " + advice);
    }

    /**
     * Checks that a twin can use frames of a recording.
     *
     * @param model the robot; null if only the job knows it
     * @return the columns that are ignored because they are unknown
     * @throws IllegalArgumentException if all of the first frames are rejected, contain only their time, or are too far
     *     apart for a twin
     */
    public static List<String> require(RecordingFile recording, @Nullable RobotModel model) throws IOException {
        DigitalTwin twin = model == null ? null : new DigitalTwin(model);
        TwinWorkspace workspace = twin == null ? null : twin.newWorkspace();
        RobotMemory robot = twin == null ? null : twin.newRobot();
        ArrivalClock arrivals = new ArrivalClock();
        RecordedFrame recorded = new RecordedFrame();
        String refusal = null;
        String unused = null;
        try (Recording frames = recording.open()) {
            for (int looked = 0; looked < MOST; looked++) {
                try {
                    if (!frames.next(recorded)) {
                        break;
                    }
                    SensorFrame frame = recorded.frame;
                    if (twin != null && workspace != null && robot != null) {
                        twin.admit(workspace, robot, frame, arrivals.take(frame.stampNanos, 0) / 1_000_000);
                    }
                    if (sensed(frame)) {
                        requireSteps(recording, frames, recorded);
                        return frames.columnsPassedOver();
                    }
                    unused = unused == null ? frame.unused.words() : unused;
                } catch (LineRefusedException noFrame) {
                    refusal = refusal == null ? String.valueOf(noFrame.getMessage()) : refusal;
                } catch (FrameRejectedException wrong) {
                    refusal = refusal == null
                            ? "seq " + recorded.frame.seq + ": " + wrong.reason() + ": " + wrong.getMessage()
                            : refusal;
                }
            }
        }
        if (unused != null) {
            throw notUnderstood(recording, unused);
        }
        throw new IllegalArgumentException(
                recording + (refusal == null ? ": holds no frame" : ": every frame is refused, the first: " + refusal));
    }

    /** Checks the steps after a frame: if each is a silence, the time probably has another unit. */
    private static void requireSteps(RecordingFile recording, Recording frames, RecordedFrame frame)
            throws IOException {
        long least = Long.MAX_VALUE;
        for (int step = 0; step < STEPS; step++) {
            long before = frame.frame.stampNanos;
            try {
                if (!frames.next(frame)) {
                    return;
                }
            } catch (LineRefusedException noFrame) {
                return;
            }
            least = Math.min(least, frame.frame.stampNanos - before);
        }
        if (least > Gap.SILENCE_NS) {
            throw new IllegalArgumentException(recording + ": " + tooFarApart(least * 1e-9));
        }
    }

    /**
     * Why no twin can follow frames that are further apart than a robot may be silent.
     *
     * @param step time between two frames, s
     */
    public static String tooFarApart(double step) {
        return String.format(
                Locale.ROOT,
                "its frames are about %.3g s apart, and a robot that is silent for %d s starts anew: no twin can follow it;"
                        + " is its time in another unit? pollux columns says what a table's seems to be",
                step,
                Gap.SILENCE_NS / 1_000_000_000L);
    }
}
