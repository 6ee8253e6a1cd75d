package dev.pollux.twin;

import dev.pollux.evaluation.BuiltInRecording;
import dev.pollux.evaluation.EstimationSkill;
import dev.pollux.evaluation.Truth;
import dev.pollux.model.RobotModel;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.Forecast;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinState;
import dev.pollux.state.TwinStateFormat;
import dev.pollux.storage.StoredState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Six seconds of the built-in walk, 500 frames a second, with something changed in each frame, through a twin. */
final class ChangedWalk {
    static final int FRAMES = 3_000;
    static final int COMMANDS = SensorFrame.COMMAND_POSITION
            | SensorFrame.COMMAND_VELOCITY
            | SensorFrame.COMMAND_EFFORT
            | SensorFrame.COMMAND_KP
            | SensorFrame.COMMAND_KD;
    static final int JOINTS = SensorFrame.JOINT_ARRAYS;
    static final int FEET = SensorFrame.CONTACTS | SensorFrame.CONTACT_WRENCHES;

    /** Error of the base's velocity with every sensor in every frame, m/s, when it was measured: a regression guard. */
    static final double BASELINE = 0.0023;

    /** Changes the i-th frame, which is in the model's order. */
    interface Change {
        void in(SensorFrame frame, int i);
    }

    /** Looks at what came of the i-th frame. */
    interface Look {
        void at(int i, TwinState state, Forecast forecast);
    }

    final EstimationSkill skill = new EstimationSkill();
    final List<TwinEvent> events = new ArrayList<>();

    /** The frame each event was told with. */
    final List<Integer> told = new ArrayList<>();

    final RobotModel model = BuiltInModels.humanoid28();
    private final FollowedRobot robot = new FollowedRobot(model, 10_000_000, 20_000_000, 50_000_000);
    final TwinState state = robot.state();

    private ChangedWalk() {}

    static ChangedWalk run(Change change) throws Exception {
        return run(change, (i, state, forecast) -> {});
    }

    static ChangedWalk run(Change change, Look look) throws Exception {
        return run(new int[] {~0}, change, look);
    }

    /** Sends each frame as several of the same stamp, each with the sensors that its number has as bits. */
    static ChangedWalk inParts(int[] parts, Change change) throws Exception {
        return run(parts, change, (i, state, forecast) -> {});
    }

    /** In how many of these frames a twin that is written and read again after each of them has another state than one that is not. */
    static int differWhenRestored(int frames, Change change) throws Exception {
        FollowedRobot restored = new FollowedRobot(BuiltInModels.humanoid28(), 10_000_000, 20_000_000, 50_000_000);
        SensorFrame again = new SensorFrame();
        int[] differ = {0};
        run(
                (frame, i) -> {
                    change.in(frame, i);
                    again.copyFrom(frame);
                },
                (i, state, forecast) -> {
                    if (i >= frames) {
                        return;
                    }
                    try {
                        restored.follow(again);
                        byte[] bytes = TwinStateFormat.bytes(restored.state());
                        differ[0] += Arrays.equals(bytes, TwinStateFormat.bytes(state)) ? 0 : 1;
                        restored.memory.state = StoredState.restored(bytes);
                    } catch (FrameRejectedException | IOException e) {
                        throw new AssertionError(e);
                    }
                });
        return differ[0];
    }

    private static ChangedWalk run(int[] parts, Change change, Look look) throws Exception {
        ChangedWalk walk = new ChangedWalk();
        walk.follow(parts, change, look);
        return walk;
    }

    private void follow(int[] parts, Change change, Look look) throws Exception {
        FrameLayout layout = new FrameLayout(model);
        RecordedFrame recorded = new RecordedFrame();
        SensorFrame part = new SensorFrame();
        Truth truth = new Truth(model);
        try (Recording recording = Recording.open(BuiltInRecording.path())) {
            for (int i = 0; i < FRAMES && recording.next(recorded); i++) {
                SensorFrame frame = recorded.frame;
                layout.arrange(recorded.truth);
                truth.take(i / 500.0, recorded.truth, null, false);
                layout.arrange(frame);
                change.in(frame, i);
                FrameAnswer answer = null;
                for (int k = 0; k < parts.length; k++) {
                    part.copyFrom(frame);
                    part.drop(SensorFrame.SENSORS & ~parts[k]);
                    if (parts.length > 1 && (part.present() & SensorFrame.SENSORS) == 0) {
                        continue;
                    }
                    part.seq = parts.length * frame.seq + k;
                    answer = robot.follow(part);
                    for (TwinEvent event : answer.forecast().events) {
                        events.add(event);
                        told.add(i);
                    }
                }
                Objects.requireNonNull(answer, "every frame has a part");
                // the estimate needs half a second of rest to start
                skill.add(state, answer.baseEstimate(), truth, i >= 250);
                look.at(i, state, answer.forecast());
            }
        }
        skill.restart();
    }

    /** Error of the base's velocity, m/s, rms. */
    double velocity() {
        return skill.velocity().rms();
    }

    @Override
    public String toString() {
        return Figures.of(skill) + "; " + events + " at " + told;
    }
}
