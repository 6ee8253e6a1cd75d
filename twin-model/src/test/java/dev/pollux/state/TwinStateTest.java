package dev.pollux.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.estimation.base.BaseEstimatorState;
import dev.pollux.estimation.joints.JointEstimate;
import dev.pollux.state.GateMemory.Velocities;
import dev.pollux.storage.FiniteNumbers;
import dev.pollux.storage.StatePass;
import dev.pollux.storage.StoredState;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TwinStateTest {
    private static final int JOINTS = 9;

    private final TwinState state = new TwinState("any", JOINTS, 2, 3, new FrameOrder());
    private final FiniteNumbers numbers = new FiniteNumbers();

    @Test
    void aNumberOfAnEstimateThatIsNotFiniteIsUnsound() {
        JointEstimate joints = state.joints;
        BaseEstimatorState base = state.base;
        AgreementMemory agreement = state.agreement;
        for (double[] values : List.of(
                joints.position,
                joints.velocity,
                joints.acceleration,
                joints.jerk,
                base.R,
                base.v,
                base.p,
                base.d,
                base.gyroBias,
                base.accelBias,
                base.imu,
                base.rest,
                base.dwell,
                base.load,
                base.normal,
                base.slip,
                base.slipScale,
                base.change,
                state.divergence.externalForce,
                state.clock,
                state.anchor,
                state.baseVelocity,
                state.baseAcceleration,
                state.baseSigma,
                state.imu,
                state.contactWrenches)) {
            double before = values[0];
            for (double odd : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
                values[0] = odd;
                assertThat(state.sound(numbers)).isFalse();
            }
            values[0] = before;
            assertThat(state.sound(numbers)).isTrue();
        }
        for (int i = 0; i < TwinState.POSE; i++) {
            double before = state.basePose[i];
            state.basePose[i] = Double.NaN;
            assertThat(state.sound(numbers)).isFalse();
            state.basePose[i] = before;
        }
        for (float[] values : List.of(
                joints.covariance,
                joints.noise,
                joints.past,
                joints.disagreement,
                joints.innovationSquare,
                joints.accelerationSquare,
                state.divergence.usual,
                agreement.turned,
                agreement.sole,
                agreement.imu,
                agreement.force,
                agreement.place,
                agreement.placeBefore,
                agreement.pushed,
                agreement.pushedBefore,
                agreement.product,
                agreement.pushes,
                agreement.turn.legsBefore,
                agreement.turn.gyroBefore,
                agreement.turn.offset,
                agreement.turn.taken)) {
            values[0] = Float.NEGATIVE_INFINITY;
            assertThat(state.sound(numbers)).isFalse();
            values[0] = 0;
            assertThat(state.sound(numbers)).isTrue();
        }
        agreement.turn.excess = Float.NaN;
        assertThat(state.sound(numbers)).isFalse();
    }

    @Test
    void whatIsInfiniteByItsMeaningIsSound() throws IOException {
        Arrays.fill(state.joints.age, Double.POSITIVE_INFINITY);
        Arrays.fill(state.joints.sampleStep, Double.POSITIVE_INFINITY);
        state.joints.step = Double.POSITIVE_INFINITY;
        Arrays.fill(state.base.unplaced, Double.POSITIVE_INFINITY);
        Arrays.fill(state.base.covariance, Float.NaN); // the estimator looks after it
        state.base.falling = Double.POSITIVE_INFINITY;
        state.base.waited = Double.POSITIVE_INFINITY;
        state.base.unsampled = Double.POSITIVE_INFINITY;
        state.base.slipVariance = Float.POSITIVE_INFINITY;
        state.base.restTurn = Float.POSITIVE_INFINITY;
        Arrays.fill(state.gate.age, Float.POSITIVE_INFINITY);
        Arrays.fill(state.gate.usualStep, Float.POSITIVE_INFINITY);
        Arrays.fill(state.gate.repeated, Float.POSITIVE_INFINITY);
        state.frozen.poseRepeated = Float.POSITIVE_INFINITY;
        state.balance.dwell = Double.POSITIVE_INFINITY;
        SensorFrame frame = new SensorFrame();
        frame.jointCount = JOINTS;
        frame.mark(SensorFrame.JOINT_EFFORTS);
        Arrays.fill(frame.jointEfforts, Double.NaN); // a joint without a sensor of it
        state.rare.keep(frame, SensorFrame.JOINT_EFFORTS);

        assertThat(state.sound(numbers)).isTrue();
        TwinState restored = StoredState.restored(state);
        assertThat(restored.joints.age).containsExactly(state.joints.age);
        assertThat(restored.base.unsampled).isInfinite();
        assertThat(restored.gate.repeated).containsExactly(state.gate.repeated);
    }

    @Test
    void lookingAndWritingChangeNothingAndARoundedStateIsRestoredBitForBit() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            new Filled(random).over(state);
            for (int j = 0; j < JOINTS; j++) {
                state.gate.velocities[j] = Velocities.values()[random.nextInt(2)];
            }
            state.round();
            byte[] rounded = TwinStateFormat.bytes(state);
            double[] positions = state.joints.position.clone();

            state.round();
            state.sound(numbers);

            assertThat(state.joints.position).containsExactly(positions);
            assertThat(TwinStateFormat.bytes(state)).isEqualTo(rounded);
            TwinState restored = StoredState.restored(state);
            assertThat(restored.joints.position).containsExactly(positions);
            assertThat(TwinStateFormat.bytes(restored)).isEqualTo(rounded);
        }
    }

    @Test
    void aStateThatIsClearedKeepsNothingOfANumberThatIsNotFinite() {
        Arrays.fill(state.agreement.turn.offset, Float.NaN);
        Arrays.fill(state.joints.velocity, Double.NaN);
        state.gate.velocities[3] = Velocities.OPPOSED;
        state.gate.way[3] = 1;

        state.clear();

        assertThat(state.sound(numbers)).isTrue();
        assertThat(state.agreement.turn.offset).containsOnly(0);
        assertThat(state.gate.velocities).containsOnly(Velocities.AGREE);
        assertThat(state.gate.way).containsOnly(0);
    }

    /** Puts a number into each field of one, of any size: near and far from 0. */
    private static final class Filled extends StatePass {
        private final Random random;

        Filled(Random random) {
            this.random = random;
        }

        private double some() {
            return random.nextGaussian() * Math.pow(10, random.nextInt(24) - 16);
        }

        @Override
        public double exact(double value) {
            return some();
        }

        @Override
        public double single(double value) {
            return some();
        }

        @Override
        public double near(double value, double reference) {
            return random.nextBoolean() ? some() : reference + some();
        }

        @Override
        public double anyExact(double value) {
            return some();
        }

        @Override
        public double anySingle(double value) {
            return some();
        }

        @Override
        public float single(float value) {
            return (float) some();
        }

        @Override
        public void single(float[] values) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) some();
            }
        }

        @Override
        public float anySingle(float value) {
            return (float) some();
        }

        @Override
        public void sparse(float[] values) {
            values[random.nextInt(values.length)] = (float) some();
        }
    }
}
