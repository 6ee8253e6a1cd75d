package dev.pollux.estimation.base;

import dev.pollux.model.RobotModel;
import dev.pollux.model.Sensing;

/**
 * Parameters of the estimator for one robot model.
 *
 * @param noise noise densities of the filter
 * @param contact conditions for a foothold
 * @param weight of the robot, N
 * @param feet parameters of legs and feet
 * @param strideAccel m/s²/√Hz, added to the accelerometer's noise while a foot is in the air
 * @param gyroBiasSigma rad/s, before the first start
 * @param accelBiasSigma m/s², before the first start
 * @param floorSlope rad, standard deviation of the floor's slope along each axis if it is known to be level; infinite
 *     if unknown; see {@link dev.pollux.estimation.feet.LevelFloor}
 */
public record EstimatorOptions(
        FilterNoise noise,
        ContactOptions contact,
        double weight,
        FootModel feet,
        double strideAccel,
        double gyroBiasSigma,
        double accelBiasSigma,
        double floorSlope) {

    private static final double UNKNOWN_FLOOR = Double.POSITIVE_INFINITY;

    /** Every σ is finite and not negative, the weight positive. */
    public EstimatorOptions {
        if (!(weight > 0)) {
            throw new IllegalArgumentException("weight is " + weight + " N, expected the robot's mass × 9.81");
        }
        for (double s : new double[] {strideAccel, gyroBiasSigma, accelBiasSigma}) {
            if (!(s >= 0) || Double.isInfinite(s)) {
                throw new IllegalArgumentException("a standard deviation is " + s + ", expected a finite number ≥ 0");
            }
        }
        if (!(floorSlope >= 1e-4)) {
            throw new IllegalArgumentException("the floor's slope has a standard deviation of " + floorSlope
                    + " rad, expected at least 1e-4, or infinity for an unknown floor");
        }
    }

    /**
     * Parameters from a robot's description: {@link #simulated} if its legs are rigid, otherwise {@link #general}, with
     * the noise of its IMU if given.
     */
    public static EstimatorOptions of(RobotModel model) {
        double weight = model.weight();
        Sensing said = model.sensing();
        EstimatorOptions usual = said.rigidLegs() ? simulated(weight) : general(weight);
        FilterNoise noise = usual.noise;
        return new EstimatorOptions(
                new FilterNoise(
                        known(said.gyroNoise(), noise.gyro()),
                        known(said.accelerometerNoise(), noise.accel()),
                        known(said.gyroBiasWalk(), noise.gyroBiasWalk()),
                        known(said.accelerometerBiasWalk(), noise.accelBiasWalk()),
                        noise.contact(),
                        noise.swing()),
                usual.contact,
                weight,
                usual.feet,
                usual.strideAccel,
                usual.gyroBiasSigma,
                usual.accelBiasSigma,
                usual.floorSlope);
    }

    /** The same on another floor: {@link #floorSlope} replaced. */
    public EstimatorOptions withFloorSlope(double slope) {
        return new EstimatorOptions(noise, contact, weight, feet, strideAccel, gyroBiasSigma, accelBiasSigma, slope);
    }

    /** The same on other feet: {@link #feet} replaced. */
    public EstimatorOptions with(FootModel other) {
        return new EstimatorOptions(
                noise, contact, weight, other, strideAccel, gyroBiasSigma, accelBiasSigma, floorSlope);
    }

    private static double known(double said, double usual) {
        return Double.isNaN(said) ? usual : said;
    }

    /**
     * For a rigid robot with good encoders (σ of 1e-4 rad) and a MEMS IMU at about 500 Hz.
     *
     * <p>Sensor noises are those of the built-in humanoid's sensor model. Slip, stride and contact thresholds were
     * tuned on its recordings walk and stand; sinking was identified on push-survive; tipping and creep (here, in
     * {@link dev.pollux.estimation.feet.Tipping} and {@link dev.pollux.estimation.feet.SoleSinking}) were tuned on
     * push-survive and push-fall.
     *
     * @param weight N
     */
    public static EstimatorOptions simulated(double weight) {
        FilterNoise noise = new FilterNoise(4.5e-5, 1.34e-3, 1e-4, 1e-3, 1e-5, 1);
        ContactOptions contact = new ContactOptions(0.12, 0.05, 0.25, 0.01, 0.3);
        FootModel feet = new FootModel(0, 0, 1e-3, 0.35e-3, 0.022, 0, 0.1);
        return new EstimatorOptions(noise, contact, weight, feet, 1.2e-3, 0.01, 0.1, UNKNOWN_FLOOR);
    }

    /**
     * For a real or elastic robot with few known parameters: elastic legs, rolling feet.
     *
     * <p>Accelerometer, bias walks and slip were tuned on the simulated Cassie of the reference filter. Gyro noise and
     * kinematic σ hardly change Cassie's figures (2 %, 1e-4 to 1e-3 and 1 to 3 mm), so other sources are used: the
     * upper end of consumer MEMS, 0.05 °/s/√Hz, and 1 mm of play in a leg. The tipping limit is that of the built-in
     * humanoid's push recordings (from 1 rad/s on it makes little difference there). These three were first chosen with
     * the iCub log, with the same result.
     *
     * @param weight N
     */
    public static EstimatorOptions general(double weight) {
        FilterNoise noise = new FilterNoise(1e-3, 1e-2, 1e-5, 5e-3, 0.02, 1);
        ContactOptions contact = new ContactOptions(0.12, 0.05, 0.25, 0, 1);
        FootModel feet = new FootModel(1e-4, 1e-3, 1e-3, 0, 0, 6, 0);
        return new EstimatorOptions(noise, contact, weight, feet, 0, 0.01, 0.1, UNKNOWN_FLOOR);
    }
}
