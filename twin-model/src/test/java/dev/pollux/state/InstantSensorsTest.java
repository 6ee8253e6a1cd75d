package dev.pollux.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pollux.storage.StoredState;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Frames of one stamp, of a robot of 70 joints and two contacts that does not number them. */
class InstantSensorsTest {
    private static final long STAMP = 1_790_000_000_000_000_000L;

    private final FrameOrder order = new FrameOrder();
    private final FramePace pace = new FramePace();
    private InstantSensors instant = new InstantSensors();

    @Test
    void imuAndJointsOfOneStampAreBothAdmitted() throws Exception {
        admit(imu(9.81));
        admit(joints(0, 70, 0.1));
        assertThat(order.missing()).isZero();
    }

    @Test
    void leftAndRightAreComplements() throws Exception {
        admit(joints(0, 35, 0.1));
        admit(joints(35, 70, 0.1));
        admit(contact(0));
        admit(contact(1));
    }

    @Test
    void whatComesTwiceIsADuplicateWhicheverPartItIs() throws Exception {
        admit(imu(9.81));
        admit(joints(0, 70, 0.1));
        refused(RejectReason.DUPLICATE, imu(9.81));
        refused(RejectReason.DUPLICATE, joints(0, 70, 0.1));
    }

    @Test
    void aFrameThatBringsNothingIsAdmittedOnce() throws Exception {
        admit(frame());
        refused(RejectReason.DUPLICATE, frame());
    }

    @Test
    void otherValuesOfASensorThatWasReadAlreadyAreAConflict() throws Exception {
        admit(imu(9.81));
        refused(RejectReason.CONFLICT, imu(9.8));
        admit(joints(0, 36, 0.1));
        refused(RejectReason.CONFLICT, joints(35, 70, 0.1));
        admit(contact(0));
        SensorFrame both = contact(0);
        both.contacts[1] = 1;
        refused(RejectReason.CONFLICT, both);
    }

    @Test
    void theNextInstantBeginsAnew() throws Exception {
        admit(imu(9.81));
        SensorFrame next = imu(9.81);
        next.stampNanos += 1;
        admit(next);
        refused(RejectReason.LATE, joints(0, 70, 0.1));
    }

    @Test
    void numbersTellFramesOfOneStampApart() throws Exception {
        for (int seq = 0; seq < 10; seq++) {
            SensorFrame frame = imu(9.81);
            frame.mark(SensorFrame.SEQ);
            frame.seq = seq;
            admit(frame);
        }
    }

    @Test
    void memorySurvivesARestart() throws Exception {
        admit(imu(9.81));
        admit(joints(0, 70, 0.1));
        InstantSensors before = instant;
        instant = new InstantSensors();
        StoredState.restore(f -> before.describe(f, STAMP + 7), f -> instant.describe(f, STAMP + 7));

        refused(RejectReason.DUPLICATE, joints(0, 70, 0.1));
        refused(RejectReason.CONFLICT, joints(69, 70, 0.2));
        admit(contact(1));
    }

    private static SensorFrame frame() {
        SensorFrame frame = new SensorFrame();
        frame.stampNanos = STAMP;
        return frame;
    }

    private static SensorFrame imu(double g) {
        SensorFrame frame = frame();
        frame.mark(SensorFrame.IMU);
        frame.imu[5] = g;
        return frame;
    }

    private static SensorFrame joints(int from, int to, double position) {
        SensorFrame frame = frame();
        frame.mark(SensorFrame.JOINT_POSITIONS);
        frame.jointCount = 70;
        Arrays.fill(frame.jointPositions, Double.NaN);
        Arrays.fill(frame.jointPositions, from, to, position);
        return frame;
    }

    private static SensorFrame contact(int contact) {
        SensorFrame frame = frame();
        frame.mark(SensorFrame.CONTACTS);
        frame.contactCount = 2;
        Arrays.fill(frame.contacts, Double.NaN);
        frame.contacts[contact] = 1;
        return frame;
    }

    private void admit(SensorFrame frame) throws FrameRejectedException {
        order.admit(pace, instant, frame, STAMP / 1_000_000);
        instant.take(frame);
    }

    private void refused(RejectReason reason, SensorFrame frame) {
        assertThatExceptionOfType(FrameRejectedException.class)
                .isThrownBy(() -> admit(frame))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
