package dev.pollux.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.ReferenceData;
import dev.pollux.evaluation.BuiltInRecording;
import dev.pollux.evaluation.EstimationSkill;
import dev.pollux.evaluation.Truth;
import dev.pollux.model.RobotModel;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.recording.RecordingFile;
import dev.pollux.recording.RecordingHeader;
import dev.pollux.recording.RecordingWriter;
import dev.pollux.recording.RunOrder;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.twin.FollowedRobot;
import dev.pollux.twin.FrameAnswer;
import dev.pollux.twin.FrameLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings that begin anew, as the player sends them, through a twin. */
@Tag("slow")
class LoopedRecordingTest {
    private static final String SEAM =
            "RESET the estimate of the base was reset: the robot sent nothing for too long to continue the estimate";

    private static final long SEAM_NANOS = 200_000_000;

    @TempDir
    private Path folder;

    @Test
    void aWalkGoesRoundAndNothingTellsWhere() throws Exception {
        Turns turns = play(BuiltInRecording.path(), 4);
        assertThat(turns.events).containsOnly(List.of());
        assertThat(turns.frames).containsExactly(8_907, 6_222, 6_222, 6_222);
        for (int turn = 1; turn < 4; turn++) {
            assertThat(turns.velocity.get(turn)).isLessThan(turns.velocity.get(0));
            assertThat(turns.velocityNees.get(turn)).isLessThan(turns.velocityNees.get(0));
            assertThat(turns.joints.get(turn)).isLessThan(1.05 * turns.joints.get(0));
            // the seam is no worse than moments without one are
            assertThat(turns.seamJoints.get(turn)).isLessThan(turns.worstJoints.get(0));
            assertThat(turns.seamVelocity.get(turn)).isLessThan(turns.velocity.get(0));
        }
        assertThat(turns.missed.subList(1, 4)).containsOnly(18L);
        assertThat(turns.refused).isZero();
    }

    @Test
    void seqAndStampsGoOnEvenlyWhereALoopBeginsAgain() throws Exception {
        Path file = gait(600, "");
        try (PlayedFrames frames = PlayedFrames.again(RecordingFile.of(file), Long.MAX_VALUE, Long.MAX_VALUE)) {
            for (int i = 0; i < 3_000; i++) {
                assertThat(frames.next()).isTrue();
                assertThat(frames.played().frame.seq).isEqualTo(i);
                assertThat(frames.played().frame.stampNanos).isEqualTo(i * 10_000_000L);
                assertThat(frames.arrival()).isEqualTo(i * 10_000_000L);
                assertThat(frames.interval()).isEqualTo(10_000_000L);
                assertThat(frames.endsRun()).isFalse();
                assertThat(frames.played().frame.jointPositions[0]).isEqualTo(0.01 * (i % 50));
            }
        }
    }

    @Test
    void afterThreeMinutesOfTurnsTheRecordingBeginsAnewAfterAPause() throws Exception {
        try (PlayedFrames frames =
                PlayedFrames.again(RecordingFile.of(gait(600, "")), Long.MAX_VALUE, Long.MAX_VALUE)) {
            for (int run = 0; run < 2; run++) {
                frames.next();
                long began = frames.arrival();
                while (!frames.endsRun()) {
                    frames.next();
                }
                assertThat(frames.arrival() - began)
                        .isBetween(PlayedFrames.LONGEST_RUN, PlayedFrames.LONGEST_RUN + 6_000_000_000L);
                long last = frames.played().frame.stampNanos;
                long seq = frames.played().frame.seq;
                frames.next();
                assertThat(frames.played().frame.stampNanos - last).isEqualTo(RunOrder.PAUSE_MILLIS * 1_000_000);
                assertThat(frames.played().frame.seq).isEqualTo(seq + 1);
                assertThat(frames.played().frame.jointPositions[0]).isZero();
            }
        }
    }

    @Test
    void aWalkThatGoesRoundForMinutesTellsNothingButThePause() throws Exception {
        Turns turns = play(BuiltInRecording.path(), 29); // two runs of 14 turns, and one of a third
        assertThat(turns.events.stream().flatMap(List::stream)).containsExactly(SEAM, SEAM);
        assertThat(turns.refused).isZero();
    }

    @Test
    void aRecordingThatIsLongEnoughIsPlayedToItsEnd() throws Exception {
        Path file = gait(600, "");
        assertThat(endsAfter(PlayedFrames.again(RecordingFile.of(file), Long.MAX_VALUE, 600)))
                .isEqualTo(600);
        assertThat(endsAfter(PlayedFrames.again(RecordingFile.of(file), 5_990_000_000L, Long.MAX_VALUE)))
                .isEqualTo(600);
        assertThat(endsAfter(PlayedFrames.once(RecordingFile.of(file)))).isEqualTo(600);
    }

    @Test
    void aFileThatEndsEarlyIsToldAlthoughItsEndIsNotPlayed() throws Exception {
        try (PlayedFrames frames = PlayedFrames.again(
                RecordingFile.of(gait(600, "{\"seq\": 601, \"sta")), Long.MAX_VALUE, Long.MAX_VALUE)) {
            for (int i = 0; i < 700; i++) {
                assertThat(frames.next()).isTrue();
            }
            assertThat(frames.remarks())
                    .singleElement()
                    .asString()
                    .contains("gait.jsonl: the file ends early, within line 602");
        }
    }

    @Test
    void episodesAreNoLoop() throws Exception {
        Path file =
                gait(600, "{\"seq\":600,\"stamp\":{\"sec\":6,\"nanosec\":0},\"episode\":1,\"joint_positions\":[0]}\n");
        assertThat(endsAfter(PlayedFrames.again(RecordingFile.of(file), Long.MAX_VALUE, Long.MAX_VALUE)))
                .isEqualTo(600);
    }

    private static int endsAfter(PlayedFrames played) throws Exception {
        try (PlayedFrames frames = played) {
            int count = 0;
            do {
                frames.next();
                count++;
            } while (!frames.endsRun() && count < 10_000);
            return count;
        }
    }

    /** A joint that goes through the same 50 positions again and again, at 100 Hz. */
    private Path gait(int frames, String end) throws Exception {
        StringBuilder lines = new StringBuilder("{\"record\":\"header\",\"joint_names\":[\"left_knee\"]}\n");
        for (int i = 0; i < frames; i++) {
            lines.append("{\"seq\":%d,\"stamp\":{\"sec\":%d,\"nanosec\":%d},\"joint_positions\":[%s]}\n"
                    .formatted(i + 7, i / 100, i % 100 * 10_000_000, 0.01 * (i % 50)));
        }
        return Files.writeString(folder.resolve("gait.jsonl"), lines + end);
    }

    @Test
    @Tag("data")
    void aRobotThatStandsBeginsAnewWithoutALeap() throws Exception {
        Path stand = ReferenceData.file("humanoid/humanoid_28-stand.noisy.jsonl.gz");
        Turns turns = play(part(stand, 2_500), 3);
        assertThat(turns.events).containsExactly(List.of(), List.of(SEAM), List.of(SEAM));
        assertThat(turns.velocity.get(0)).as("regression guard: m/s").isLessThan(0.003);
        assertThat(turns.velocity.get(1)).isCloseTo(turns.velocity.get(0), within(1e-4));
        assertThat(turns.velocity.get(2)).isCloseTo(turns.velocity.get(0), within(1e-4));
        assertThat(turns.missed).containsOnly(turns.missed.get(0));
    }

    @Test
    @Tag("data")
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

    /** What was seen in each turn; what is called seam: within {@value #SEAM_NANOS} ns of its begin. */
    private static final class Turns {
        final List<List<String>> events = new ArrayList<>();
        final List<Double> velocity = new ArrayList<>();
        final List<Double> velocityNees = new ArrayList<>();
        final List<Double> seamVelocity = new ArrayList<>();
        final List<Double> joints = new ArrayList<>();
        final List<Double> seamJoints = new ArrayList<>();
        final List<Double> worstJoints = new ArrayList<>();
        final List<Integer> frames = new ArrayList<>();
        final List<Long> missed = new ArrayList<>();
        int refused;
    }

    private static Turns play(Path recording, int count) throws Exception {
        RobotModel model = BuiltInModels.humanoid28();
        FollowedRobot robot = new FollowedRobot(model, 10_000_000, 20_000_000, 50_000_000);
        FrameLayout layout = new FrameLayout(model);
        Truth truth = new Truth(model);
        Turns turns = new Turns();
        try (PlayedFrames frames = PlayedFrames.again(RecordingFile.of(recording), Long.MAX_VALUE, Long.MAX_VALUE)) {
            frames.next();
            for (int turn = 0; turn < count; turn++) {
                List<String> told = new ArrayList<>();
                EstimationSkill skill = new EstimationSkill();
                EstimationSkill seam = new EstimationSkill();
                List<double[]> stretches = new ArrayList<>();
                long begin = frames.arrival();
                long recordedAt;
                int played = 0;
                long missed = 0;
                do {
                    played++;
                    recordedAt = frames.played().truth.stampNanos;
                    SensorFrame frame = frames.played().frame;
                    layout.arrange(frames.played().truth);
                    truth.take(frames.arrival() * 1e-9, frames.played().truth, null, false);
                    FrameAnswer answer;
                    try {
                        answer = robot.follow(frame, frames.arrival() / 1_000_000);
                    } catch (FrameRejectedException refusal) {
                        turns.refused++;
                        frames.next();
                        continue;
                    }
                    missed += robot.memory.missed();
                    var forecast = answer.forecast();
                    for (TwinEvent event : forecast.events) {
                        told.add(event.kind() + " " + event.message());
                    }
                    int stretch = (int) ((frames.arrival() - begin) / SEAM_NANOS);
                    while (stretches.size() <= stretch) {
                        stretches.add(new double[2]);
                    }
                    if (forecast.residuals[1].scored) {
                        stretches.get(stretch)[0] += forecast.residuals[1].jointRms * forecast.residuals[1].jointRms;
                        stretches.get(stretch)[1]++;
                    }
                    skill.add(answer.state(), answer.baseEstimate(), truth, true);
                    if (stretch == 0) {
                        seam.add(answer.state(), answer.baseEstimate(), truth, true);
                    }
                    frames.next();
                } while (frames.played().truth.stampNanos > recordedAt - SEAM_NANOS);
                turns.events.add(Collections.unmodifiableList(told));
                turns.frames.add(played);
                turns.velocity.add(skill.velocity().rms());
                turns.velocityNees.add(skill.velocityNees().mean());
                turns.seamVelocity.add(seam.velocity().rms());
                turns.joints.add(
                        Math.sqrt(stretches.stream().mapToDouble(s -> s[0]).sum()
                                / stretches.stream().mapToDouble(s -> s[1]).sum()));
                turns.seamJoints.add(Math.sqrt(stretches.get(0)[0] / stretches.get(0)[1]));
                turns.worstJoints.add(Math.sqrt(stretches.stream()
                        .filter(s -> s[1] > 0)
                        .mapToDouble(s -> s[0] / s[1])
                        .max()
                        .orElseThrow()));
                turns.missed.add(missed);
            }
        }
        return turns;
    }
}
