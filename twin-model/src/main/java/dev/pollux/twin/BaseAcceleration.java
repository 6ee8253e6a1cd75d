package dev.pollux.twin;

import dev.pollux.prediction.Physics;
import dev.pollux.state.TwinState;
import java.util.Arrays;

/**
 * The acceleration of the base, of what the IMU feels and what physics says. A push is felt and unknown to physics; a
 * sensor is noisy where physics is not: the further they are apart, beyond the sensor's noise, the more the IMU counts.
 */
final class BaseAcceleration {
    /** Gyro rates are differenced over this, s. */
    private static final double SPAN = 0.016;

    /** Square of what such a difference says wrong, (rad/s²)². */
    private static final double ANGULAR_NOISE = 0.03;

    private final double[] rate = new double[3];
    private boolean turning;

    /** Remembers how the base turned before a frame; {@code anew} where the frame has no past. */
    void begin(TwinState state, boolean anew) {
        turning = !anew && state.knows(TwinState.BASE_VELOCITY);
        System.arraycopy(state.baseVelocity, 3, rate, 0, 3);
        if (!turning) {
            Arrays.fill(state.baseAcceleration, 0);
        }
    }

    /** Fuses how the base turns faster, {@code dt} s after the frame before, into the state's base acceleration. */
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

    /** Fuses how the base moves faster into the state's base acceleration. */
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
