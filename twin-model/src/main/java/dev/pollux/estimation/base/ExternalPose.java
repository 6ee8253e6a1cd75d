package dev.pollux.estimation.base;

/**
 * Corrections with an external pose. Each passes the χ² gate; one that does not opens the world instead: yaw and the common
 * position of IMU and footholds, which nothing on the robot observes, become less certain, so that the fifth refusal in a
 * row moves the estimator's world to the pose. Velocity and tilt are left as they are: in a right-invariant error a turned
 * and shifted world is ξθ and equal ξp, ξd alone.
 */
public final class ExternalPose {
    /** Refusals in a row that move the world. */
    private static final int PATIENCE = 5;

    private final InvariantFilter filter;

    /** Corrects through a filter. */
    public ExternalPose(InvariantFilter filter) {
        this.filter = filter;
    }

    /** Corrects with what the frame has of a pose. */
    public void apply(BaseEstimatorState x, EstimatorInput in) {
        boolean turned = true;
        if (Finite.all(in.orientation) && Finite.all(in.orientationCovariance)) {
            double nis = filter.correctOrientation(x, in.orientation, in.orientationCovariance, InvariantFilter.GATE);
            turned = count(x, nis);
            if (!turned) {
                // axis by axis, so that a wrong yaw leaves the tilt alone
                for (int i = 0; i < 3; i++) {
                    filter.cov[i * filter.n + i] += squared(i) / (PATIENCE * InvariantFilter.GATE);
                }
            }
        }
        if (turned && Finite.all(in.position) && Finite.all(in.positionCovariance)) {
            double nis = filter.correctPosition(x, in.position, in.positionCovariance, InvariantFilter.GATE);
            if (!count(x, nis)) {
                openPosition();
            }
        }
    }

    private static boolean count(BaseEstimatorState x, double nis) {
        if (nis >= 0) {
            return true;
        }
        x.counters[Counter.REFUSED.ordinal()]++;
        return false;
    }

    private double squared(int axis) {
        double r = filter.residual(axis);
        return r * r;
    }

    /** Adds |r|²/(5 χ²) to the common variance of IMU and footholds: the fifth time, r² over the sum is χ². */
    private void openPosition() {
        int n = filter.n;
        double more = (squared(0) + squared(1) + squared(2)) / (PATIENCE * InvariantFilter.GATE);
        for (int i = 0; i < 3; i++) {
            for (int a = InvariantFilter.P + i; a < filter.slip; a += 3) {
                for (int b = InvariantFilter.P + i; b < filter.slip; b += 3) {
                    filter.cov[a * n + b] += more;
                }
            }
        }
    }
}
