package dev.pollux.twin;

import dev.pollux.prediction.Physics;
import dev.pollux.state.TwinState;
import java.util.Arrays;

/**
 * The acceleration of the base, fused from the IMU and the dynamics. The IMU measures pushes that the dynamics do not
 * know, but is noisy: the more both differ, beyond the noise of the sensor, the greater the weight of the IMU.
 */
final class BaseAcceleration {
    /** Time over which gyro rates are differenced, s. */
    private static final double SPAN = 0.016;

    /** Variance of such a difference, (rad/s²)². */
    private static final double ANGULAR_NOISE = 0.03;

    private final double[] rate = new double[3];
    private boolean turning;

    /** Stores the angular velocity before a frame; {@code anew} if nothing before the frame applies. */
    void begin(TwinState state, boolean anew) {
        turning = !anew && state.knows(TwinState.BASE_VELOCITY);
        System.arraycopy(state.baseVelocity, 3, rate, 0, 3);
        if (!turning) {
            Arrays.fill(state.baseAcceleration, 0);
        }
    }

    /** Fuses the angular acceleration, {@code dt} s after the frame before, into the state's base acceleration. */
    void turn(TwinState state, Physics physics, double dt) {
        double[] a = state.baseAcceleration;
        if (physics.base == 0) {
            return;
        }
        if (!turning || !(dt > 0)) {
            System.arraycopy(physics.acceleration, 3, a, 3, 3);
            return;
        }
        double gain = Math.min(1, dt / SPAN);
        double square = 0;
        for (int i = 3; i < 6; i++) {
            // α ← α + (ω − ω⁻ − h α) / span
            a[i] += gain * ((state.baseVelocity[i] - rate[i - 3]) / dt - a[i]);
            double difference = physics.acceleration[i] - a[i];
            square += difference * difference / 3;
        }
        double modelled = ANGULAR_NOISE / (ANGULAR_NOISE + square);
        for (int i = 3; i < 6; i++) {
            a[i] += modelled * (physics.acceleration[i] - a[i]);
        }
    }

    /** Fuses the linear acceleration into the state's base acceleration. */
    void move(TwinState state, Physics physics, MeasuredAcceleration felt) {
        double[] a = state.baseAcceleration;
        System.arraycopy(physics.acceleration, 0, a, 0, Math.min(3, physics.base));
        if (!felt.felt) {
            return;
        }
        double square = felt.difference();
        double told = square / (square + MeasuredAcceleration.NOISE * MeasuredAcceleration.NOISE);
        for (int i = 0; i < 3; i++) {
            a[i] += told * (felt.linear[i] - a[i]);
        }
    }
}
