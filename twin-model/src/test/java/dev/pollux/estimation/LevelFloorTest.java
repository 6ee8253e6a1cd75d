package dev.pollux.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.Allocation;
import dev.pollux.estimation.base.BaseEstimate;
import dev.pollux.estimation.base.BaseEstimatorState;
import dev.pollux.estimation.base.Counter;
import dev.pollux.estimation.base.EstimatorInput;
import dev.pollux.estimation.base.EstimatorOptions;
import dev.pollux.estimation.base.ImuMount;
import dev.pollux.spatial.Poses;
import dev.pollux.state.Floor;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Flat soles as a level: the algebra, and a made-up robot on floors that slope. */
class LevelFloorTest {
    private static final double[] IDENTITY = Poses.identity();
    private static final double WEIGHT = 700;
    private static final double DT = 0.002;
    private static final EstimatorOptions UNKNOWN = EstimatorOptions.simulated(WEIGHT);
    private static final EstimatorOptions LEVEL = UNKNOWN.withFloorSlope(Floor.LEVEL.slope());

    /** An upright robot with its IMU 0.9 m above two soles; they lie on a floor that falls along x. */
    private static final class Standing {
        final BaseEstimatorState x = new BaseEstimatorState(2);
        final BaseEstimate out = new BaseEstimate(2, new ImuMount(IDENTITY));
        final EstimatorInput in = new EstimatorInput(2);
        final double[] accelBias = new double[3];
        boolean flat = true;
        double slopeX;
        double slopeY;
        private final BaseEstimator estimator;
        private final Random random;

        Standing(EstimatorOptions options, long seed) {
            estimator = new BaseEstimator(options, 2, new ImuMount(IDENTITY));
            random = new Random(seed);
        }

        void fill(double load) {
            long seq = in.seq + 1;
            in.clear();
            in.seq = seq;
            in.stampNs += Math.round(DT * 1e9);
            StandingSensors.imu(in, random);
            for (int i = 0; i < 3; i++) {
                in.imu[3 + i] += accelBias[i];
            }
            for (int c = 0; c < 2; c++) {
                StandingSensors.sole(in, c, random);
                in.normalNoise[c] = 4.5e-4;
                in.soleNormal[3 * c] = Math.sin(slopeX) + 1e-4 * random.nextGaussian();
                in.soleNormal[3 * c + 1] = Math.sin(slopeY) + 1e-4 * random.nextGaussian();
                in.soleNormal[3 * c + 2] =
                        Math.sqrt(1 - Math.pow(in.soleNormal[3 * c], 2) - Math.pow(in.soleNormal[3 * c + 1], 2));
                in.flat[c] = flat;
                in.force[c] = load * WEIGHT;
            }
        }

        /** Stands with half the weight on each foot. */
        Standing stand(double seconds) {
            return run(seconds, 0.5);
        }

        Standing run(double seconds, double load) {
            for (int k = 0; k < seconds / DT; k++) {
                fill(load);
                estimator.update(x, in, out);
            }
            return this;
        }

        /** Of the estimate, which should be upright, deg. */
        double tilt() {
            return Math.toDegrees(Math.hypot(x.R[6], x.R[7]));
        }
    }

    @Test
    void flatSolesTakeMostOfTheBiasOutOfTheTiltAndNoMoreThanTheFloorIsLevel() {
        Standing unknown = new Standing(UNKNOWN, 2);
        Standing level = new Standing(LEVEL, 2);
        unknown.accelBias[0] = level.accelBias[0] = 0.12;
        assertThat(unknown.stand(2).tilt()).isGreaterThan(0.6);
        assertThat(level.stand(2).tilt()).isLessThan(0.2);
        double sigma = level.out.orientationSigma[0];
        assertThat(sigma).isCloseTo(Floor.LEVEL.slope(), within(0.02 * Floor.LEVEL.slope()));
        level.stand(60);
        assertThat(level.out.orientationSigma[0]).isCloseTo(sigma, within(0.02 * sigma));
        assertThat(level.out.orientationSigma[1]).isCloseTo(sigma, within(0.02 * sigma));
    }

    @Test
    void pointFeetTellNothingOfTheFloor() {
        Standing unknown = new Standing(UNKNOWN, 2);
        Standing level = new Standing(LEVEL, 2);
        unknown.flat = level.flat = false;
        assertThat(level.stand(2).x.R).isEqualTo(unknown.stand(2).x.R);
    }

    /** 3° are 3.4 σ of a tilt known to 0.83°, as it is after a start, and of a floor level within 0.29°. */
    @Test
    void aFloorThatSlopesThreeDegreesIsRefusedAndLeavesTheTiltAlone() {
        Standing unknown = new Standing(UNKNOWN, 3);
        Standing level = new Standing(LEVEL, 3);
        unknown.slopeX = level.slopeX = Math.toRadians(3);
        unknown.stand(10);
        level.stand(10);
        assertThat(level.x.R).isEqualTo(unknown.x.R);
        assertThat(level.x.counters[Counter.REFUSED.ordinal()]).isGreaterThan(8000);
    }

    @Test
    void aSmallerSlopeThanTheGateSeesPullsByLessThanItself() {
        Standing level = new Standing(LEVEL, 4);
        level.slopeX = Math.toRadians(2);
        assertThat(level.stand(10).tilt()).isBetween(1.0, 1.6);
    }

    @Test
    void oneWhoHasStoodOnTheLevelIsNotPulledByARamp() {
        Standing level = new Standing(LEVEL, 5);
        double before = level.stand(2).tilt();
        level.run(0.1, 0);
        level.slopeX = Math.toRadians(1.2);
        assertThat(level.stand(10).tilt()).isCloseTo(before, within(0.1));
    }

    @Test
    @Tag("slow")
    void overFloorsAsLevelAsStatedTheTiltErrorIsAsLargeAsStated() {
        Random random = new Random(6);
        double nees = 0;
        int runs = 300;
        for (int k = 0; k < runs; k++) {
            Standing s = new Standing(LEVEL, k);
            s.accelBias[0] = LEVEL.accelBiasSigma() * random.nextGaussian();
            s.accelBias[1] = LEVEL.accelBiasSigma() * random.nextGaussian();
            s.slopeX = LEVEL.floorSlope() * random.nextGaussian();
            s.slopeY = LEVEL.floorSlope() * random.nextGaussian();
            s.stand(2);
            // ξθ of an upright robot, and C of its first two components
            double a = s.x.R[7];
            double b = -s.x.R[6];
            double[] C = s.out.orientationCovariance;
            nees += (C[4] * a * a - 2 * C[1] * a * b + C[0] * b * b) / (C[0] * C[4] - C[1] * C[1]) / runs;
        }
        // The floor is taken as 1/σ² together with the bias's prior, not beside it: 1 − s + s² of the stated variance
        // with s = (g σ / σ_bias)², so 2 × 0.82; the mean of 300 runs has a 95 % band of ± 0.23.
        assertThat(nees).isCloseTo(1.64, within(0.3));
    }

    @Test
    void aRunningFrameOnALevelFloorAllocatesNothing() throws Exception {
        Standing level = new Standing(LEVEL.withFloorSlope(1e-4), 7).stand(20);
        level.fill(0.5);
        assertThat(Allocation.of(1000, () -> {
                    level.in.seq++;
                    level.in.stampNs += Math.round(DT * 1e9);
                    level.estimator.update(level.x, level.in, level.out);
                }))
                .isLessThan(1000);
    }
}
