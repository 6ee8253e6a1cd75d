package dev.pollux.twin;

import dev.pollux.ReferenceData;
import dev.pollux.evaluation.EstimationSkill;
import dev.pollux.evaluation.Truth;
import dev.pollux.model.RobotModel;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import dev.pollux.state.Residual;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A recording of the humanoid with noisy sensors, taken through the twin with something changed. */
final class WalkFrames {
    /** Changes frame i in place. */
    interface Change {
        void apply(SensorFrame frame, int i);
    }

    /** Looks at the state after frame i. */
    interface Look {
        void at(TwinState state, int i);
    }

    /** An event and the frame it was told with. */
    record Told(int frame, TwinEvent event) {}

    /** What came of a run. */
    static final class Run {
        final List<Told> told = new ArrayList<>();
        final Map<RejectReason, Integer> rejected = new HashMap<>();
        final EstimationSkill skill = new EstimationSkill();
        TwinState state;
        long refused;
        private double squares;
        private int scored;

        Run(FollowedRobot robot) {
            state = robot.state();
        }

        List<TwinEvent> told(TwinEvent.Kind kind) {
            return told.stream().map(Told::event).filter(e -> e.kind() == kind).toList();
        }

        /** What was told of sensors that are not used, with the frames. */
        List<Told> refusals() {
            return told.stream()
                    .filter(t -> t.event().kind() == TwinEvent.Kind.SENSOR_REFUSED)
                    .toList();
        }

        /** Root mean square joint error of all predictions at the first horizon, rad. */
        double jointRmse() {
            return Math.sqrt(squares / scored);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s; joints %.3f mrad; %s", Figures.of(skill), 1e3 * jointRmse(), told);
        }

        private void score(Residual residual) {
            if (residual.scored) {
                squares += residual.jointRms * residual.jointRms;
                scored++;
            }
        }
    }

    private WalkFrames() {}

    /**
     * Takes frames of a recording through a new twin, and through another in each further episode.
     *
     * @param name of the recording: walk, stand, push-survive, push-fall
     * @param skip how many frames pass before the skill counts
     */
    static Run run(String name, int frames, int skip, Change change, Look look) throws Exception {
        return run(BuiltInModels.humanoid28(), name, frames, skip, change, look);
    }

    /** The same with another model of the humanoid. */
    static Run run(RobotModel model, String name, int frames, int skip, Change change, Look look) throws Exception {
        return run(model, name, frames, 1, skip, change, look);
    }

    /** Of the first so many frames every n-th, of a robot that is sampled less often. */
    static Run everyNth(int n, String name, int frames, Change change) throws Exception {
        return run(BuiltInModels.humanoid28(), name, frames, n, 0, change, (state, i) -> {});
    }

    private static Run run(RobotModel model, String name, int frames, int every, int skip, Change change, Look look)
            throws Exception {
        FollowedRobot robot = new FollowedRobot(model, 10_000_000, 20_000_000, 50_000_000);
        Run run = new Run(robot);
        FrameLayout layout = new FrameLayout(model);
        Truth truth = new Truth(model);
        RecordedFrame recorded = new RecordedFrame();
        int episode = 0;
        try (Recording recording =
                Recording.open(ReferenceData.file("humanoid/humanoid_28-" + name + ".noisy.jsonl.gz"))) {
            for (int i = 0; i < frames && recording.next(recorded); i++) {
                if (recorded.episode != episode) {
                    episode = recorded.episode;
                    run.refused += run.state.gate.total;
                    robot = new FollowedRobot(robot.twin);
                    run.state = robot.state();
                    run.skill.restart();
                }
                if (i % every != 0) {
                    continue;
                }
                SensorFrame frame = recorded.frame;
                layout.arrange(recorded.truth);
                truth.take(frame.stampNanos * 1e-9, recorded.truth, null, false);
                long arrival = frame.stampNanos / 1_000_000;
                change.apply(frame, i);
                FrameAnswer answer;
                try {
                    answer = robot.follow(frame, arrival);
                } catch (FrameRejectedException e) {
                    run.rejected.merge(e.reason(), 1, Integer::sum);
                    continue;
                }
                run.score(answer.forecast().residuals[0]);
                for (TwinEvent event : answer.forecast().events) {
                    run.told.add(new Told(i, event));
                }
                if (i >= skip) {
                    run.skill.add(run.state, answer.baseEstimate(), truth, true);
                }
                look.at(run.state, i);
            }
        }
        run.refused += run.state.gate.total;
        run.skill.restart();
        return run;
    }

    /** The same without a look at what comes of it; the skill counts from the first frame on. */
    static Run run(String name, int frames, Change change) throws Exception {
        return run(name, frames, 0, change, (state, i) -> {});
    }

    /** As it was recorded. */
    static Run run(String name, int frames) throws Exception {
        return run(name, frames, (frame, i) -> {});
    }
}
