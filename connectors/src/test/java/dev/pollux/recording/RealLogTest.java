package dev.pollux.recording;

import static org.assertj.core.api.Assertions.assertThat;

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
        try (Recording recording = Recording.open(ReferenceData.file("icub-walking/icub_walking.csv.gz"))) {
            assertThat(recording.jointNames()).hasSize(26).contains("l_knee", "r_ankle_roll");
            while (recording.next(frame)) {
                assertThat(frame.frame.has(
                                SensorFrame.JOINT_POSITIONS | SensorFrame.JOINT_VELOCITIES | SensorFrame.IMU))
                        .isTrue();
                assertThat(frame.frame.has(SensorFrame.BASE_POSE)).isFalse();
                assertThat(frame.truth.has(SensorFrame.BASE_POSE)).isTrue();
                assertThat(frame.frame.contactNames).containsExactly("l_sole", "r_sole");
            }
        }
    }

    @Test
    void humanoidLogJoinsTruthBySeq() throws IOException {
        try (Recording recording =
                Recording.open(ReferenceData.file("humanoid/humanoid_28-push-fall.noisy.jsonl.gz"))) {
            while (recording.next(frame)) {
                assertThat(frame.truth.has(SensorFrame.JOINT_POSITIONS)).isTrue();
                assertThat(frame.truth.seq).isEqualTo(frame.frame.seq);
            }
        }
    }

    @Test
    void cleanHumanoidLogIsItsOwnTruthAndTellsOfPushes() throws IOException {
        int pushed = 0;
        try (Recording recording =
                Recording.open(ReferenceData.file("humanoid/humanoid_28-push-fall.clean.jsonl.gz"))) {
            assertThat(recording.rateHz()).isEqualTo(500);
            while (recording.next(frame)) {
                assertThat(frame.frame.jointPositions[3]).isEqualTo(frame.truth.jointPositions[3]);
                pushed += frame.pushed ? 1 : 0;
            }
        }
        assertThat(pushed).isPositive();
    }
}
