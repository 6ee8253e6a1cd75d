package dev.pollux.estimation;

/**
 * How the estimator treats one kind of robot.
 *
 * @param noise densities of the filter
 * @param contact when a foot counts as a foothold
 * @param weight of the robot, N
 * @param kinematicSigma m, added to the encoders' part of a sole's position: backlash, flexing, calibration
 * @param footholdSigma m, uncertainty of a new foothold over what the kinematics say: settling
 * @param solePerLoad m, how far a sole gives while its load changes by the robot's weight
 * @param strideAccel m/s²/√Hz, added to the accelerometer's noise while a foot is in the air: what a stride does to the
 *     acceleration between two samples
 * @param stampJitter standard deviation of the stamps' delay, s; see {@link SampleClock}
 * @param gyroBiasSigma rad/s, before the first start
 * @param accelBiasSigma m/s², before the first start
 */
public record EstimatorOptions(
        FilterNoise noise,
        ContactOptions contact,
        double weight,
        double kinematicSigma,
        double footholdSigma,
        double solePerLoad,
        double strideAccel,
        double stampJitter,
        double gyroBiasSigma,
        double accelBiasSigma) {

    /** Every σ is finite and not negative, the weight positive. */
    public EstimatorOptions {
        if (!(weight > 0)) {
            throw new IllegalArgumentException("weight is " + weight + " N, expected the robot's mass × 9.81");
        }
        for (double s : new double[] {
            kinematicSigma, footholdSigma, solePerLoad, strideAccel, stampJitter, gyroBiasSigma, accelBiasSigma
        }) {
            if (!(s >= 0) || Double.isInfinite(s)) {
                throw new IllegalArgumentException("a standard deviation is " + s + ", expected a finite number ≥ 0");
            }
        }
    }
}
