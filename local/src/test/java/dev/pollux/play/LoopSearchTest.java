package dev.pollux.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.state.SensorFrame;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LoopSearchTest {
    private static final int FRAMES = 5_000;
    private static final double NOISE = 1e-3;

    private final Random random = new Random(1);

    @Test
    void aGaitThatComesAgainIsCutAtWholeCyclesInSpiteOfTheNoise() {
        Loop loop = Objects.requireNonNull(find(FRAMES, this::gait));
        assertThat(loop.end() - loop.from()).isEqualTo(4_500);
    }

    @Test
    void noiseOfTheSensorsIsNoDifferenceAndMoreThanItIs() {
        assertThat(find(FRAMES, (frame, i) -> hold(frame, 0.5))).isEqualTo(new Loop(32, FRAMES - 32));
        assertThat(find(FRAMES, (frame, i) -> hold(frame, i < FRAMES / 2 ? 0.5 : 0.5 + 2 * NOISE)))
                .isNull();
        // where there is none, what good encoders know counts
        assertThat(find(FRAMES, (frame, i) -> joint(frame, i < FRAMES / 2 ? 0.5 : 0.50005)))
                .isNotNull();
        assertThat(find(FRAMES, (frame, i) -> joint(frame, i < FRAMES / 2 ? 0.5 : 0.5002)))
                .isNull();
    }

    @Test
    void aPoseThatComesAgainWhileTheJointsMoveOtherwiseIsNotAlike() {
        assertThat(find(FRAMES, (frame, i) -> joint(frame, 4e-4 * Math.min(i, FRAMES - i))))
                .isNull();
    }

    @Test
    void commandsFeetAndGravityHaveToAgreeToo() {
        assertThat(find(FRAMES, (frame, i) -> {
                    hold(frame, 0.5);
                    frame.commandPosition[0] = i < FRAMES / 2 ? 0.5 : 0.51;
                    frame.mark(SensorFrame.COMMAND_POSITION);
                }))
                .isNull();
        assertThat(find(FRAMES, (frame, i) -> {
                    hold(frame, 0.5);
                    frame.contactNames = new String[] {"left_sole", "right_sole"};
                    frame.contactCount = 2;
                    frame.contacts[0] = 1;
                    frame.contacts[1] = i < FRAMES / 2 ? 0 : 1;
                    frame.mark(SensorFrame.CONTACTS);
                }))
                .isNull();
        assertThat(find(FRAMES, (frame, i) -> {
                    hold(frame, 0.5);
                    double tilt = i < FRAMES / 2 ? 0 : 0.02;
                    frame.imu[3] = -9.81 * Math.sin(tilt);
                    frame.imu[5] = 9.81 * Math.cos(tilt);
                    frame.mark(SensorFrame.IMU);
                }))
                .isNull();
    }

    @Test
    void aWalkThatIsSeenToLeaveItsPlaceDoesNotComeAgain() {
        assertThat(find(FRAMES, (frame, i) -> {
                    gait(frame, i);
                    frame.basePose[0] = frame.basePose[5] = frame.basePose[10] = frame.basePose[15] = 1;
                    frame.basePose[3] = 1e-3 * i;
                    frame.mark(SensorFrame.BASE_POSE);
                }))
                .isNull();
    }

    @Test
    void valuesThatAreNotRepeatedStayAndJointsInAnotherOrderAreTheSame() {
        Loop loop = Objects.requireNonNull(find(FRAMES, (frame, i) -> {
            gait(frame, i);
            if (i % 2 == 1) {
                frame.drop(SensorFrame.JOINT_POSITIONS);
            }
            frame.imu[5] = 9.81;
            frame.mark(SensorFrame.IMU);
        }));
        assertThat(loop.end() - loop.from()).isBetween(4_499L, 4_501L);
        Loop turned = Objects.requireNonNull(find(FRAMES, (frame, i) -> {
            gait(frame, i);
            if (i >= FRAMES / 2) {
                frame.jointNames = new String[] {"right_knee", "left_knee"};
                double left = frame.jointPositions[0];
                frame.jointPositions[0] = frame.jointPositions[1];
                frame.jointPositions[1] = left;
            }
        }));
        assertThat(turned.end() - turned.from()).isEqualTo(4_500);
    }

    @Test
    void aJointThatWasNeverReportedHindersNothing() {
        assertThat(find(FRAMES, (frame, i) -> {
                    gait(frame, i);
                    frame.jointPositions[1] = Double.NaN;
                }))
                .isNotNull();
    }

    @Test
    void ofALongRecordingBothEndsAreCompared() {
        assertThat(find(40_000, (frame, i) -> hold(frame, Math.sin(Math.min(i, 40_000 - i) < 500 ? 0 : 1e-3 * i))))
                .isEqualTo(new Loop(32, 40_000 - 32));
    }

    @Test
    void aFewFramesAreNoRecordingToGoRoundIn() {
        assertThat(find(2 * LoopSearch.BLOCK, (frame, i) -> joint(frame, 0))).isNull();
        assertThat(find(FRAMES, (frame, i) -> {})).isNull();
    }

    @Test
    void namesThatChangeFromFrameToFrameEndTheSearchWhereTheyAreMoreThanARobotHas() {
        LoopSearch search = new LoopSearch();
        SensorFrame frame = new SensorFrame();
        int taken = 0;
        do {
            joint(frame, 0);
            frame.jointNames = new String[] {"joint " + taken++};
        } while (taken < 100_000 && search.take(frame));
        assertThat(taken).isEqualTo(SensedColumns.MOST + 1);
    }

    @Test
    void columnsThatComeLateTakeNoMoreMemoryThanThoseOfTheBeginning() {
        LoopSearch search = new LoopSearch();
        SensorFrame frame = new SensorFrame();
        for (int i = 0; i < 9_000; i++) {
            frame.clear();
            joint(frame, 0);
            if (i > 8_900) {
                frame.jointNames = new String[SensorFrame.MAX_JOINTS];
                frame.jointCount = SensorFrame.MAX_JOINTS;
                for (int j = 0; j < frame.jointCount; j++) {
                    frame.jointNames[j] = (i % 8) + " of " + j;
                }
            }
            assertThat(search.take(frame)).isTrue();
        }
        assertThat(search.first().length * search.first()[0].length).isLessThanOrEqualTo(LoopSearch.MOST_NUMBERS);
        assertThat(search.first()[0]).hasSize(8 * SensorFrame.MAX_JOINTS + 1);
    }

    @Test
    @Tag("slow")
    void oneWildSampleNeitherMakesWhatDiffersAlikeNorWhatIsAlikeDiffer() {
        for (double wild : new double[] {1e20, 1e35, 1e300, -Double.MAX_VALUE}) {
            for (int at : new int[] {0, 40, FRAMES - 40}) {
                assertThat(find(FRAMES, (frame, i) -> joint(frame, i == at ? wild : 1e-3 * i)))
                        .as("%s at %s", wild, at)
                        .isNull();
                assertThat(find(FRAMES, (frame, i) -> joint(frame, i == at ? wild : 0.5)))
                        .as("%s at %s", wild, at)
                        .isNotNull();
            }
        }
    }

    private static @Nullable Loop find(int frames, BiConsumer<SensorFrame, Integer> says) {
        LoopSearch search = new LoopSearch();
        SensorFrame frame = new SensorFrame();
        for (int i = 0; i < frames; i++) {
            frame.clear();
            says.accept(frame, i);
            search.take(frame);
        }
        return search.find();
    }

    /** A cycle of 500 frames. */
    private void gait(SensorFrame frame, int i) {
        frame.jointNames = new String[] {"left_knee", "right_knee"};
        frame.jointCount = 2;
        frame.jointPositions[0] = 0.3 * Math.sin(2 * Math.PI * i / 500) + NOISE * random.nextGaussian();
        frame.jointPositions[1] = 0.3 * Math.sin(2 * Math.PI * i / 500 + 2) + NOISE * random.nextGaussian();
        frame.mark(SensorFrame.JOINT_POSITIONS);
    }

    private void hold(SensorFrame frame, double position) {
        joint(frame, position + NOISE * random.nextGaussian());
    }

    private static void joint(SensorFrame frame, double position) {
        frame.jointNames = new String[] {"left_knee"};
        frame.jointCount = 1;
        frame.jointPositions[0] = position;
        frame.mark(SensorFrame.JOINT_POSITIONS);
    }
}
