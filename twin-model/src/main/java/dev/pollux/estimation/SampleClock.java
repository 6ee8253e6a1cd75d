package dev.pollux.estimation;

import dev.pollux.model.RobotModel;

/**
 * When the sensors were sampled, from stamps that are late by a varying delay: a two-state Kalman filter on the sample's
 * instant and the sensors' period (the clock model of D. Allan, with the sequence number as the tick count).
 *
 * <p>A robot's sensor loop ticks evenly while its stamps jitter by a millisecond; at 500 Hz that is half a period, and an
 * integrator that believes it sees velocities jump. With a jitter of zero the stamps themselves are taken. A constant
 * delay cannot be seen and stays in the stamps.
 */
public final class SampleClock {
    /** Numbers in the state: error of the last stamp, period, their covariance (3), whether a period is known. */
    public static final int SIZE = 6;

    /** Standard deviation of a stamp's delay where nothing is known of the robot, s. */
    public static final double USUAL_JITTER = 0.0006;

    private static final int LATE = 0;
    private static final int PERIOD = 1;
    private static final int C00 = 2;
    private static final int C01 = 3;
    private static final int C11 = 4;
    private static final int TICKS = 5;

    /** Relative wander of the period per tick. */
    private static final double WANDER = 1e-6;

    private final double jitter;

    /** @param jitter standard deviation of a stamp's delay, s; 0 takes the stamps as they are */
    public SampleClock(double jitter) {
        this.jitter = jitter;
    }

    /** For a robot as its description has it. */
    public static SampleClock of(RobotModel model) {
        double said = model.sensing().stampJitter();
        return new SampleClock(Double.isNaN(said) ? USUAL_JITTER : said);
    }

    /**
     * Takes one frame.
     *
     * @param c the state, {@link #SIZE} numbers
     * @param elapsed stamp minus the last stamp, s, ≥ 0
     * @param ticks sequence number minus the last, ≥ 1; 0 when unknown
     * @return s between the two samples, ≥ 0
     */
    public double advance(double[] c, double elapsed, int ticks) {
        if (jitter == 0) {
            return elapsed;
        }
        double R = jitter * jitter;
        if (c[TICKS] == 0) {
            return start(c, elapsed, Math.max(ticks, 1), R);
        }
        int k = ticks > 0 ? ticks : Math.max(1, (int) Math.rint((elapsed - c[LATE]) / c[PERIOD]));
        // e ← e + k T − Δstamp: the sample's instant as seen from its own stamp
        double late = c[LATE] + k * c[PERIOD] - elapsed;
        double q = WANDER * c[PERIOD];
        double c00 = c[C00] + 2 * k * c[C01] + k * k * c[C11];
        double c01 = c[C01] + k * c[C11];
        double c11 = c[C11] + k * q * q;
        double s = c00 + R;
        if (late * late > 36 * s) {
            // six σ: the sensors paused or their clock was set
            return start(c, elapsed, k, R);
        }
        double before = c[LATE];
        double innovation = -late;
        c[LATE] = late + c00 / s * innovation;
        c[PERIOD] += c01 / s * innovation;
        c[C00] = c00 - c00 * c00 / s;
        c[C01] = c01 - c00 * c01 / s;
        c[C11] = c11 - c01 * c01 / s;
        c[TICKS] += k;
        return Math.max(0, elapsed + c[LATE] - before);
    }

    /** When the last sample was taken, seen from its stamp, s: mostly negative. */
    public static double sampleAfterStamp(double[] c) {
        return c[LATE];
    }

    private static double start(double[] c, double elapsed, int ticks, double R) {
        c[LATE] = 0;
        c[PERIOD] = elapsed / ticks;
        c[C00] = R;
        c[C01] = R / ticks;
        c[C11] = 2 * R / (ticks * ticks);
        c[TICKS] = elapsed > 0 ? ticks : 0;
        return elapsed;
    }
}
