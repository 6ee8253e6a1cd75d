package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent.Kind;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A robot that walks, topples to its side within half a second, and lies there. */
class FallTest {
    private static final int TOPPLES = 1_500;
    private static final int LIES = TOPPLES + 250;

    @Test
    void theBaseOfARobotThatFellStaysWhereItFellAndBeginsAnewOnce() throws Exception {
        double[] place = {Double.NaN, Double.NaN};
        double[] farthest = {0};
        ChangedWalk walk = ChangedWalk.run(FallTest::fall, (i, state, forecast) -> {
            if (i >= LIES) {
                double x = state.basePose[3];
                double y = state.basePose[7];
                farthest[0] = Math.max(farthest[0], i == LIES ? 0 : Math.hypot(x - place[0], y - place[1]));
                place[0] = x;
                place[1] = y;
            }
        });

        assertThat(walk.events).filteredOn(event -> event.kind() == Kind.FALLEN).hasSize(1);
        assertThat(walk.events)
                .filteredOn(event -> event.kind() == Kind.RESET)
                .singleElement()
                .satisfies(event -> assertThat(event.message())
                        .isEqualTo("the estimate of the base was reset: the robot fell, and has come to rest"));
        assertThat(Math.hypot(place[0], place[1])).isGreaterThan(0.3);
        assertThat(farthest[0]).isLessThan(0.01);
    }

    @Test
    @Tag("data")
    void aRobotThatHangsUprightDidNotFall() throws Exception {
        WalkFrames.Run run = WalkFrames.run(
                "stand",
                1_800,
                250,
                (frame, i) -> {
                    if (i >= 600) {
                        Arrays.fill(frame.contacts, 0, 2, 0);
                        Arrays.fill(frame.contactWrenches, 0, 12, 0);
                    }
                },
                (state, i) -> {});
        assertThat(run.told(Kind.RESET)).isEmpty();
        assertThat(run.told(Kind.FALLEN)).isEmpty();
        assertThat(run.skill.velocity().rms()).as("regression guard: %s", run).isLessThan(0.02);
    }

    private static void fall(SensorFrame frame, int i) {
        if (i < TOPPLES) {
            return;
        }
        double angle = Math.min((i - TOPPLES) / 250.0, 1) * Math.PI / 2;
        double noise = 1e-3 * (i % 7 - 3);
        frame.imu[0] = (i < LIES ? Math.PI : 0) + noise; // no gyro repeats a sample to the last bit while it turns
        frame.imu[1] = noise;
        frame.imu[2] = -noise;
        frame.imu[3] = noise;
        frame.imu[4] = 9.81 * Math.sin(angle) + noise;
        frame.imu[5] = 9.81 * Math.cos(angle) - noise;
        Arrays.fill(frame.contacts, 0);
        Arrays.fill(frame.contactWrenches, 0);
        frame.drop(SensorFrame.JOINT_EFFORTS | ChangedWalk.COMMANDS);
    }
}
