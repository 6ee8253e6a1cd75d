package dev.pollux.evaluation;

import dev.pollux.messages.EventMessage.Kind;
import dev.pollux.model.RobotModel;
import dev.pollux.recording.FirstFrames;
import dev.pollux.state.Admission;
import dev.pollux.state.Forecast;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.Predictor;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TorqueSource;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinState;
import dev.pollux.twin.DigitalTwin;
import dev.pollux.twin.FrameAnswer;
import dev.pollux.twin.RobotMemory;
import dev.pollux.twin.TwinWorkspace;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;

/**
 * Runs the twin over a recording as fast as possible, admitting each frame as the job would, and compares its results
 * with the truth or, if that is unknown, with later measurements of the encoders.
 */
public final class Evaluation {
    private static final double[] NONE = new double[0];

    /** Frames in which a true joint position is searched. */
    private static final int LOOKED_AT = 2_000;

    private final EvaluationOptions options;
    private final EvaluatedModel chosen;
    private final RobotModel model;
    private final Refusals refusals = new Refusals();
    private final NoticedEvents events = new NoticedEvents();
    private final Map<TorqueSource, Integer> sources = new EnumMap<>(TorqueSource.class);
    private final FilterLag lag;
    private final EstimationSkill estimation = new EstimationSkill();
    private final Track track;
    private final boolean jointTruth;
    private int frames;
    private int late;
    private int resimulated;
    private int sensors;
    private String unused = "";
    private double seconds;

    private Evaluation(EvaluationOptions options) throws IOException {
        this.options = options;
        chosen = EvaluatedModel.of(options);
        model = chosen.model();
        lag = new FilterLag(model.jointCount());
        track = new Track(model, options.horizonsNanos());
        jointTruth = hasJointTruth();
    }

    /**
     * Evaluates.
     *
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if the recording is of another robot, or the twin can use nothing of it
     */
    public static EvaluationReport run(EvaluationOptions options) throws IOException {
        return new Evaluation(options).run();
    }

    private boolean hasJointTruth() throws IOException {
        try (EvaluatedFrames in = new EvaluatedFrames(options, model, new Refusals())) {
            for (int looks = 0; looks < LOOKED_AT && in.next(); looks++) {
                if (in.knowsTrueJoints()) {
                    return true;
                }
            }
            return false;
        }
    }

    private EvaluationReport run() throws IOException {
        JointLog log = log();
        KalmanTuning tuning = new KalmanTuning(log, options.horizonsNanos());
        try (EvaluatedFrames in = new EvaluatedFrames(options, model, refusals)) {
            double longestGap = jointTruth || !(log.usualStep() > 0) ? in.longestGap() : 2.5 * log.usualStep();
            PredictionSkill skill = new PredictionSkill(model, options.horizonsNanos(), tuning, longestGap);
            DigitalTwin twin = new DigitalTwin(
                    model, options.predictor(), options.floor(), options.lateWindowMillis(), options.horizonsNanos());
            TwinWorkspace workspace = twin.newWorkspace();
            RobotMemory robot = twin.newRobot();
            int sinceStart = 0;
            while (in.next()) {
                SensorFrame frame = in.frame();
                boolean begins = in.begins();
                FrameAnswer answer;
                try {
                    answer = twin.follow(workspace, robot, frame, in.arrivalMillis());
                } catch (FrameRejectedException wrong) {
                    refusals.add(wrong.reason(), "seq " + frame.seq + ": " + wrong.getMessage());
                    continue;
                }
                Admission admission = answer.admission();
                in.admitted(admission);
                if (in.over()) {
                    continue;
                }
                if (begins || admission.anew()) {
                    skill.restart();
                    lag.restart();
                    estimation.restart();
                    track.restart();
                }
                TwinState state = answer.state();
                Forecast forecast = answer.forecast();
                tell(in.time(), frame, answer);
                frames++;
                sensors |= frame.present() & SensorFrame.SENSORS;
                unused = unused.isEmpty() ? frame.unused.words() : unused;
                seconds = Math.max(seconds, in.time());
                Truth truth = in.truth();
                boolean counts = in.time() >= options.from();
                if (counts && state.knows(TwinState.JOINT_POSITIONS)) {
                    sources.merge(state.torqueSource, 1, Integer::sum);
                    resimulated += forecast.predictions[0].predictor == Predictor.RESIMULATED ? 1 : 0;
                }
                estimation.add(state, answer.baseEstimate(), truth, counts);
                if (admission == Admission.LATE) {
                    late++; // the lines below follow time
                } else {
                    if (counts && truth.knows(Truth.JOINT_VELOCITIES)) {
                        lag.add(in.time(), state.joints.velocity, truth.jointVelocities);
                    }
                    if (!jointTruth) {
                        truth.measure(frame);
                    }
                    track.add(in.time(), frame, state, forecast, truth, estimation);
                    if (truth.knows(Truth.JOINT_POSITIONS)) {
                        boolean can = counts && frame.has(SensorFrame.JOINT_POSITIONS);
                        boolean starts = can && sinceStart++ % options.every() == 0;
                        skill.add(frame, state, forecast, truth, starts);
                    }
                }
                for (TwinEvent event : forecast.events) {
                    notice(in.time(), frame.seq, Kind.valueOf(event.kind().name()), event.message(), event.numbers());
                }
            }
            estimation.restart();
            require(in.episodes());
            return new EvaluationReport(
                    options,
                    chosen,
                    frames,
                    late,
                    seconds,
                    jointTruth,
                    refusals,
                    events,
                    sources,
                    resimulated,
                    skill,
                    lag,
                    estimation,
                    track,
                    sensors,
                    in.recording().columnsPassedOver(),
                    in.recording().endedEarly());
        }
    }

    /** The event that the job reports for the admission of a frame. */
    private void tell(double time, SensorFrame frame, FrameAnswer answer) {
        Admission admission = answer.admission();
        if (admission == Admission.RESTARTED || admission == Admission.RENUMBERED) {
            Map<String, Double> numbers = Map.of("last_seq", (double) answer.lastSeq(), "seq", (double) frame.seq);
            notice(time, frame.seq, Kind.RESET, admission.words(), numbers);
        } else if (admission == Admission.CLOCK_JUMPED) {
            Map<String, Double> numbers = Map.of("gap_s", (frame.stampNanos - answer.lastStampNanos()) * 1e-9);
            notice(time, frame.seq, Kind.CLOCK_JUMP, admission.words(), numbers);
        }
    }

    private void notice(double time, long seq, Kind kind, String message, Map<String, Double> numbers) {
        events.add(new NoticedEvents.Event(time, seq, kind, message, new TreeMap<>(numbers)));
    }

    /** @param episodes those in the recording */
    private void require(NavigableSet<Integer> episodes) {
        if (episodes.isEmpty() && refusals.isEmpty()) {
            throw new IllegalArgumentException(options.recording() + " holds no frame");
        }
        Integer episode = options.episode();
        if (episode != null && !episodes.isEmpty() && !episodes.contains(episode)) {
            throw new IllegalArgumentException(options.recording() + " has no episode " + episode + "; "
                    + (episodes.size() == 1
                            ? "it has only one, " + episodes.last()
                            : "expected one of " + episodes.size() + " from " + episodes.first() + " to "
                                    + episodes.last()));
        }
        if (frames == 0 && !refusals.isEmpty()) {
            throw new IllegalArgumentException(
                    options.recording() + ": all " + refusals.count() + " frames were refused; " + refusals);
        }
        if (frames == 0) {
            throw new IllegalArgumentException(options.recording() + " has no frame that the options leave");
        }
        if (sensors == 0) {
            throw FirstFrames.notUnderstood(options.recording(), unused);
        }
    }

    /** The joints in the recording's first minute, the reference for the tuned filter. */
    private JointLog log() throws IOException {
        JointLog log = new JointLog(model.jointCount());
        DigitalTwin twin = new DigitalTwin(model);
        TwinWorkspace workspace = twin.newWorkspace();
        RobotMemory robot = twin.newRobot();
        try (EvaluatedFrames in = new EvaluatedFrames(options, model, new Refusals())) {
            while (in.next() && !log.full()) {
                SensorFrame frame = in.frame();
                boolean begins = in.begins();
                Admission admission;
                try {
                    admission = twin.admit(workspace, robot, frame, in.arrivalMillis());
                } catch (FrameRejectedException wrong) {
                    continue; // counted when the twin rejects it
                }
                in.admitted(admission);
                if (begins || admission.anew()) {
                    log.restart();
                }
                Truth truth = in.truth();
                if (!jointTruth) {
                    truth.measure(frame);
                }
                if (!in.over() && frame.has(SensorFrame.JOINT_POSITIONS) && truth.knows(Truth.JOINT_POSITIONS)) {
                    log.add(
                            in.time(),
                            frame.jointPositions,
                            frame.has(SensorFrame.JOINT_VELOCITIES) ? frame.jointVelocities : NONE,
                            truth.jointPositions);
                }
            }
        }
        return log;
    }
}
