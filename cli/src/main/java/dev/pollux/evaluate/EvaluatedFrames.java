package dev.pollux.evaluate;

import dev.pollux.evaluation.Truth;
import dev.pollux.model.RobotModel;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.SensorFrame;
import dev.pollux.twin.FrameLayout;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A recording's frames as the options want them, one after the other, with the truth in the model's order. Where a run ends
 * and another begins, stamps go on after a pause of {@value #SEAM_NANOS} ns, long enough for the twin to start anew.
 */
final class EvaluatedFrames implements Closeable {
    private static final long SEAM_NANOS = 2_000_000_000L;

    private static final int COMMANDS = SensorFrame.COMMAND_POSITION
            | SensorFrame.COMMAND_VELOCITY
            | SensorFrame.COMMAND_EFFORT
            | SensorFrame.COMMAND_KP
            | SensorFrame.COMMAND_KD;

    private final EvaluationOptions options;
    private final Recording recording;
    private final FrameLayout layout;
    private final RecordedFrame recorded = new RecordedFrame();
    private final Truth truth;
    private final @Nullable Double rate;
    private boolean first = true;
    private boolean anew;
    private int episode;
    private long firstSeq;
    private long firstStamp;
    private long lastStamp;
    private long stampShift;
    private double time;

    EvaluatedFrames(EvaluationOptions options, RobotModel model) throws IOException {
        this.options = options;
        recording = options.recording().open();
        rate = recording.rateHz();
        layout = new FrameLayout(model);
        truth = new Truth(model);
    }

    /** Reads on to the next frame that counts; false at the end. */
    boolean next() throws IOException {
        while (recording.next(recorded)) {
            if (options.episode() == null || options.episode() == recorded.episode) {
                place();
                if (time <= options.to()) {
                    takeTruth();
                    shape(recorded.frame);
                    return true;
                }
            }
        }
        return false;
    }

    /** Finds the frame's time in its run, and lets its stamp go on from the run before. */
    private void place() {
        SensorFrame frame = recorded.frame;
        long stamp = frame.stampNanos;
        anew = first || recorded.episode != episode || stamp < lastStamp;
        if (anew) {
            stampShift = first ? 0 : lastStamp + stampShift + SEAM_NANOS - stamp;
            firstSeq = frame.seq;
            firstStamp = stamp;
            episode = recorded.episode;
            first = false;
        }
        lastStamp = stamp;
        time = rate != null ? (frame.seq - firstSeq) / rate : (stamp - firstStamp) * 1e-9;
        frame.stampNanos = stamp + stampShift;
    }

    private void takeTruth() throws IOException {
        try {
            layout.arrange(recorded.truth);
        } catch (FrameRejectedException wrong) {
            throw new IOException(options.recording() + ": truth of frame " + recorded.frame.seq + ": " + wrong.reason()
                    + ": " + wrong.getMessage());
        }
        truth.take(time, recorded.truth, recorded.hasCom ? recorded.com : null, recorded.pushed);
    }

    private void shape(SensorFrame frame) {
        switch (options.input()) {
            case EFFORTS -> frame.drop(COMMANDS);
            case COMMANDS -> frame.drop(SensorFrame.JOINT_EFFORTS);
            case NONE -> frame.drop(COMMANDS | SensorFrame.JOINT_EFFORTS);
            case ALL -> {}
        }
        if (options.trueBase() && truth.knows(Truth.BASE_POSE | Truth.BASE_VELOCITY)) {
            System.arraycopy(truth.basePose, 0, frame.basePose, 0, 16);
            System.arraycopy(truth.baseVelocity, 0, frame.baseVelocity, 0, 6);
            frame.mark(SensorFrame.BASE_POSE | SensorFrame.BASE_VELOCITY);
        }
    }

    /** The frame, in the recording's own order of joints and contacts. */
    SensorFrame frame() {
        return recorded.frame;
    }

    /** What was so then. */
    Truth truth() {
        return truth;
    }

    /** Whether the frame is the first of a run. */
    boolean anew() {
        return anew;
    }

    /** s since the run's first frame. */
    double time() {
        return time;
    }

    /** Two truths further apart than this are not interpolated between, s. */
    double longestGap() {
        return rate != null ? 1.5 / rate : 0.05;
    }

    @Override
    public void close() throws IOException {
        recording.close();
    }
}
