package dev.pollux.estimation.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.ReferenceData;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Step by step against a synthetic right-invariant EKF with full covariance, computed from the published equations. The
 * series states no inputs: these were recovered from its first predictions and from its gains, and reproduce it to
 * rounding.
 */
@Tag("data")
class ParityTest {
    private static final double DT = 1e-3;

    /** Largest difference of state and of covariance over all ticks. */
    private static double[] worst(double gyroNoise) {
        List<String> lines = ReferenceData.lines("riekf-parity/riekf_synthetic_200ticks.csv.gz", Integer.MAX_VALUE);
        InvariantFilter f = new InvariantFilter(1);
        BaseEstimatorState x = new BaseEstimatorState(1);
        x.d[2] = -0.9;
        x.standing[0] = 1;
        f.open(x);
        for (int i = 0; i < 12; i++) {
            f.cov[i * f.n + i] = 0.01;
        }
        // The series has no biases: a variance of zero keeps ours at zero.
        FilterNoise noise = new FilterNoise(gyroNoise, Math.sqrt(1e-3), 0, 0, 1e-3, 1);
        double[] footNoise = {1e-4, 0, 0, 0, 1e-4, 0, 0, 0, 1e-4};
        double[] difference = new double[2];
        for (int tick = 0; tick < 200; tick++) {
            double t = tick * DT;
            double[] imu = {
                0.05 * Math.sin(0.7 * t),
                0.03 * Math.cos(0.5 * t),
                0.02,
                0.1 * Math.sin(0.3 * t),
                0,
                9.81 + 0.05 * Math.cos(0.2 * t),
            };
            f.predict(x, imu, DT, 0, 0, noise);
            if (tick > 0 && tick % 5 == 0) {
                double[] y = {
                    -0.01 + 0.02 * Math.sin(0.4 * t), 0.01 * Math.cos(0.3 * t), -0.85 + 0.005 * Math.sin(0.2 * t),
                };
                assertThat(f.correctFoot(x, 0, y, 0, footNoise, 0, Double.POSITIVE_INFINITY)
                                .taken())
                        .isTrue();
            }
            compare(lines.get(tick + 1), x, f, difference);
        }
        return difference;
    }

    private static void compare(String line, BaseEstimatorState x, InvariantFilter f, double[] difference) {
        String[] words = line.split(",");
        int k = 1;
        for (double[] part : new double[][] {x.R, x.v, x.p, x.d}) {
            for (double value : part) {
                difference[0] = Math.max(difference[0], Math.abs(value - Double.parseDouble(words[k++])));
            }
        }
        for (int i = 0; i < 12; i++) {
            for (int j = i; j < 12; j++) {
                double expected = Double.parseDouble(words[k++]);
                difference[1] = Math.max(difference[1], Math.abs(f.cov[i * f.n + j] - expected));
            }
        }
    }

    @Test
    void stateAndCovarianceMatchThePublishedFilter() {
        // the comparison sees a gyro noise that is one per cent off
        assertThat(worst(0.0101)[1]).isGreaterThan(1e-7);
        double[] difference = worst(0.01);
        assertThat(difference[0]).isLessThan(1e-12);
        assertThat(difference[1]).isLessThan(1e-12);
    }
}
