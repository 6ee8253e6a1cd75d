package dev.pollux.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.ReferenceData;
import dev.pollux.evaluation.EstimationSkill;
import dev.pollux.evaluation.Truth;
import dev.pollux.model.RobotModel;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.recording.RecordingFile;
import dev.pollux.recording.RecordingHeader;
import dev.pollux.recording.RecordingWriter;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.Admission;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinState;
import dev.pollux.twin.DigitalTwin;
import dev.pollux.twin.FrameLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings that begin anew, as the player sends them, through a twin. */
class LoopedRecordingTest {
    private static final String SEAM =
            "RESET the estimate of the base started over: nothing was heard of the robot for too long to carry the estimate on";

    @TempDir
    private Path folder;

    @Test
    void aWalkThatIsCutInAStrideBeginsAnewWithoutALeapAndIsAsWellKnownEachTurn() throws Exception {
        Turns turns = play(part(BuiltInRecording.path(), 3_300), 3);
        assertThat(turns.events).containsExactly(List.of(), List.of(SEAM), List.of(SEAM));
        assertThat(turns.velocity.get(0)).isLessThan(0.003);
        assertThat(turns.velocity.get(1)).isCloseTo(turns.velocity.get(0), within(1e-4));
        assertThat(turns.velocity.get(2)).isCloseTo(turns.velocity.get(0), within(1e-4));
        assertThat(turns.joints.get(1)).isLessThan(1.1 * turns.joints.get(0));
        assertThat(turns.joints.get(2)).isLessThan(1.1 * turns.joints.get(0));
        // what the recording lacks, and nothing more
        assertThat(turns.missed.get(0)).isPositive();
        assertThat(turns.missed).containsOnly(turns.missed.get(0));
        assertThat(turns.refused).isZero();
    }

    @Test
    void aRobotThatStandsBeginsAnewWithoutALeap() throws Exception {
        Path stand = ReferenceData.file("humanoid/humanoid_28-stand.noisy.jsonl.gz");
        Turns turns = play(part(stand, 2_500), 3);
        assertThat(turns.events).containsExactly(List.of(), List.of(SEAM), List.of(SEAM));
        assertThat(turns.velocity.get(0)).isLessThan(0.003);
        assertThat(turns.velocity.get(1)).isCloseTo(turns.velocity.get(0), within(1e-4));
        assertThat(turns.velocity.get(2)).isCloseTo(turns.velocity.get(0), within(1e-4));
        assertThat(turns.missed).containsOnly(turns.missed.get(0));
    }

    @Test
    void eachTurnsFallIsTold() throws Exception {
        Path falls = ReferenceData.file("humanoid/humanoid_28-push-fall.noisy.jsonl.gz");
        Turns turns = play(part(falls, 1_043), 3);
        for (List<String> told : turns.events) {
            assertThat(told.stream().filter(e -> e.startsWith("FALL_RISK"))).hasSize(1);
            assertThat(told.stream().filter(e -> e.startsWith("FALLEN"))).hasSize(1);
        }
        assertThat(turns.events.get(0)).noneMatch(e -> e.startsWith("RECOVERED"));
        assertThat(turns.events.get(1)).contains("RECOVERED the robot stands");
    }

    @Test
    void aSeqThatCountsByFivesOrIsATimeInventsNoMissingFrames() throws Exception {
        assertThat(play(part(BuiltInRecording.path(), 2_500, 5), 3).missed).containsOnly(0L);
        assertThat(play(part(BuiltInRecording.path(), 1_500, 0), 3).missed).containsOnly(0L);
    }

    @Test
    void aRunFollowsTheClockAndTheCountThatWereLastTrue() {
        RunOrder order = RunOrder.fromZero();
        assertThat(placed(order, 70, 5_000, true)).containsExactly(0, 0);
        assertThat(placed(order, 72, 5_040, false)).containsExactly(2, 40);
        assertThat(placed(order, 71, 5_020, false)).containsExactly(1, 20);
        assertThat(placed(order, 70, 5_000, true)).containsExactly(3, 2_040);
        // one frame with wrong numbers
        assertThat(placed(order, 9_000_071, 9_000_000, false)).containsExactly(9_000_004, 8_997_040);
        assertThat(placed(order, 72, 5_040, false)).containsExactly(5, 2_080);
        assertThat(placed(order, 70, 5_000, true)).containsExactly(6, 4_080);
        // the robot of the recording restarts, and its clock is set back
        assertThat(placed(order, 0, 1_000, false)).containsExactly(-64, 80);
        assertThat(placed(order, 1, 1_020, false)).containsExactly(-63, 100);
        assertThat(placed(order, 70, 5_000, true)).containsExactly(-62, 2_100);
    }

    private static long[] placed(RunOrder order, long seq, long millis, boolean begins) {
        SensorFrame frame = new SensorFrame();
        frame.seq = seq;
        frame.stampNanos = millis * 1_000_000;
        order.place(frame, begins);
        return new long[] {frame.seq, frame.stampNanos / 1_000_000};
    }

    private Path part(Path recording, int frames) throws Exception {
        return part(recording, frames, 1);
    }

    /**
     * The first frames of a recording as a recording of their own.
     *
     * @param every every how manieth is kept; 0: all, and the seq is the stamp
     */
    private Path part(Path recording, int frames, int every) throws Exception {
        Path out = folder.resolve("part.jsonl");
        RecordedFrame frame = new RecordedFrame();
        try (Recording in = Recording.open(recording)) {
            RecordingHeader header = new RecordingHeader(
                    "humanoid_28",
                    Objects.requireNonNull(in.jointNames(), "the recording names its joints"),
                    500.0,
                    "a part");
            try (RecordingWriter writer = new RecordingWriter(out, header)) {
                for (int i = 0; i < frames && in.next(frame); i++) {
                    if (every == 0 || i % every == 0) {
                        frame.frame.seq = every == 0 ? frame.frame.stampNanos : frame.frame.seq;
                        frame.frame.jointNames = null;
                        frame.truth.jointNames = null;
                        writer.write(frame);
                    }
                }
            }
        }
        return out;
    }

    /** What was seen in each turn. */
    private static final class Turns {
        final List<List<String>> events = new ArrayList<>();
        final List<Double> velocity = new ArrayList<>();
        final List<Double> joints = new ArrayList<>();
        final List<Long> missed = new ArrayList<>();
        int refused;
    }

    private static Turns play(Path recording, int count) throws Exception {
        RobotModel model = BuiltInModels.humanoid28();
        DigitalTwin twin = new DigitalTwin(model, 10_000_000, 20_000_000, 50_000_000);
        TwinState state = twin.newState();
        FrameLayout layout = new FrameLayout(model);
        Truth truth = new Truth(model);
        Turns turns = new Turns();
        try (PlayedFrames frames = new PlayedFrames(RecordingFile.of(recording), true)) {
            for (int turn = 0; turn < count; turn++) {
                List<String> told = new ArrayList<>();
                EstimationSkill skill = new EstimationSkill();
                double squares = 0;
                int scored = 0;
                long missed = 0;
                do {
                    frames.next();
                    SensorFrame frame = frames.played().frame;
                    layout.arrange(frames.played().truth);
                    truth.take(frames.arrival() * 1e-9, frames.played().truth, null, false);
                    try {
                        Admission admission = twin.admit(state, frame, frames.arrival() / 1_000_000);
                        missed += admission == Admission.IN_ORDER ? state.order.missing() : 0;
                        twin.sync(state, frame, admission);
                    } catch (FrameRejectedException refusal) {
                        turns.refused++;
                        continue;
                    }
                    var forecast = twin.predict(state);
                    for (TwinEvent event : forecast.events) {
                        told.add(event.kind() + " " + event.message());
                    }
                    if (forecast.residuals[1].scored) {
                        squares += forecast.residuals[1].jointRms * forecast.residuals[1].jointRms;
                        scored++;
                    }
                    skill.add(state, twin.baseEstimate(), truth, true);
                } while (!frames.endsRun());
                turns.events.add(Collections.unmodifiableList(told));
                turns.velocity.add(skill.velocity().rms());
                turns.joints.add(Math.sqrt(squares / scored));
                turns.missed.add(missed);
            }
        }
        return turns;
    }
}
