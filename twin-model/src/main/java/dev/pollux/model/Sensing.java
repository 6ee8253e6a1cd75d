package dev.pollux.model;

/**
 * What is known of a robot's sensors and legs; a number that is not known is NaN.
 *
 * @param gyroNoise density of the gyro's white noise, rad/s/√Hz
 * @param accelerometerNoise density of the accelerometer's white noise, m/s²/√Hz
 * @param gyroBiasWalk density of the gyro's bias walk, rad/s/√s
 * @param accelerometerBiasWalk density of the accelerometer's bias walk, m/s²/√s
 * @param stampJitter standard deviation of the delay of frames' stamps, s; 0: the stamps are taken as they are
 * @param encoderNoise standard deviation of one sample of a joint's position, its quantum q counted as q/√12, rad or m
 * @param rigidLegs whether legs neither give nor have play, and soles stay where they stand
 */
public record Sensing(
        double gyroNoise,
        double accelerometerNoise,
        double gyroBiasWalk,
        double accelerometerBiasWalk,
        double stampJitter,
        double encoderNoise,
        boolean rigidLegs) {
    /** Nothing known. */
    public static final Sensing UNKNOWN =
            new Sensing(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, false);
}
