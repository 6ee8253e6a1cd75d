package dev.pollux.estimation.feet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.estimation.BaseEstimator;
import dev.pollux.estimation.base.BaseEstimate;
import dev.pollux.estimation.base.BaseEstimatorState;
import dev.pollux.estimation.base.EstimatorInput;
import dev.pollux.estimation.base.EstimatorOptions;
import dev.pollux.estimation.base.FilterNoise;
import dev.pollux.estimation.base.FootModel;
import dev.pollux.estimation.base.ImuMount;
import dev.pollux.estimation.base.InvariantFilter;
import dev.pollux.spatial.Poses;
import dev.pollux.spatial.World;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is learned of feet that slip: a robot that stands on two feet, 0.9 m under its IMU, at 100 Hz. */
class SlipTest {
    private static final double[] IDENTITY = Poses.identity();
    private static final double DT = 0.01;
    private static final double WEIGHT = 700;
    private static final FilterNoise NOISE = EstimatorOptions.general(WEIGHT).noise();

    private final BaseEstimatorState x = new BaseEstimatorState(2);
    private final EstimatorInput in = new EstimatorInput(2);
    private final BaseEstimate out = new BaseEstimate(2, new ImuMount(IDENTITY));

    private static EstimatorOptions options(double kinematicSigma) {
        return EstimatorOptions.general(WEIGHT).with(new FootModel(kinematicSigma, 0, 1e-3, 0, 0, 0, 0));
    }

    /**
     * Stands for 40 s while the feet slip white by {@code slip} m/s/√Hz; the innovations of the last 20 s.
     *
     * @param kinematicSigma m, what the filter expects of a measurement
     * @param blur m, white error of a measurement
     */
    private double stand(double kinematicSigma, double slip, double blur) {
        BaseEstimator estimator = new BaseEstimator(options(kinematicSigma), 2, new ImuMount(IDENTITY));
        Random random = new Random(7);
        double[] foot = {0, 0.1, -0.9, 0, -0.1, -0.9};
        double nis = 0;
        int feet = 0;
        for (int k = 0; k < 4000; k++) {
            in.clear();
            in.seq = k;
            in.stampNs = Math.round(k * DT * 1e9);
            for (int i = 0; i < 3; i++) {
                in.imu[i] = NOISE.gyro() / Math.sqrt(DT) * random.nextGaussian();
                in.imu[3 + i] = NOISE.accel() / Math.sqrt(DT) * random.nextGaussian() + (i == 2 ? 9.81 : 0);
            }
            for (int i = 0; i < 6; i++) {
                foot[i] += slip * Math.sqrt(DT) * random.nextGaussian();
                in.sole[i] = foot[i] + blur * random.nextGaussian();
            }
            in.flag[0] = in.flag[1] = 1;
            java.util.Arrays.fill(in.soleCovariance, 0);
            estimator.update(x, in, out);
            if (k >= 2000) {
                for (double innovation : out.nis) {
                    if (!Double.isNaN(innovation)) {
                        nis += innovation;
                        feet++;
                    }
                }
            }
        }
        return nis / feet;
    }

    @Test
    void innovationsBecomeAsLargeAsStatedHoweverTheFeetSlip() {
        for (double times : new double[] {0.2, 1, 5}) {
            x.clear();
            double nis = stand(1e-4, times * NOISE.contact(), 1e-4);
            // the prior on ln(scale) leaves 0.03 · ln(25) = 0.1 of a difference
            assertThat(nis / 3)
                    .as("feet slip %s times as much as the options say", times)
                    .isCloseTo(1, within(0.15));
            assertThat(x.slipScale[0]).isBetween(0.7 * times * times, 1.4 * times * times);
        }
    }

    @Test
    void whatTheInnovationsCannotTellStaysAsTheOptionsSay() {
        // noise of 20 mm hides whether feet slip by 2 mm a frame, or not at all
        stand(0.02, 0, 0.02);
        assertThat(x.slipScale[0]).isBetween(0.5, 1.5);
    }

    @Test
    void whatWasLearnedAndCanNoLongerBeToldFades() {
        x.slipScale[0] = 50;
        InvariantFilter filter = new InvariantFilter(2);
        Slip slip = new Slip(filter, options(0));
        filter.open(x);
        in.sole[0] = in.sole[1] = 0;
        in.sole[2] = -0.9;
        double[] certain = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        double variance = filter.correctFoot(x, 0, in.sole, 0, certain, 0, Double.POSITIVE_INFINITY)
                .variance();
        for (int k = 0; k < 1000; k++) {
            slip.learn(x, 0, 3, variance, DT);
        }
        // ln 50 · e^{−0.03 · 3 · 10}
        assertThat(Math.log(x.slipScale[0])).isCloseTo(Math.log(50) * Math.exp(-0.9), within(0.01));
    }

    @Test
    void oneOutlierMovesTheScaleByLittle() {
        InvariantFilter filter = new InvariantFilter(2);
        Slip slip = new Slip(filter, options(0));
        filter.open(x);
        in.sole[0] = in.sole[1] = in.sole[2] = 0;
        double[] sure = {1e-12, 0, 0, 0, 1e-12, 0, 0, 0, 1e-12};
        double variance = filter.correctFoot(x, 0, in.sole, 0, sure, 0, 16).variance();
        slip.learn(x, 0, 1e12, variance, DT);
        // e^{3 · 0.01 · 19}
        assertThat(x.slipScale[0]).isLessThan(1.8);
    }

    @Test
    void onlyALegThatFoldsDoubtsItsFoot() {
        EstimatorOptions simulated = EstimatorOptions.simulated(WEIGHT);
        InvariantFilter filter = new InvariantFilter(2);
        Slip slip = new Slip(filter, simulated);
        in.sole[0] = in.sole[1] = 0;
        in.sole[2] = -0.9;
        int z = InvariantFilter.D + 2;
        x.v[0] = 1;
        slip.addCreep(x, 0, in, DT);
        assertThat(filter.covariance(z, z)).isZero();
        x.v[2] = -0.6;
        slip.addCreep(x, 0, in, DT);
        // (0.022 s · 0.36 / 0.9 m/s²)² · 0.2 s · dt
        double creep = simulated.feet().foldingCreep() * 0.4;
        assertThat(filter.covariance(z, z)).isCloseTo(creep * creep * 0.2 * DT, within(1e-15));
    }

    @Test
    void footholdsGoAlongWithASlipThatLasts() {
        InvariantFilter filter = new InvariantFilter(2);
        filter.open(x);
        x.standing[0] = 1;
        x.slip[0] = 0.1;
        double[] still = {0, 0, 0, 0, 0, World.GRAVITY};
        for (int k = 0; k < 1000; k++) {
            filter.predict(x, still, 1e-3, 0, 0, NOISE);
        }
        // ∫ 0.1 e^{−t/τ} dt
        assertThat(x.d[0]).isCloseTo(0.1 * InvariantFilter.SLIP_LASTS, within(1e-4));
        assertThat(x.p[0]).isZero();
    }
}
