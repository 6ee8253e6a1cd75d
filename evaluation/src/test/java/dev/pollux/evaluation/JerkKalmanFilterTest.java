package dev.pollux.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class JerkKalmanFilterTest {
    @Test
    void constantAccelerationIsFoundFromNoisySamplesAndCarriedOn() {
        JerkKalmanFilter filter = new JerkKalmanFilter(1e-3, 1e-8, 4e-4);
        Random random = new Random(1);
        double t = 0;
        for (int i = 0; i < 2000; i++) {
            t = 0.002 * i;
            filter.add(0.002, 0.3 * t * t / 2 + 1e-4 * random.nextGaussian(), 0.3 * t + 0.02 * random.nextGaussian());
        }
        // the raw velocity alone would be off by 0.02 · 0.05 = 1e-3
        assertThat(filter.position(0.05)).isEqualTo(0.3 * (t + 0.05) * (t + 0.05) / 2, within(3e-5));
    }

    @Test
    void tuningFollowsTheMotion() {
        JointLog slow = log(0.5);
        JointLog fast = log(4);
        // a filter that suits the one does badly on the other
        assertThat(error(tuned(slow), slow)).isLessThan(0.5 * error(tuned(fast), slow));
        assertThat(error(tuned(fast), fast)).isLessThan(0.5 * error(tuned(slow), fast));
    }

    private static JerkKalmanFilter tuned(JointLog log) {
        return new KalmanTuning(log, new long[] {20_000_000}).tune()[0][0];
    }

    private static JointLog log(double hertz) {
        JointLog log = new JointLog(1);
        Random random = new Random(2);
        double w = 2 * Math.PI * hertz;
        for (int i = 0; i < 3000; i++) {
            double t = 0.002 * i;
            log.add(
                    t,
                    new double[] {0.1 * Math.sin(w * t) + 1e-4 * random.nextGaussian()},
                    new double[] {0.1 * w * Math.cos(w * t) + 0.02 * random.nextGaussian()},
                    new double[] {0.1 * Math.sin(w * t)});
        }
        return log;
    }

    /** Median error 20 ms ahead, rad. */
    private static double error(JerkKalmanFilter filter, JointLog log) {
        filter.restart();
        ErrorStatistics errors = new ErrorStatistics();
        for (int i = 0; i < log.size() - 10; i++) {
            filter.add(0.002, log.position(i, 0), log.velocity(i, 0));
            if (i > 100) {
                errors.add(filter.position(0.02) - log.reference.get(i + 10)[0]);
            }
        }
        return errors.median();
    }
}
