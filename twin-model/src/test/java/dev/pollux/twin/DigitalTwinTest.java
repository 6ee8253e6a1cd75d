package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.Allocation;
import dev.pollux.ModelFixtures;
import dev.pollux.model.RobotDescription;
import dev.pollux.model.RobotModel;
import dev.pollux.state.Admission;
import dev.pollux.state.Floor;
import dev.pollux.state.Forecast;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.Prediction;
import dev.pollux.state.Predictor;
import dev.pollux.state.RejectReason;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TorqueSource;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import dev.pollux.state.TwinStateFormat;
import dev.pollux.storage.StoredState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DigitalTwinTest {
    private static final long MS = 1_000_000;
    private static final long START = 1_790_000_000_000L * MS;

    /** Single precision, 6e-8, of how far a position is from its sample in single precision, 3e-8 rad at most. */
    private static final double KEPT = 2e-15;

    private final RobotModel model = ModelFixtures.humanoid28();
    private final DigitalTwin twin = new DigitalTwin(model, 10 * MS, 20 * MS, 50 * MS);
    private final SensorFrame frame = new SensorFrame();
    private final FollowedRobot robot = new FollowedRobot(twin);
    private final Forecast forecast = robot.workspace.answer.forecast();
    private TwinState state = robot.state();

    @Test
    void onlyWhatIsPresentIsSynced() throws Exception {
        next(0);
        frame.mark(SensorFrame.JOINT_POSITIONS);
        frame.jointCount = 28;
        frame.jointPositions[3] = 0.4;
        step();
        assertThat(state.joints.position[3]).isCloseTo(0.4, within(KEPT));
        assertThat(state.knows(TwinState.JOINT_POSITIONS)).isTrue();
        assertThat(state.knows(TwinState.JOINT_VELOCITIES)).isFalse();
        assertThat(state.knows(TwinState.IMU)).isFalse();
        assertThat(state.knows(TwinState.CONTACTS)).isFalse();
        assertThat(state.knows(TwinState.BASE_POSE)).isFalse();

        next(1);
        frame.mark(SensorFrame.CONTACTS);
        frame.contactCount = 1;
        frame.contactNames = new String[] {"right_sole"};
        frame.contacts[0] = 1;
        step();
        assertThat(state.contacts).containsExactly(false, true);
        assertThat(state.joints.position[3]).isCloseTo(0.4, within(1e-6));
    }

    @Test
    void jointsComeInAnyOrder() throws Exception {
        next(0);
        frame.mark(SensorFrame.JOINT_POSITIONS);
        frame.jointCount = 28;
        List<String> names = new ArrayList<>(model.jointNames());
        java.util.Collections.reverse(names);
        frame.jointNames = names.toArray(String[]::new);
        for (int i = 0; i < 28; i++) {
            frame.jointPositions[i] = 0.01 * i;
        }
        step();
        assertThat(state.joints.position[0]).isCloseTo(0.27, within(KEPT));
        assertThat(state.joints.position[27]).isZero();
    }

    @Test
    void aPoseThatIsNoneIsRefusedAndLeavesNoTrace() throws Exception {
        stand(0);
        step();
        double before = state.joints.position[3];
        stand(1);
        frame.jointPositions[3] += 0.01;
        frame.mark(SensorFrame.BASE_POSE);
        Arrays.fill(frame.basePose, 0);
        frame.basePose[0] = 1e300;
        frame.basePose[5] = frame.basePose[10] = frame.basePose[15] = 1;
        assertThatThrownBy(this::step).isInstanceOfSatisfying(FrameRejectedException.class, e -> {
            assertThat(e.reason()).isEqualTo(RejectReason.OUT_OF_RANGE);
            assertThat(e).hasMessageContaining("base_pose is no rigid transform");
        });
        assertThat(state.joints.position[3]).isEqualTo(before);
        assertThat(state.seq).isZero();
        stand(1);
        assertThat(step()).isEqualTo(Admission.IN_ORDER);
    }

    @Test
    void aMirroredBasePoseIsRefused() {
        stand(0);
        frame.mark(SensorFrame.BASE_POSE);
        frame.basePose[0] = frame.basePose[5] = frame.basePose[15] = 1;
        frame.basePose[10] = -1;
        assertThatThrownBy(this::step)
                .isInstanceOf(FrameRejectedException.class)
                .hasMessageContaining("mirrors");
    }

    @Test
    void aStandingRobotIsFoundStandingAndPredictedToStay() throws Exception {
        List<TwinEvent> events = new ArrayList<>();
        for (int seq = 0; seq < 1_000; seq++) {
            stand(seq);
            step();
            events.addAll(forecast.events);
        }
        assertThat(state.knows(TwinState.BASE_POSE | TwinState.BASE_VELOCITY | TwinState.BASE_SIGMA))
                .isTrue();
        assertThat(state.torqueSource).isEqualTo(TorqueSource.COMMANDS);
        // The pelvis stands at 0.9610 m with straight legs; the soles carry the origin of height.
        assertThat(state.basePose[11]).isCloseTo(0.961, within(2e-3));
        assertThat(forecast.balance.known).isTrue();
        assertThat(forecast.balance.captureMargin).isBetween(0.02, 0.09);
        assertThat(forecast.balance.frictionMargin).isBetween(0.7, 0.8); // standing takes little of 0.8
        assertThat(forecast.predictions[2].basePose[11]).isCloseTo(state.basePose[11], within(1e-3));
        assertThat(forecast.predictions[2].balance.known).isTrue();
        assertThat(events).isEmpty();
    }

    @Test
    void withoutAnImuTheRobotIsToldAsLimitedAfterHalfASecond() throws Exception {
        List<TwinEvent> events = new ArrayList<>();
        for (int seq = 0; seq < 1_000; seq++) {
            stand(seq);
            frame.drop(SensorFrame.IMU);
            step();
            events.addAll(forecast.events);
            assertThat(events).hasSize(seq < 250 ? 0 : 1);
        }
        assertThat(events.get(0).kind()).isEqualTo(Kind.LIMITED);
        assertThat(events.get(0).message()).startsWith("not reported so far: imu");
    }

    @Test
    void aFootThatIsNotMentionedIsUnknown() throws Exception {
        next(0);
        frame.mark(SensorFrame.CONTACTS | SensorFrame.CONTACT_WRENCHES);
        frame.contactCount = frame.wrenchCount = 1;
        frame.contactNames = frame.wrenchNames = new String[] {"left_sole"};
        frame.contacts[0] = 1;
        step();
        assertThat(state.knowsContact(0)).isTrue();
        assertThat(state.knowsContact(1)).isFalse();
        assertThat(state.knowsWrench(0)).isTrue();
        assertThat(state.knowsWrench(1)).isFalse();
        assertThat(forecast.predictions[0].knownContacts).isEqualTo(1);
        assertThat(forecast.predictions[0].knownWrenches).isEqualTo(1);
    }

    @Test
    void whatNobodyMeasuredHasNoDeviation() throws Exception {
        next(0);
        step();
        assertThat(forecast.predictions[0].jointPositionSigma).containsOnly(Double.NaN);
        assertThat(forecast.predictions[0].jointPositionBound).containsOnly(Double.NaN);
        assertThat(forecast.predictions[0].knows(TwinState.BASE_SIGMA)).isFalse();
    }

    @Test
    void aJointIsPredictedNoFurtherBeyondItsLimitsThanAStopGivesAndOneThatIsNotMeasuredNotAtAll() throws Exception {
        double upper = model.joints().get(3).upper();
        for (int seq = 0; seq < 300; seq++) {
            stand(seq);
            frame.drop(SensorFrame.COMMAND_POSITION | SensorFrame.COMMAND_VELOCITY);
            frame.jointPositions[3] = upper - 0.002 * (300 - seq);
            frame.jointVelocities[3] = 1;
            step();
            assertThat(forecast.predictions[2].jointPositions[3]).isLessThan(upper + 0.006);
        }
        // 5 ms at 1 rad/s, where the joint comes to 48 ms · 1 rad/s beyond the limit if nothing stops it
        assertThat(forecast.predictions[2].jointPositions[3]).isCloseTo(upper + 0.005, within(1e-4));
        for (int seq = 300; seq < 330; seq++) {
            stand(seq);
            frame.drop(SensorFrame.COMMAND_POSITION | SensorFrame.COMMAND_VELOCITY);
            frame.jointPositions[3] = Double.NaN;
            frame.jointVelocities[3] = Double.NaN;
            step();
            assertThat(state.joints.position[3]).isLessThan(upper + 1e-9); // kept in single precision
            for (Prediction ahead : forecast.predictions) {
                if (state.knowsJoint(3)) {
                    assertThat(ahead.jointPositions[3]).isBetween(upper - 0.011, upper + 1e-9);
                } else {
                    assertThat(ahead.jointPositions[3]).isNaN();
                }
            }
        }
        assertThat(state.knowsJoint(3)).isFalse();
    }

    @Test
    void aBaseFasterThanAnyRobotStartsOverAndIsSaidToHave() throws Exception {
        int seq = 0;
        for (; seq < 500; seq++) {
            stand(seq);
            step();
        }
        assertThat(state.knows(TwinState.BASE_VELOCITY)).isTrue();
        state.base.v[0] = 1e4;
        stand(seq);
        step();
        assertThat(forecast.events)
                .filteredOn(event -> event.kind() == TwinEvent.Kind.RESET)
                .extracting(TwinEvent::message)
                .containsExactly("the twin was reset: a number of its state was not finite, or faster than any robot");
        for (seq++; seq < 1000; seq++) {
            stand(seq);
            step();
        }
        assertThat(Math.abs(state.baseVelocity[0])).isLessThan(0.01);
    }

    @Test
    void aRobotWithoutContactFramesIsToldAsLimited() throws Exception {
        RobotModel footless =
                ModelFixtures.humanoid28(new RobotDescription("imu_link", List.of(), Map.of(), Map.of(), false));
        FollowedRobot robot = new FollowedRobot(footless, 10 * MS);
        List<TwinEvent> events = new ArrayList<>();
        for (int seq = 0; seq < 500; seq++) {
            stand(seq);
            frame.drop(SensorFrame.CONTACTS);
            events.addAll(robot.follow(frame).forecast().events);
        }
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(Kind.LIMITED);
            assertThat(event.message()).contains("no contact frames");
        });
    }

    @Test
    void aFrameAllocatesNothing() throws Exception {
        long[] seq = {0};
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            least = Math.min(least, Allocation.of(500, () -> {
                stand(seq[0]++);
                step();
            }));
        }
        // 500 frames; the meter itself may cost a few bytes
        assertThat(least).isLessThan(500);
    }

    @Test
    void aRestoredStateGoesOnToTheSameBytes() throws Exception {
        for (int seq = 0; seq < 700; seq++) {
            stand(seq);
            step();
        }
        byte[] saved = TwinStateFormat.bytes(state);
        TwinState restored = StoredState.restored(saved);
        assertThat(TwinStateFormat.bytes(restored)).isEqualTo(saved);

        for (int seq = 700; seq < 900; seq++) {
            stand(seq);
            step();
        }
        byte[] undisturbed = TwinStateFormat.bytes(state);
        robot.memory.state = state = restored;
        for (int seq = 700; seq < 900; seq++) {
            stand(seq);
            step();
        }
        assertThat(TwinStateFormat.bytes(state)).isEqualTo(undisturbed);
    }

    @Test
    void aWorkspaceThatHasFollowedAnotherRobotSinceResimulatesOnlyThatOne() throws Exception {
        Prediction ahead = new Prediction(model, 20 * MS);
        RobotMemory other = twin.newRobot();
        for (int seq = 0; seq < 500; seq++) {
            stand(seq);
            step();
            twin.follow(robot.workspace, other, frame, frame.stampNanos / MS);
        }
        twin.resimulate(robot.workspace, other, ahead);
        assertThatThrownBy(() -> twin.resimulate(robot.workspace, robot.memory, ahead))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another robot");
        assertThatThrownBy(() -> twin.resimulate(robot.workspace, robot.memory, (seconds, commands) -> {}, ahead))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another robot");

        stand(500);
        step();
        twin.resimulate(robot.workspace, robot.memory, ahead);
        assertThat(ahead.predictor).isEqualTo(Predictor.RESIMULATED);
    }

    @Test
    void aWorkspaceThatHasFollowedNoFrameResimulatesNothing() {
        assertThatThrownBy(() -> twin.resimulate(robot.workspace, robot.memory, new Prediction(model, 20 * MS)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no frame was followed yet");
    }

    @Test
    void aWorkspaceOfAnotherTwinIsRefusedAndTheRobotIsAsItWas() throws Exception {
        stand(0);
        step();
        byte[] before = TwinStateFormat.bytes(state);
        TwinWorkspace others = new DigitalTwin(model, 10 * MS, 20 * MS, 50 * MS).newWorkspace();
        stand(1);
        assertThatThrownBy(() -> twin.follow(others, robot.memory, frame, frame.stampNanos / MS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another twin's");
        assertThatThrownBy(() -> twin.admit(others, robot.memory, frame, frame.stampNanos / MS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another twin's");
        assertThatThrownBy(() -> twin.resimulate(others, robot.memory, new Prediction(model, 20 * MS)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another twin's");
        assertThat(TwinStateFormat.bytes(state)).isEqualTo(before);
    }

    @Test
    void afterALateFrameTheAnswerIsOfItsInstantAndTheRobotsMemoryOfThePresent() throws Exception {
        FollowedRobot robot = new FollowedRobot(
                new DigitalTwin(model, Predictor.HELD, Floor.UNKNOWN, 100, 10 * MS, 20 * MS, 50 * MS));
        for (int seq = 0; seq < 500; seq++) {
            if (seq != 497) {
                stand(seq);
                frame.mark(SensorFrame.SEQ);
                robot.follow(frame);
            }
        }
        stand(497);
        frame.mark(SensorFrame.SEQ);
        FrameAnswer answer = robot.follow(frame, START / MS + 1_000);

        assertThat(answer.admission()).isEqualTo(Admission.LATE);
        assertThat(answer.lastSeq()).isEqualTo(496);
        assertThat(answer.state().seq).isEqualTo(497);
        assertThat(robot.state().seq).isEqualTo(499);
        Prediction ahead = new Prediction(model, 20 * MS);
        assertThatThrownBy(() -> robot.twin.resimulate(robot.workspace, robot.memory, ahead))
                .as("the workspace is at the late frame")
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a late frame");
    }

    private void next(long seq) {
        frame.clear();
        frame.seq = seq;
        frame.stampNanos = START + 2 * MS * seq;
    }

    /** A robot that stands still with its feet together, commanded to do so; the IMU measures gravity. */
    private void stand(long seq) {
        next(seq);
        frame.mark(SensorFrame.JOINT_POSITIONS
                | SensorFrame.JOINT_VELOCITIES
                | SensorFrame.COMMAND_POSITION
                | SensorFrame.COMMAND_VELOCITY
                | SensorFrame.IMU
                | SensorFrame.CONTACTS);
        frame.jointCount = 28;
        java.util.Arrays.fill(frame.jointPositions, 0, 28, 0);
        java.util.Arrays.fill(frame.jointVelocities, 0, 28, 0);
        // the IMU is tilted by 0.05 rad about the pelvis's y and turned by 90° about z
        frame.imu[3] = -9.81 * Math.sin(0.05);
        frame.imu[4] = 0;
        frame.imu[5] = 9.81 * Math.cos(0.05);
        frame.contactCount = 2;
        frame.contacts[0] = 1;
        frame.contacts[1] = 1;
    }

    private Admission step() throws FrameRejectedException {
        return robot.follow(frame).admission();
    }
}
