package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong by less than any gate, but lasts, in the noisy MuJoCo walk: σ says it, and it is told. */
@Tag("data")
class ContradictionTest {
    private static final int FRAMES = 4_000;
    private static final int LATE = 10;

    /** A fault, and the velocity's NEES of a filter that believes its own covariance, as measured. */
    private enum Fault {
        IMU_LATE(95) {
            @Override
            WalkFrames.Change begin() {
                Deque<double[]> past = new ArrayDeque<>();
                return (frame, i) -> delay(past, frame.imu);
            }
        },
        JOINTS_LATE(570) {
            @Override
            WalkFrames.Change begin() {
                Deque<double[]> positions = new ArrayDeque<>();
                Deque<double[]> velocities = new ArrayDeque<>();
                Deque<double[]> efforts = new ArrayDeque<>();
                return (frame, i) -> {
                    delay(positions, frame.jointPositions);
                    delay(velocities, frame.jointVelocities);
                    delay(efforts, frame.jointEfforts);
                };
            }
        },
        ACCELEROMETER_SCALED(49) {
            @Override
            WalkFrames.Change begin() {
                return (frame, i) -> {
                    for (int k = 3; k < 6; k++) {
                        frame.imu[k] *= 1.05;
                    }
                };
            }
        },
        ENCODER_OFFSET(264) {
            @Override
            WalkFrames.Change begin() {
                int hip = BuiltInModels.humanoid28().jointIndex("left_hip_roll");
                return (frame, i) -> frame.jointPositions[hip] += 0.05;
            }
        };

        private final double nees;

        Fault(double nees) {
            this.nees = nees;
        }

        abstract WalkFrames.Change begin();

        private static void delay(Deque<double[]> past, double[] values) {
            past.add(values.clone());
            double[] late = past.size() > LATE ? past.remove() : past.peek();
            System.arraycopy(late, 0, values, 0, values.length);
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void whatLastsThoughNoGateRefusesItIsToldAndSigmaHasIt(Fault fault) throws Exception {
        WalkFrames.Run run = WalkFrames.run("walk", FRAMES, fault.begin());
        assertThat(run.told(Kind.LIMITED))
                .extracting(TwinEvent::message)
                .anyMatch(m -> m.startsWith("IMU and standing legs contradict each other"));
        assertThat(run.skill.velocityNees().mean())
                .as("regression guard: %s", run)
                .isLessThan(fault.nees / 8);
    }

    @Test
    void aContradictionThatEndsIsToldAndSigmaIsAsBefore() throws Exception {
        WalkFrames.Run right = WalkFrames.run("walk", 7_000, 5_000, (frame, i) -> {}, (state, i) -> {});
        WalkFrames.Change late = Fault.IMU_LATE.begin();
        double[] kept = new double[6];
        WalkFrames.Run run = WalkFrames.run(
                "walk",
                7_000,
                5_000,
                (frame, i) -> {
                    System.arraycopy(frame.imu, 0, kept, 0, 6);
                    late.apply(frame, i);
                    if (i > 2_500) {
                        System.arraycopy(kept, 0, frame.imu, 0, 6);
                    }
                },
                (state, i) -> {});
        assertThat(run.told(Kind.RESTORED))
                .extracting(TwinEvent::message)
                .containsExactly("IMU and standing legs agree with each other again");
        assertThat(run.skill.velocityNees().mean())
                .isBetween(
                        0.5 * right.skill.velocityNees().mean(),
                        1.5 * right.skill.velocityNees().mean());
    }

    @ParameterizedTest
    @ValueSource(strings = {"walk", "stand", "push-survive", "push-fall"})
    void sensorsWhoseNoisesAreKnownAreSaidToContradictOneAnotherNowhere(String motion) throws Exception {
        assertThat(WalkFrames.run(motion, 15_000).told(Kind.LIMITED))
                .extracting(TwinEvent::message)
                .noneMatch(m -> m.contains("contradict each other"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {2, -3})
    void aTurnRateThatLeapsForOneSampleIsNoCertainVelocity(double leap) throws Exception {
        int at = 1_500;
        double[] sound = new double[3];
        WalkFrames.run(
                "walk",
                at + 1,
                0,
                (frame, i) -> {},
                (state, i) -> System.arraycopy(state.baseVelocity, 0, sound, 0, 3));
        double[] apart = new double[3];
        List<double[]> sigma = new ArrayList<>();
        WalkFrames.Run run =
                WalkFrames.run("walk", 2_000, 0, (frame, i) -> frame.imu[0] += i == at ? leap : 0, (state, i) -> {
                    sigma.add(Arrays.copyOfRange(state.baseSigma, 6, 9));
                    for (int k = 0; k < 3; k++) {
                        apart[k] = i == at ? state.baseVelocity[k] - sound[k] : apart[k];
                    }
                });
        // the lever from the IMU to the base's origin
        assertThat(norm(apart)).isGreaterThan(0.05 * Math.abs(leap));
        assertThat(norm(sigma.get(at))).isGreaterThan(0.5 * norm(apart));
        assertThat(norm(sigma.get(at + 3))).isLessThan(1.5 * norm(sigma.get(at - 1)));
        assertThat(run.skill.velocityNees().mean()).as("%s", run).isLessThan(6);
    }

    private static double norm(double[] v) {
        return Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    }

    @Test
    void aGyroThatReadsTooMuchInEverySecondSampleMakesNoCertainVelocity() throws Exception {
        WalkFrames.Run run =
                WalkFrames.run("walk", FRAMES, (frame, i) -> frame.imu[0] += i > 1_000 && i % 2 == 1 ? 0.5 : 0);
        assertThat(run.skill.velocityNees().mean()).as("%s", run).isLessThan(6); // 600 while only the bias is doubted
    }

    @Test
    void aTwinThatIsRestoredWhileSensorsContradictGoesOnByteForByte() throws Exception {
        assertThat(ChangedWalk.differWhenRestored(2_000, Fault.IMU_LATE.begin()::apply))
                .isZero();
    }
}
