package dev.pollux.estimation.base;

/**
 * White-noise densities of the error state; a step adds the variance σ² dt.
 *
 * @param gyro angular velocity, rad/s/√Hz: a sensor with σ_s per sample at rate f has σ_s/√f
 * @param accel specific force, m/s²/√Hz
 * @param gyroBiasWalk rad/s/√s
 * @param accelBiasWalk m/s²/√s
 * @param contact slip velocity of a standing foot, m/s/√Hz
 * @param swing the same of a foot in the air, large enough to forget the old foothold
 */
public record FilterNoise(
        double gyro, double accel, double gyroBiasWalk, double accelBiasWalk, double contact, double swing) {

    /** Every density is finite and not negative. */
    public FilterNoise {
        notNegative("gyro", gyro);
        notNegative("accel", accel);
        notNegative("gyroBiasWalk", gyroBiasWalk);
        notNegative("accelBiasWalk", accelBiasWalk);
        notNegative("contact", contact);
        notNegative("swing", swing);
    }

    private static void notNegative(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " noise is " + value + ", expected a finite number ≥ 0");
        }
    }
}
