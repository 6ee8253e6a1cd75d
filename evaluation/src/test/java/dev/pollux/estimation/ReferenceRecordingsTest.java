package dev.pollux.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.ReferenceData;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.state.SensorFrame;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Checks the reference recordings, not the code: they are as their descriptions say and as other tests assume. */
@Tag("data")
class ReferenceRecordingsTest {
    private static final double WEIGHT = 70 * 9.81;

    private final RecordedFrame recorded = new RecordedFrame();

    @Test
    void iCubWalksForTwelveSecondsUpright() throws Exception {
        int frames = 0;
        long last = -1;
        try (Recording recording = Recording.open(ReferenceData.file("icub-walking/icub_walking.csv.gz"))) {
            for (; recording.next(recorded); frames++) {
                assertThat(recorded.frame.stampNanos).isGreaterThan(last);
                last = recorded.frame.stampNanos;
            }
        }
        assertThat(frames).isEqualTo(1188);
        assertThat(recorded.truth.basePose[11]).as("root link height, m").isBetween(0.5, 0.7);
    }

    @Test
    void motionCaptureContradictsICubsGyroWhereItIsCalledLost() {
        ICubWalk walk = new ICubWalk();
        double lost = 0;
        double speed = 0;
        double seen = 0;
        double seenSpeed = 0;
        for (int i = 10; i < walk.times.size() - 10; i++) {
            double[] v = walk.velocity(i);
            double now = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
            if (walk.times.get(i) > ICubWalk.LOST && walk.times.get(i) < ICubWalk.FOUND) {
                lost = Math.max(lost, walk.disagreement(i));
                speed = Math.max(speed, now);
            } else {
                seen = Math.max(seen, walk.disagreement(i));
                seenSpeed = Math.max(seenSpeed, now);
            }
        }
        String said = String.format(
                Locale.ROOT,
                "lost: %.2f rad/s from the gyro, up to %.2f m/s; else %.2f rad/s, %.2f m/s",
                lost,
                speed,
                seen,
                seenSpeed);
        assertThat(lost).as(said).isGreaterThan(1.3 * seen);
        assertThat(speed).as(said).isGreaterThan(1.3 * seenSpeed);
    }

    /** 5 mm/m of the floor and 1 mm of play over 0.1 m. */
    @Test
    void iCubsStandingSolesTiltAsTheFloorAndThePlayOfItsLegsLetThem() {
        assertThat(Math.toDegrees(new ICubWalk().soleTilt())).isBetween(0.3, 0.64);
    }

    @Test
    void noisyFallsAreStampedLateAndBeginStanding() throws Exception {
        int frames = 0;
        int episode = -1;
        double force = 0;
        try (Recording recording =
                Recording.open(ReferenceData.file("humanoid/humanoid_28-push-fall.noisy.jsonl.gz"))) {
            for (; recording.next(recorded); frames++) {
                // README: a stamp is 1 to 3 ms late
                assertThat((recorded.frame.stampNanos - recorded.truth.stampNanos) * 1e-6)
                        .isBetween(0.99, 3.01);
                // an encoder is off by its step, 9.6e-5 rad, and its noise of 1e-4 rad: 6 sigma and half a step
                assertThat(recorded.frame.jointPositions[3])
                        .isCloseTo(recorded.truth.jointPositions[3], within(6.5e-4));
                if (recorded.episode != episode) {
                    episode = recorded.episode;
                    force += recorded.truth.contactWrenches[2] + recorded.truth.contactWrenches[8];
                }
            }
        }
        assertThat(frames).isEqualTo(9422);
        // at the start of each of the ten runs the robot, 70 kg, stands: m g within the 12 % of its settling
        assertThat(force / 10).isCloseTo(WEIGHT, within(0.12 * WEIGHT));
    }

    @Test
    void cleanFallsHaveTenPushesAndTorquesThatFollowTheirCommands() throws Exception {
        int frames = 0;
        int pushed = 0;
        int commanded = 0;
        SensorFrame frame = recorded.frame;
        try (Recording recording =
                Recording.open(ReferenceData.file("humanoid/humanoid_28-push-fall.clean.jsonl.gz"))) {
            for (; recording.next(recorded); frames++) {
                pushed += recorded.pushed ? 1 : 0;
                if (frame.has(SensorFrame.COMMAND_EFFORT)) {
                    commanded++;
                    double law = frame.commandEffort[3]
                            + frame.commandKp[3] * (frame.commandPosition[3] - frame.jointPositions[3])
                            + frame.commandKd[3] * (frame.commandVelocity[3] - frame.jointVelocities[3]);
                    assertThat(law).isCloseTo(frame.jointEfforts[3], within(1e-9));
                }
            }
        }
        assertThat(frames).isEqualTo(9451);
        // ten pushes of 0.08 to 0.2 s
        assertThat(pushed).isBetween(10 * 40, 10 * 101);
        // after its push each run ends in a fall without commands
        assertThat(commanded).isBetween(frames / 4, frames * 3 / 4);
    }
}
