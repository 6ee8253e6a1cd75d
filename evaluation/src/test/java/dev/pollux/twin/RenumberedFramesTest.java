package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.ReferenceData;
import dev.pollux.model.RobotModel;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.Admission;
import dev.pollux.state.FrameOrder;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinState;
import dev.pollux.twin.RestampedRecording.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A sender's numbers may begin anew while the robot goes on. */
@Tag("slow")
class RenumberedFramesTest {
    private static final long TICK = 2_000_000;
    private static final RobotModel MODEL = BuiltInModels.humanoid28();

    @Test
    @Tag("data")
    void aSenderThatBeginsToCountAnewWhileItsRobotWalksCostsOnlyTheFramesThatConfirmIt() throws Exception {
        Outcome right = RestampedRecording.builtIn().run("walk", jittering());
        Outcome outcome = RestampedRecording.builtIn().restartingAfter(200).run("walk", jittering());
        int renumbered = outcome.admissions.getOrDefault(Admission.RENUMBERED, 0);
        int restarted = outcome.admissions.getOrDefault(Admission.RESTARTED, 0); // a joint braked harder than predicted
        String said = outcome + " " + outcome.admissions + "; counted on: " + right;
        assertThat(renumbered + restarted).as(said).isEqualTo(14);
        assertThat(restarted).as(said).isLessThanOrEqualTo(1);
        assertThat(outcome.refused).as(said).isLessThan(15 * (FrameOrder.CONFIRMATIONS - 1));
        assertThat(outcome.velocity()).as(said).isLessThan(2 * right.velocity());
        assertThat(outcome.velocityNees()).as(said).isLessThan(1.2 * right.velocityNees());
    }

    /** Late as they are made by a busy computer: the time of a gap is told by the joints. */
    private static RestampedRecording.Stamping jittering() {
        Random random = new Random(4);
        return t -> t + 6e-4 * random.nextGaussian();
    }

    @Test
    void aRobotThatIsSetDownElsewhereAsItsNumbersBeginAnewHasNoPast() throws Exception {
        assertThat(restart(0, TICK)).isEqualTo(Admission.RENUMBERED);
        assertThat(restart(0.1, TICK)).as("joints leap").isEqualTo(Admission.RESTARTED);
        assertThat(restart(0, 200 * TICK)).as("stamps pause").isEqualTo(Admission.RESTARTED);
    }

    /** How a robot's numbers begin anew that stood still until then, with a leap of a joint, rad, and of the stamps, ns. */
    private static Admission restart(double leap, long pause) throws Exception {
        FollowedRobot robot = new FollowedRobot(MODEL);
        SensorFrame frame = new SensorFrame();
        long time = 1_000 * TICK;
        for (int i = 0; i < 304; i++) {
            fill(frame, i < 300 ? i : i - 300, time += i == 300 ? pause : TICK, i < 300 ? 0 : leap);
            try {
                robot.follow(frame);
                assertThat(i).isLessThan(300);
            } catch (FrameRejectedException refusal) {
                assertThat(refusal.reason()).isEqualTo(RejectReason.SEQ_BACKWARD);
                assertThat(i).isGreaterThanOrEqualTo(300);
            }
        }
        fill(frame, 4, time += TICK, leap);
        return robot.follow(frame).admission();
    }

    @Test
    @Tag("data")
    void aRobotThatIsSetDownElsewhereAfterAShortPauseHasANewBaseAndIsNotSaidToFall() throws Exception {
        FollowedRobot robot = new FollowedRobot(MODEL, 10_000_000, 50_000_000);
        List<TwinEvent> told = new ArrayList<>();
        RecordedFrame recorded = new RecordedFrame();
        long later = 0;
        for (int frames : new int[] {300, 5_000}) {
            try (Recording recording = Recording.open(ReferenceData.file("humanoid/humanoid_28-walk.noisy.jsonl.gz"))) {
                for (int i = 0; i < frames && recording.next(recorded); i++) {
                    SensorFrame frame = recorded.frame;
                    frame.stampNanos += later;
                    try {
                        told.addAll(robot.follow(frame).forecast().events);
                    } catch (FrameRejectedException refusal) {
                        assertThat(refusal.reason()).isEqualTo(RejectReason.SEQ_BACKWARD);
                    }
                }
            }
            later = 300 * TICK + 200_000_000;
        }
        assertThat(told).extracting(TwinEvent::kind).doesNotContain(TwinEvent.Kind.FALL_RISK);
        assertThat(robot.state().knows(TwinState.BASE_VELOCITY)).isTrue();
    }

    private static void fill(SensorFrame frame, long seq, long stamp, double q) {
        frame.clear();
        frame.mark(SensorFrame.SEQ | SensorFrame.STAMP | SensorFrame.JOINT_POSITIONS);
        frame.seq = seq;
        frame.stampNanos = stamp;
        frame.jointCount = MODEL.jointCount();
        Arrays.fill(frame.jointPositions, 0, frame.jointCount, 0);
        frame.jointPositions[3] = 0.2 + q;
    }
}
