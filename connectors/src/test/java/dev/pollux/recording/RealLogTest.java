package dev.pollux.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.ReferenceData;
import dev.pollux.state.SensorFrame;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Recordings made elsewhere, read as they are. */
@Tag("data")
class RealLogTest {
    private final RecordedFrame frame = new RecordedFrame();

    @Test
    void icubWalkReadsWithViconAsTruth() throws IOException {
        int frames = 0;
        try (Recording recording = Recording.open(ReferenceData.file("icub-walking/icub_walking.csv.gz"))) {
            assertThat(recording.jointNames()).hasSize(26).contains("l_knee", "r_ankle_roll");
            long last = -1;
            while (recording.next(frame)) {
                assertThat(frame.frame.stampNanos).isGreaterThan(last);
                assertThat(frame.frame.has(
                                SensorFrame.JOINT_POSITIONS | SensorFrame.JOINT_VELOCITIES | SensorFrame.IMU))
                        .isTrue();
                assertThat(frame.frame.has(SensorFrame.BASE_POSE)).isFalse();
                assertThat(frame.truth.has(SensorFrame.BASE_POSE)).isTrue();
                assertThat(frame.frame.contactNames).containsExactly("l_sole", "r_sole");
                last = frame.frame.stampNanos;
                frames++;
            }
        }
        assertThat(frames).isEqualTo(1188);
        assertThat(frame.truth.basePose[11]).as("root link height, m").isBetween(0.5, 0.7);
    }

    @Test
    void humanoidLogJoinsTruthBySeq() throws IOException {
        try (Recording recording =
                Recording.open(ReferenceData.file("humanoid/humanoid_28-push-fall.noisy.jsonl.gz"))) {
            int frames = 0;
            int episode = -1;
            double force = 0;
            while (recording.next(frame)) {
                assertThat(frame.truth.seq).isEqualTo(frame.frame.seq);
                // README: a stamp is 1 to 3 ms late
                assertThat((frame.frame.stampNanos - frame.truth.stampNanos) * 1e-6)
                        .isBetween(0.99, 3.01);
                // an encoder is off by its step, 9.6e-5 rad, and its noise of 1e-4 rad: 6 sigma and half a step
                assertThat(frame.frame.jointPositions[3]).isCloseTo(frame.truth.jointPositions[3], within(6.5e-4));
                if (frame.episode != episode) {
                    episode = frame.episode;
                    force += frame.truth.contactWrenches[2] + frame.truth.contactWrenches[8];
                }
                frames++;
            }
            assertThat(frames).isEqualTo(9422);
            // at the start of each of the ten runs the robot, 70 kg, stands: m g within the 12 % of its settling
            assertThat(force / 10).isCloseTo(70 * 9.81, within(0.12 * 70 * 9.81));
        }
    }

    @Test
    void cleanHumanoidLogIsItsOwnTruthAndTellsOfPushes() throws IOException {
        try (Recording recording =
                Recording.open(ReferenceData.file("humanoid/humanoid_28-push-fall.clean.jsonl.gz"))) {
            assertThat(recording.rateHz()).isEqualTo(500);
            int pushed = 0;
            int commanded = 0;
            int frames = 0;
            for (; recording.next(frame); frames++) {
                assertThat(frame.frame.jointPositions[3]).isEqualTo(frame.truth.jointPositions[3]);
                pushed += frame.pushed ? 1 : 0;
                if (frame.frame.has(SensorFrame.COMMAND_EFFORT)) {
                    commanded++;
                    double law = frame.frame.commandEffort[3]
                            + frame.frame.commandKp[3]
                                    * (frame.frame.commandPosition[3] - frame.frame.jointPositions[3])
                            + frame.frame.commandKd[3]
                                    * (frame.frame.commandVelocity[3] - frame.frame.jointVelocities[3]);
                    assertThat(law).isCloseTo(frame.frame.jointEfforts[3], within(1e-9));
                }
            }
            assertThat(frames).isEqualTo(9451);
            // ten pushes of 0.08 to 0.2 s
            assertThat(pushed).isBetween(10 * 40, 10 * 101);
            // after its push each run ends in a fall without commands
            assertThat(commanded).isBetween(frames / 4, frames * 3 / 4);
        }
    }
}
