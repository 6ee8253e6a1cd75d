package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.model.RobotDescription;
import dev.pollux.model.RobotModel;
import dev.pollux.model.UrdfReader;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import dev.pollux.storage.StoredState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames that name joints which follow others: here k2 = m and k3 = 0.5 m + 0.1. */
class FollowersTest {
    private static final long MS = 1_000_000;
    private static final String[] NAMES = {"k3", "m", "k2"};

    private static final String LINK =
            "<link name='%s'><inertial><mass value='1'/><inertia ixx='0.01' iyy='0.01' izz='0.01'/></inertial></link>";
    private static final String JOINT = "<joint name='%s' type='revolute'><parent link='%s'/><child link='%s'/>"
            + "<limit lower='-1' upper='1' effort='9' velocity='9'/>%s</joint>";

    private final RobotModel model = UrdfReader.read(
            "<robot name='hand'>" + LINK.formatted("palm") + LINK.formatted("a") + LINK.formatted("b")
                    + LINK.formatted("c") + JOINT.formatted("m", "palm", "a", "")
                    + JOINT.formatted("k2", "a", "b", "<mimic joint='m'/>")
                    + JOINT.formatted("k3", "b", "c", "<mimic joint='m' multiplier='0.5' offset='0.1'/>") + "</robot>",
            RobotDescription.EMPTY);
    private final FollowedRobot robot = new FollowedRobot(model, 10 * MS);
    private final SensorFrame frame = new SensorFrame();
    private final List<TwinEvent> told = new ArrayList<>();
    private TwinState state = robot.state();

    private void step(int seq, String[] names, double... positions) throws FrameRejectedException {
        frame.clear();
        frame.mark(SensorFrame.SEQ | SensorFrame.STAMP | SensorFrame.JOINT_POSITIONS);
        frame.seq = seq;
        frame.stampNanos = 1_790_000_000_000L * MS + seq * 10 * MS;
        frame.jointNames = names;
        frame.jointCount = names.length;
        System.arraycopy(positions, 0, frame.jointPositions, 0, positions.length);
        told.addAll(robot.follow(frame, 0).forecast().events);
        told.removeIf(event -> event.kind() == Kind.LIMITED); // this hand has no IMU
    }

    private void arrange() throws FrameRejectedException {
        new FrameLayout(model).arrange(frame);
        FrameValidation.check(frame);
    }

    @Test
    void followersThatAreWhereTheirLeadersPutThemAreKnownAndNotTold() throws Exception {
        for (int i = 0; i < 40; i++) {
            double m = 0.01 * i;
            step(i, NAMES, 0.5 * m + 0.1 + 0.09, m, m - 0.09); // within the tolerance, 0.1 rad
        }
        assertThat(told).isEmpty();
        assertThat(state.joints.position).hasSize(1);
        assertThat(state.joints.position[0]).isCloseTo(0.39, within(1e-3));
        assertThat(state.strayFrames).isZero();
    }

    @Test
    void followerThatIsElsewhereIsToldOnceByNameAndNumbers() throws Exception {
        for (int i = 0; i < 9; i++) {
            step(i, NAMES, 0.3, 0.4, 0.8);
        }
        assertThat(told).isEmpty();
        for (int i = 9; i < 60; i++) {
            if (i == 20) {
                state = StoredState.restored(state);
                robot.memory.state = state;
            }
            step(i, NAMES, 0.3, 0.4, 0.8);
        }
        assertThat(told).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(Kind.SENSOR_REFUSED);
            assertThat(event.message())
                    .isEqualTo("joint k2 is said to be at 0.8000 rad, but its leader m puts it at 0.4000 rad"
                            + " (<mimic>: 1.0 · m + 0.0); what is said of it is not used");
            assertThat(event.numbers()).contains(entry("said_rad", 0.8), entry("expected_rad", 0.4));
        });
        assertThat(state.joints.position[0]).isCloseTo(0.4, within(1e-3)); // the leader's word counts
    }

    @Test
    void glitchOfAnEncoderAndFollowersThatAreNotReportedAreNoDisagreement() throws Exception {
        for (int i = 0; i < 60; i++) {
            step(i, NAMES, 0.3, 0.4, i % 10 == 9 ? 0.4 : 2);
        }
        step(60, new String[] {"m"}, 0.4);
        step(61, new String[] {"m", "k3"}, 0.4, Double.NaN);
        assertThat(told).isEmpty();
    }

    @Test
    void effortsOfFollowersLoadTheirLeaderByTheirMultipliers() throws Exception {
        frame.mark(SensorFrame.JOINT_EFFORTS);
        frame.jointNames = NAMES;
        frame.jointCount = 3;
        System.arraycopy(new double[] {4, 1, 3}, 0, frame.jointEfforts, 0, 3);
        arrange();
        assertThat(frame.jointEfforts[0]).isEqualTo(1 + 3 + 0.5 * 4);

        frame.jointNames = NAMES;
        frame.jointCount = 3;
        System.arraycopy(new double[] {4, Double.NaN, 3}, 0, frame.jointEfforts, 0, 3);
        arrange();
        assertThat(frame.jointEfforts[0]).as("the leader's own is not known").isNaN();
    }

    @Test
    void unnamedArraysThatHoldFollowersAreRefusedWithTheReason() {
        frame.mark(SensorFrame.JOINT_POSITIONS);
        frame.jointCount = 3;
        assertThatThrownBy(this::arrange).hasMessageContaining("has 1 joint (2 more follow others");
    }

    @Test
    void followerThatIsImpossibleIsToldAndTheLeaderUsed() throws Exception {
        for (int i = 0; i < 40; i++) {
            step(i, NAMES, 1e300, 0.2, 0.2);
        }
        assertThat(state.joints.position[0]).isCloseTo(0.2, within(1e-3));
        assertThat(told)
                .singleElement()
                .satisfies(event -> assertThat(event.message())
                        .startsWith(
                                "joint k3 is said to be at 1.000e+300 rad, but its leader m puts it at 0.2000 rad"));
    }

    @Test
    void followerThatIsNamedTwiceIsRefused() {
        assertThatThrownBy(() -> step(0, new String[] {"m", "k2", "k2"}, 0, 0, 0))
                .isInstanceOf(FrameRejectedException.class)
                .hasMessageContaining("joint \"k2\" is named twice");
    }
}
