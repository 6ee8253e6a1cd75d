package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.state.SensorFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Six seconds of the built-in walk, 500 frames a second, of a sender that repeats what its sensors said last until they say something new.
 * With every sensor new in every frame the velocity is 2.3 mm/s off.
 */
@Tag("slow")
class RepeatedReadingsTest {
    private static final int ENCODERS = SensorFrame.JOINT_POSITIONS | SensorFrame.JOINT_VELOCITIES;
    private static final int SENSORS = ChangedWalk.JOINTS | ChangedWalk.FEET | SensorFrame.IMU;

    @Test
    void encodersOf100HzRepeatedAt500HzAreAsGoodAsEncodersOf100Hz() throws Exception {
        ChangedWalk absent = ChangedWalk.run(
                (frame, i) -> frame.drop(i % 5 == 0 ? 0 : SensorFrame.JOINT_POSITIONS | SensorFrame.JOINT_VELOCITIES));
        ChangedWalk walk =
                ChangedWalk.run(repeats(SensorFrame.JOINT_POSITIONS | SensorFrame.JOINT_VELOCITIES, i -> i % 5 == 0));

        assertThat(walk.events).isEmpty();
        assertThat(walk.velocity()).as("%s", walk).isLessThan(1.02 * absent.velocity());
        assertThat(walk.skill.velocityNees().mean())
                .as("regression guard: %s", walk)
                .isLessThan(3.7);
    }

    @Test
    void anImuOf100HzRepeatedAt500HzIsNearlyAsGood() throws Exception {
        ChangedWalk walk = ChangedWalk.run(repeats(SensorFrame.IMU, i -> i % 5 == 0));

        assertThat(walk.events).isEmpty();
        assertThat(walk.velocity()).as("regression guard: %s", walk).isLessThan(0.0045);
        assertThat(walk.skill.velocityNees().mean())
                .as("regression guard: %s", walk)
                .isLessThan(3.7);
    }

    @Test
    void aSenderThatRepeatsAllOf50HzAt500HzIsFollowed() throws Exception {
        ChangedWalk walk = ChangedWalk.run(repeats(SENSORS, i -> i % 10 == 0));

        assertThat(walk.events).isEmpty();
        assertThat(walk.velocity()).as("regression guard: %s", walk).isLessThan(0.006);
        assertThat(walk.skill.velocityNees().mean())
                .as("regression guard: %s", walk)
                .isLessThan(3.7);
    }

    @Test
    void encodersThatAreNewFromTimeToTimeAreFollowed() throws Exception {
        Random random = new Random(1);
        ChangedWalk walk = ChangedWalk.run(
                repeats(ENCODERS | SensorFrame.JOINT_EFFORTS, i -> i % 8 == 0 || random.nextDouble() < 0.4));

        assertThat(walk.events).isEmpty();
        assertThat(walk.velocity()).as("%s", walk).isLessThan(2 * ChangedWalk.BASELINE);
        assertThat(walk.skill.velocityNees().mean())
                .as("regression guard: %s", walk)
                .isLessThan(3.7);
    }

    @Test
    void aRobotThatRestsToTheLastBitStaysKnown() throws Exception {
        List<Integer> unknown = new ArrayList<>();
        ChangedWalk.Change repeats = repeats(SENSORS, i -> i == 0);
        ChangedWalk.Change rests = (frame, i) -> {
            repeats.in(frame, i);
            frame.drop(ChangedWalk.COMMANDS | SensorFrame.JOINT_EFFORTS);
            java.util.Arrays.fill(frame.jointVelocities, 0, frame.jointCount, 0);
        };
        ChangedWalk walk = ChangedWalk.run(rests, (i, state, forecast) -> {
            if (!state.knows(SensorFrame.JOINT_POSITIONS | SensorFrame.IMU) || i > 500 && !state.base.running) {
                unknown.add(i);
            }
        });

        assertThat(unknown).isEmpty();
        assertThat(walk.events).isEmpty();
    }

    /** What is not new is that of the frame before. */
    private static ChangedWalk.Change repeats(int sensors, IntPredicate isNew) {
        SensorFrame last = new SensorFrame();
        return (frame, i) -> {
            if (isNew.test(i)) {
                last.copyFrom(frame);
                return;
            }
            SensorFrame now = new SensorFrame();
            now.copyFrom(frame);
            long seq = frame.seq;
            long stamp = frame.stampNanos;
            frame.copyFrom(last);
            frame.drop(ChangedWalk.JOINTS | ChangedWalk.FEET | SensorFrame.IMU);
            frame.mark(now.present() & ~sensors | last.present() & sensors);
            frame.seq = seq;
            frame.stampNanos = stamp;
            for (int bits = now.present() & SensorFrame.JOINT_ARRAYS & ~sensors; bits != 0; bits &= bits - 1) {
                int array = Integer.lowestOneBit(bits);
                System.arraycopy(now.jointArray(array), 0, frame.jointArray(array), 0, now.jointCount);
            }
            if ((sensors & SensorFrame.IMU) == 0) {
                System.arraycopy(now.imu, 0, frame.imu, 0, 6);
            }
            if ((sensors & ChangedWalk.FEET) == 0) {
                System.arraycopy(now.contacts, 0, frame.contacts, 0, now.contactCount);
                System.arraycopy(now.contactWrenches, 0, frame.contactWrenches, 0, 6 * now.wrenchCount);
            }
        };
    }
}
