package dev.pollux.benchmarks;

import dev.pollux.estimation.BaseEstimator;
import dev.pollux.estimation.base.BaseEstimate;
import dev.pollux.estimation.base.BaseEstimatorState;
import dev.pollux.estimation.base.EstimatorInput;
import dev.pollux.estimation.base.EstimatorOptions;
import dev.pollux.estimation.base.FilterNoise;
import dev.pollux.estimation.base.ImuMount;
import dev.pollux.estimation.base.InvariantFilter;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One frame of the estimator with two feet, 24 error states, one thread; and the same filter with dense matrices. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class EstimatorBenchmark {
    private static final double DT = 0.002;
    private static final double[] IDENTITY = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1};
    private static final int SAMPLES = 256;
    private static final double FOOT = 1e-8;

    /** Correlated slip, m/s. */
    private static final float SLIP = 0.01f;

    private static final double LASTS = InvariantFilter.SLIP_LASTS;

    private final double[][] imu = new double[SAMPLES][6];
    private final double[][] sole = new double[SAMPLES][6];
    private final double[] soleCovariance = {FOOT, 0, 0, 0, FOOT, 0, 0, 0, FOOT};
    private final FilterNoise noise = new FilterNoise(4.5e-5, 1.3e-3, 1e-4, 1e-3, 1e-4, 1);
    private final double[] variances = {4.5e-5 * 4.5e-5, 1.3e-3 * 1.3e-3, 1e-8, 1e-8, 1e-6, SLIP * SLIP};
    private final InvariantFilter filter = new InvariantFilter(2);
    private final BaseEstimatorState x = new BaseEstimatorState(2);
    private final DenseInvariantFilter dense = new DenseInvariantFilter();
    private final BaseEstimator estimator =
            new BaseEstimator(EstimatorOptions.simulated(700), 2, new ImuMount(IDENTITY));
    private final BaseEstimatorState robot = new BaseEstimatorState(2);
    private final BaseEstimatorState stepping = new BaseEstimatorState(2);
    private final EstimatorInput in = new EstimatorInput(2);
    private final BaseEstimate out = new BaseEstimate(2, new ImuMount(IDENTITY));
    private final double[] y = new double[3];
    private long frame;

    /** A standing robot, with noise; all three filters running. */
    @Setup
    public void stand() {
        Random random = new Random(20261122);
        for (int s = 0; s < SAMPLES; s++) {
            for (int i = 0; i < 3; i++) {
                imu[s][i] = 1e-3 * random.nextGaussian();
                imu[s][3 + i] = 0.03 * random.nextGaussian() + (i == 2 ? 9.81 : 0);
                for (int c = 0; c < 2; c++) {
                    sole[s][3 * c + i] = foot(c, i) + 1e-4 * random.nextGaussian();
                }
            }
        }
        double[] C = new double[24 * 24];
        for (int i = 0; i < 24; i++) {
            C[25 * i] = 1e-4;
            dense.P.set(i, i, 1e-4);
        }
        x.setErrorCovariance(C);
        x.slipVariance = SLIP * SLIP;
        filter.open(x);
        for (int c = 0; c < 2; c++) {
            x.standing[c] = 1;
            for (int i = 0; i < 3; i++) {
                x.d[3 * c + i] = foot(c, i);
                dense.u[2 + c][i] = foot(c, i);
            }
        }
        compareWithDense();
        requireStart(this::estimatorFrame);
        requireStart(this::estimatorStep);
    }

    private void requireStart(Runnable frames) {
        for (int k = 0; k < 2000; k++) {
            frames.run();
        }
        if (!out.running) {
            throw new IllegalStateException("the estimator did not start within 4 s: " + out.complaint);
        }
    }

    /** Checks that both filters do the same work before comparing costs: equal variances after 200 frames. */
    private void compareWithDense() {
        for (int k = 0; k < 200; k++) {
            frame = k;
            predictCorrect();
            frame = k;
            denseEjml();
        }
        filter.close(x);
        filter.open(x);
        double[] C = x.errorCovariance();
        for (int i = 0; i < 24; i++) {
            double ours = C[25 * i];
            double theirs = dense.P.get(i, i);
            if (!(Math.abs(ours - theirs) <= 0.01 * theirs)) {
                throw new IllegalStateException(
                        "variance " + i + " is " + ours + ", in the dense filter " + theirs + ": not the same filter");
            }
        }
    }

    private static double foot(int c, int i) {
        return i == 0 ? 0 : i == 1 ? (c == 0 ? 0.1 : -0.1) : -0.9;
    }

    /** Time update and corrections with two feet: the filter only. */
    @Benchmark
    public double predictCorrect() {
        int s = (int) (frame++ % SAMPLES);
        filter.predict(x, imu[s], DT, 0, 0, noise);
        filter.correctFoot(x, 0, sole[s], 0, soleCovariance, 0, Double.POSITIVE_INFINITY);
        return filter.correctFoot(x, 1, sole[s], 3, soleCovariance, 0, Double.POSITIVE_INFINITY)
                .nis();
    }

    /** The same with dense EJML matrices. */
    @Benchmark
    public double denseEjml() {
        int s = (int) (frame++ % SAMPLES);
        dense.predict(imu[s], DT, variances, LASTS);
        for (int c = 0; c < 2; c++) {
            System.arraycopy(sole[s], 3 * c, y, 0, 3);
            dense.correct(c, y, FOOT);
        }
        return dense.P.get(0, 0);
    }

    /** A whole frame: clock, contacts, filter, packing, base pose and velocity with their σ. */
    @Benchmark
    public double estimatorFrame() {
        fillInput();
        in.force[1] = 350;
        estimator.update(robot, in, out);
        return out.pose[3];
    }

    /** A whole frame of a robot that stands on one foot while the other swings. */
    @Benchmark
    public double estimatorStep() {
        fillInput();
        in.force[1] = 0;
        in.sole[3] += 0.1 * Math.sin(0.02 * frame);
        in.sole[5] += 0.1;
        estimator.update(stepping, in, out);
        return out.pose[3];
    }

    private void fillInput() {
        int s = (int) (frame++ % SAMPLES);
        in.clear();
        in.seq = frame;
        in.stampNs = 2_000_000L * frame;
        System.arraycopy(imu[s], 0, in.imu, 0, 6);
        System.arraycopy(sole[s], 0, in.sole, 0, 6);
        System.arraycopy(soleCovariance, 0, in.soleCovariance, 0, 9);
        System.arraycopy(soleCovariance, 0, in.soleCovariance, 9, 9);
        in.force[0] = 350;
    }
}
