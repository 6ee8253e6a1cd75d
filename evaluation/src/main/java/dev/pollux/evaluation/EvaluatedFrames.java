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
 * A recording's frames as the options want them, in the file's order, with the truth in the model's order. Between two
 * episodes stamps and seq go on after a pause, as they do when the recording is played, so that the twin starts anew.
 */
final class EvaluatedFrames implements Closeable {
    private static final int COMMANDS = SensorFrame.COMMAND_POSITION
            | SensorFrame.COMMAND_VELOCITY
            | SensorFrame.COMMAND_EFFORT
            | SensorFrame.COMMAND_KP
            | SensorFrame.COMMAND_KD;

    /** By so much more than a tenth seq and stamp may differ in how long a run took, s; else seq does not count at the rate. */
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

    /** Opens the recording; lines that are no frames are counted among the refused. */
    EvaluatedFrames(EvaluationOptions options, RobotModel model, Refusals refusals) throws IOException {
        this.options = options;
        this.refusals = refusals;
        recording = options.recording().open();
        rate = recording.rateHz();
        layout = new FrameLayout(model);
        truth = new Truth(model);
    }

    /** Goes on to the next frame that counts; false at the end. */
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

    /** Reads the frame that follows; false at the end. */
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

    /** The episodes that any frame read so far is of, also those that the options leave out. */
    NavigableSet<Integer> episodes() {
        return episodes;
    }

    /** Lets stamp and seq go on from the episode before. */
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
     * Finds the time of the frame, which the twin has let in, and what was so then. After a restart or a set clock time goes
     * on as the frames arrive.
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

    /** When it arrived, ms. */
    long arrivalMillis() {
        return arrival / 1_000_000;
    }

    /** Whether no frame of this episode was let in yet. */
    boolean begins() {
        return begins;
    }

    /** Whether the frame let in last is beyond what is to be evaluated. */
    boolean over() {
        return over;
    }

    /** What was so when the frame let in last was taken. */
    Truth truth() {
        return truth;
    }

    /** Whether the frame read last says anything of the joints' true positions. */
    boolean knowsTrueJoints() {
        return recorded.truth.has(SensorFrame.JOINT_POSITIONS);
    }

    /** Of the frame let in last, s since its episode's first frame. */
    double time() {
        return time;
    }

    /** Two truths further apart than this are not interpolated between, s. */
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
