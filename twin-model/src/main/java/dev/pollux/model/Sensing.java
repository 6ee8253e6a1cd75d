package dev.pollux.model;

/**
 * Known properties of a robot's sensors and legs; NaN for an unknown number.
 *
 * @param gyroNoise density of the gyro's white noise, rad/s/√Hz
 * @param accelerometerNoise density of the accelerometer's white noise, m/s²/√Hz
 * @param gyroBiasWalk density of the gyro's bias walk, rad/s/√s
 * @param accelerometerBiasWalk density of the accelerometer's bias walk, m/s²/√s
 * @param stampJitter standard deviation of the delay of frames' stamps, s; 0: stamps are used unchanged
 * @param encoderNoise standard deviation of one sample of a joint's position, including its resolution q as q/√12, rad
 *     or m
 * @param rigidLegs whether legs have no elasticity and play, and soles stay in place
 */
public record Sensing(
        double gyroNoise,
        double accelerometerNoise,
        double gyroBiasWalk,
        double accelerometerBiasWalk,
        double stampJitter,
        double encoderNoise,
        boolean rigidLegs) {
    /** Nothing is known. */
    public static final Sensing UNKNOWN =
            new Sensing(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, false);
}
