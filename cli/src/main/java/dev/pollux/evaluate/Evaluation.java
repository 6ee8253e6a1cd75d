package dev.pollux.evaluate;

import dev.pollux.evaluation.EstimationSkill;
import dev.pollux.evaluation.FilterLag;
import dev.pollux.evaluation.JointLog;
import dev.pollux.evaluation.KalmanTuning;
import dev.pollux.evaluation.PredictionSkill;
import dev.pollux.evaluation.Truth;
import dev.pollux.model.RobotModel;
import dev.pollux.play.PlayedModel;
import dev.pollux.recording.Recording;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.Admission;
import dev.pollux.state.Forecast;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TorqueSource;
import dev.pollux.state.TwinState;
import dev.pollux.twin.DigitalTwin;
import dev.pollux.twin.FrameLayout;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Runs the twin over a recording as fast as it goes, and holds what it says against the truth. */
public final class Evaluation {
    private static final double[] NONE = new double[0];

    private final EvaluationOptions options;
    private final RobotModel model;
    private final Map<RejectReason, Integer> refused = new EnumMap<>(RejectReason.class);
    private final Map<TorqueSource, Integer> sources = new EnumMap<>(TorqueSource.class);
    private final FilterLag lag;
    private final EstimationSkill estimation = new EstimationSkill();
    private final Track track = new Track();
    private int frames;
    private double seconds;

    private Evaluation(EvaluationOptions options, RobotModel model) {
        this.options = options;
        this.model = model;
        lag = new FilterLag(model.jointCount());
    }

    /**
     * Evaluates.
     *
     * @throws IOException where a file cannot be read
     * @throws IllegalArgumentException where the recording has no truth to hold the twin against, or another robot's
     */
    public static EvaluationReport run(EvaluationOptions options) throws IOException {
        RobotModel model = model(options);
        return new Evaluation(options, model).run();
    }

    private static RobotModel model(EvaluationOptions options) throws IOException {
        if (options.model() != null) {
            return PlayedModel.fit(options.model(), options.description(), options.recording())
                    .message()
                    .robotModel();
        }
        try (Recording recording = options.recording().open()) {
            String named = recording.model();
            if (!Objects.requireNonNullElse(named, BuiltInModels.HUMANOID_28).equals(BuiltInModels.HUMANOID_28)) {
                throw new IllegalArgumentException(
                        options.recording() + " is of a robot \"" + named + "\": give its URDF with --model");
            }
        }
        return BuiltInModels.humanoid28();
    }

    private EvaluationReport run() throws IOException {
        KalmanTuning tuning = new KalmanTuning(log(), options.horizonsNanos());
        try (EvaluatedFrames in = new EvaluatedFrames(options, model)) {
            PredictionSkill skill = new PredictionSkill(model, options.horizonsNanos(), tuning, in.longestGap());
            DigitalTwin twin = new DigitalTwin(model, options.predictor(), options.floor(), options.horizonsNanos());
            TwinState state = twin.newState();
            int sinceStart = 0;
            while (in.next()) {
                if (in.anew()) {
                    skill.restart();
                    lag.restart();
                    estimation.restart();
                    track.restart();
                }
                SensorFrame frame = in.frame();
                Admission admission;
                try {
                    admission = twin.admit(state, frame, frame.stampNanos / 1_000_000);
                } catch (FrameRejectedException wrong) {
                    refused.merge(wrong.reason(), 1, Integer::sum);
                    continue;
                }
                twin.sync(state, frame, admission);
                Forecast forecast = twin.predict(state);
                frames++;
                seconds = in.time();
                boolean counts = in.time() >= options.from();
                boolean starts = counts && sinceStart++ % options.every() == 0;
                Truth truth = in.truth();
                if (counts) {
                    sources.merge(state.torqueSource, 1, Integer::sum);
                }
                estimation.add(state, twin.baseEstimate(), truth, counts);
                track.add(in.time(), state, truth, estimation);
                if (truth.knows(Truth.JOINT_POSITIONS)) {
                    skill.add(frame, state, forecast, truth, starts);
                }
                if (counts && truth.knows(Truth.JOINT_VELOCITIES)) {
                    lag.add(in.time(), state.jointVelocities, truth.jointVelocities);
                }
            }
            estimation.restart();
            return new EvaluationReport(
                    options, model, frames, seconds, refused, sources, skill, lag, estimation, track);
        }
    }

    /** The joints of the recording's first minute that the twin will be held against. */
    private JointLog log() throws IOException {
        JointLog log = new JointLog(model.jointCount());
        FrameLayout layout = new FrameLayout(model);
        try (EvaluatedFrames in = new EvaluatedFrames(options, model)) {
            boolean any = false;
            boolean anyTruth = false;
            while (in.next() && !log.full()) {
                any = true;
                anyTruth |=
                        in.truth().knows(Truth.JOINT_POSITIONS) || in.truth().knows(Truth.BASE_POSE);
                if (in.anew()) {
                    log.restart();
                }
                SensorFrame frame = in.frame();
                try {
                    layout.arrange(frame);
                } catch (FrameRejectedException wrong) {
                    continue; // counted when the twin refuses it
                }
                if (frame.has(SensorFrame.JOINT_POSITIONS) && in.truth().knows(Truth.JOINT_POSITIONS)) {
                    log.add(
                            in.time(),
                            frame.jointPositions,
                            frame.has(SensorFrame.JOINT_VELOCITIES) ? frame.jointVelocities : NONE,
                            in.truth().jointPositions);
                }
            }
            if (!any) {
                throw new IllegalArgumentException(options.recording() + " has no frame that the options leave");
            }
            if (!anyTruth) {
                throw new IllegalArgumentException(
                        options.recording() + " knows no truth of joints or base to hold the twin against");
            }
        }
        return log;
    }
}
