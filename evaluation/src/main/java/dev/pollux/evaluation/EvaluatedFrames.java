package dev.pollux.evaluation;

import dev.pollux.model.RobotModel;
import dev.pollux.recording.ArrivalClock;
import dev.pollux.recording.LineRefusedException;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.recording.RunOrder;
import dev.pollux.state.Admission;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.SensorFrame;
import dev.pollux.twin.FrameLayout;
import java.io.Closeable;
import java.io.IOException;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A recording's frames according to the options, in the file's order, with the truth in the model's order. Between two
 * episodes stamps and seq continue after a pause, as when the recording is played, so that the twin is reset.
 */
final class EvaluatedFrames implements Closeable {
    private static final int COMMANDS = SensorFrame.COMMAND_POSITION
            | SensorFrame.COMMAND_VELOCITY
            | SensorFrame.COMMAND_EFFORT
            | SensorFrame.COMMAND_KP
            | SensorFrame.COMMAND_KD;

    /** If seq and stamp differ in a run's duration by a tenth and this, s, seq does not count at the rate. */
    private static final double RATE_SLACK = 0.1;

    private final EvaluationOptions options;
    private final Recording recording;
    private final Refusals refusals;
    private final FrameLayout layout;
    private final Truth truth;
    private final RunOrder order = RunOrder.asRecorded();
    private final ArrivalClock clock = new ArrivalClock();
    private final NavigableSet<Integer> episodes = new TreeSet<>();
    private RecordedFrame recorded = new RecordedFrame();
    private RecordedFrame following = new RecordedFrame();
    private @Nullable Double rate;
    private boolean started;
    private boolean more;
    private boolean begins = true;
    private boolean over;
    private int episode;
    private long arrival;
    private long firstSeq;
    private long firstStamp;
    private double startTime;
    private double time;
    private long lastArrival;

    /** Opens the recording; lines that are not frames count as rejected. */
    EvaluatedFrames(EvaluationOptions options, RobotModel model, Refusals refusals) throws IOException {
        this.options = options;
        this.refusals = refusals;
        recording = options.recording().open();
        rate = recording.rateHz();
        layout = new FrameLayout(model);
        truth = new Truth(model);
    }

    /** Advances to the next frame to be used; false at the end. */
    boolean next() throws IOException {
        more = started ? more : read();
        while (more) {
            RecordedFrame before = recorded;
            recorded = following;
            following = before;
            more = read();
            place();
            if (!over) {
                shape(recorded.frame);
                return true;
            }
        }
        return false;
    }

    /** Reads the next frame; false at the end. */
    private boolean read() throws IOException {
        while (true) {
            try {
                boolean there = recording.next(following);
                if (there) {
                    episodes.add(following.episode);
                }
                if (!there || options.episode() == null || options.episode() == following.episode) {
                    return there;
                }
            } catch (LineRefusedException refused) {
                refusals.add(refused.reason(), String.valueOf(refused.getMessage()));
            }
        }
    }

    /** The episodes of all frames read so far, including those that the options exclude. */
    NavigableSet<Integer> episodes() {
        return episodes;
    }

    /** Continues stamp and seq from the episode before. */
    private void place() {
        SensorFrame frame = recorded.frame;
        boolean first = !started || recorded.episode != episode;
        if (first) {
            begins = true;
            over = false;
        }
        started = true;
        episode = recorded.episode;
        boolean goesOn = more && following.episode == episode;
        long toNext = goesOn ? following.frame.stampNanos - frame.stampNanos : 0;
        order.place(frame, first);
        arrival = clock.take(frame.stampNanos, toNext);
    }

    /**
     * Computes the time of the frame, which the twin has admitted, and its truth. After a restart or a clock jump, time
     * continues with the arrival of frames.
     */
    void admitted(Admission admission) throws IOException {
        SensorFrame frame = recorded.frame;
        if (begins || admission.beginsOrder()) {
            startTime = begins ? 0 : time + (arrival - lastArrival) * 1e-9;
            firstSeq = frame.seq;
            firstStamp = frame.stampNanos;
            begins = false;
        }
        double byStamp = (frame.stampNanos - firstStamp) * 1e-9;
        if (rate != null && Math.abs((frame.seq - firstSeq) / rate - byStamp) > RATE_SLACK * (1 + Math.abs(byStamp))) {
            rate = null;
        }
        time = startTime + (rate != null ? (frame.seq - firstSeq) / rate : byStamp);
        lastArrival = arrival;
        over = time > options.to();
        takeTruth();
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
        int base = SensorFrame.BASE_POSE | SensorFrame.BASE_VELOCITY;
        if (options.trueBase() && recorded.truth.has(base)) {
            System.arraycopy(recorded.truth.basePose, 0, frame.basePose, 0, 16);
            System.arraycopy(recorded.truth.baseVelocity, 0, frame.baseVelocity, 0, 6);
            frame.mark(base);
        }
    }

    /** The frame, in the recording's own order of joints and contacts. */
    SensorFrame frame() {
        return recorded.frame;
    }

    /** Its arrival time, ms. */
    long arrivalMillis() {
        return arrival / 1_000_000;
    }

    /** Whether no frame of this episode was admitted yet. */
    boolean begins() {
        return begins;
    }

    /** Whether the last admitted frame is after the end of the evaluation. */
    boolean over() {
        return over;
    }

    /** The truth for the last admitted frame. */
    Truth truth() {
        return truth;
    }

    /** Whether the last frame read has any true joint position. */
    boolean knowsTrueJoints() {
        return recorded.truth.has(SensorFrame.JOINT_POSITIONS);
    }

    /** Time of the last admitted frame since the first one of its episode, s. */
    double time() {
        return time;
    }

    /** Greatest time between two truths for interpolation, s. */
    double longestGap() {
        return rate != null ? 1.5 / rate : 0.05;
    }

    Recording recording() {
        return recording;
    }

    @Override
    public void close() throws IOException {
        recording.close();
    }
}
