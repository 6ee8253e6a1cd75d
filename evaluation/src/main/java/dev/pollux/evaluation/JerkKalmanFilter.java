package dev.pollux.evaluation;

/**
 * The textbook filter for one joint, as a baseline: constant acceleration with white jerk, corrected by measured
 * position and velocity (Bar-Shalom, Li and Kirubarajan, "Estimation with Applications to Tracking and Navigation",
 * 2001, §6.2.3). It uses no model of the robot.
 */
final class JerkKalmanFilter {
    private final double jerk2;
    private final double positionVariance;
    private final double velocityVariance;
    private double q;
    private double v;
    private double a;
    private double pp;
    private double pv;
    private double pa;
    private double vv;
    private double va;
    private double aa;
    private boolean running;

    /**
     * A filter.
     *
     * @param jerk root of the spectral density, rad/s³/√Hz
     * @param positionVariance of a measured position, rad²
     * @param velocityVariance of a measured velocity, (rad/s)²; infinite if there is none
     */
    JerkKalmanFilter(double jerk, double positionVariance, double velocityVariance) {
        jerk2 = jerk * jerk;
        this.positionVariance = positionVariance;
        this.velocityVariance = velocityVariance;
    }

    void restart() {
        running = false;
    }

    /** Adds a sample {@code dt} s after the last; ignores NaN. */
    void add(double dt, double position, double velocity) {
        if (running) {
            predict(dt);
            if (!Double.isNaN(position)) {
                correct(position - q, pp + positionVariance, pp, pv, pa);
            }
            if (velocityVariance < Double.POSITIVE_INFINITY && !Double.isNaN(velocity)) {
                correct(velocity - v, vv + velocityVariance, pv, vv, va);
            }
            return;
        }
        if (Double.isNaN(position)) {
            return;
        }
        running = true;
        q = position;
        v = Double.isNaN(velocity) ? 0 : velocity;
        a = 0;
        pp = positionVariance;
        vv = Math.min(velocityVariance, 1);
        aa = 100;
        pv = 0;
        pa = 0;
        va = 0;
    }

    /** The position {@code h} s after the last sample; NaN before the first. */
    double position(double h) {
        return !running ? Double.NaN : q + h * (v + h / 2 * a);
    }

    private void predict(double h) {
        q += h * (v + h / 2 * a);
        v += h * a;
        // F P Fᵀ + Q, F = [1 h h²/2; 0 1 h; 0 0 1], Q = σ² [h⁵/20 h⁴/8 h³/6; · h³/3 h²/2; · · h]
        double s = h * h / 2;
        double pv1 = pv + h * vv + s * va;
        double pa1 = pa + h * va + s * aa;
        double va1 = va + h * aa;
        double h2 = h * h;
        pp += h * pv + s * pa + h * pv1 + s * pa1 + jerk2 * h2 * h2 * h / 20;
        pv = pv1 + h * pa1 + jerk2 * h2 * h2 / 8;
        pa = pa1 + jerk2 * h2 * h / 6;
        vv += h * va + h * va1 + jerk2 * h2 * h / 3;
        va = va1 + jerk2 * h2 / 2;
        aa += jerk2 * h;
    }

    /** x ← x + P h ν / s, P ← P − (P h)(P h)ᵀ / s. */
    private void correct(double innovation, double s, double hp, double hv, double ha) {
        double gain = innovation / s;
        q += hp * gain;
        v += hv * gain;
        a += ha * gain;
        pp -= hp * hp / s;
        pv -= hp * hv / s;
        pa -= hp * ha / s;
        vv -= hv * hv / s;
        va -= hv * ha / s;
        aa -= ha * ha / s;
    }
}
