package dev.pollux.estimation.base;

/**
 * Corrections with an external pose. Each passes the χ² gate; a rejected one makes the world uncertain instead: the
 * variances of yaw and of the common position of IMU and footholds, which no sensor on the robot observes, grow so that
 * the fifth rejection in a row moves the estimator's world to the pose. Velocity and tilt stay unchanged: in a
 * right-invariant error, a turned and shifted world is ξθ and equal ξp, ξd only.
 */
public final class ExternalPose {
    /** Refusals in a row that move the world. */
    private static final int MOST_REFUSALS = 5;

    private final InvariantFilter filter;

    /** Corrects through a filter. */
    public ExternalPose(InvariantFilter filter) {
        this.filter = filter;
    }

    /** Corrects with the parts of a pose that the frame has. */
    public void apply(BaseEstimatorState x, EstimatorInput in) {
        boolean turned = true;
        if (Finite.all(in.orientation) && Finite.all(in.orientationCovariance)) {
            Innovation innovation =
                    filter.correctOrientation(x, in.orientation, in.orientationCovariance, InvariantFilter.GATE);
            turned = count(x, innovation);
            if (!turned) {
                // axis by axis, so that a wrong yaw does not change the tilt
                for (int i = 0; i < 3; i++) {
                    filter.cov[i * filter.n + i] += squared(innovation, i) / (MOST_REFUSALS * InvariantFilter.GATE);
                }
            }
        }
        if (turned && Finite.all(in.position) && Finite.all(in.positionCovariance)) {
            Innovation innovation = filter.correctPosition(x, in.position, in.positionCovariance, InvariantFilter.GATE);
            if (!count(x, innovation)) {
                openPosition(innovation);
            }
        }
    }

    private static boolean count(BaseEstimatorState x, Innovation innovation) {
        x.counters[Counter.REFUSED.ordinal()] += innovation.taken() ? 0 : 1;
        return innovation.taken();
    }

    private static double squared(Innovation innovation, int axis) {
        return innovation.residual(axis) * innovation.residual(axis);
    }

    /** Adds |r|²/(5 χ²) to the common variance of IMU and footholds: the fifth time, r² over the sum is χ². */
    private void openPosition(Innovation innovation) {
        int n = filter.n;
        double more = (squared(innovation, 0) + squared(innovation, 1) + squared(innovation, 2))
                / (MOST_REFUSALS * InvariantFilter.GATE);
        for (int i = 0; i < 3; i++) {
            for (int a = InvariantFilter.P + i; a < filter.slip; a += 3) {
                for (int b = InvariantFilter.P + i; b < filter.slip; b += 3) {
                    filter.cov[a * n + b] += more;
                }
            }
        }
    }
}
