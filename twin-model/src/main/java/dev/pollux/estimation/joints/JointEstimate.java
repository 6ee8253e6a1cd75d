package dev.pollux.estimation.joints;

import dev.pollux.storage.StateFields;
import java.io.IOException;

/**
 * State of the joint filter for one robot: estimates, their covariance, and learned noises of the sensors. Statistics
 * are stored as floats, which is precise enough, and equal before and after a checkpoint.
 */
public final class JointEstimate {
    /** Number of samples stored for third differences, and of velocity targets for their second difference. */
    public static final int PAST = 4;

    private static final int SIGNALS = 3;

    /** Variance of an encoder's sample, rad² or m², up to which quantisation counts as white noise: 1.2 mrad steps. */
    static final double FINE = 1.2e-7;

    /** Estimated position, rad or m, n numbers. */
    public final double[] position;

    /** Estimated velocity, rad/s or m/s. */
    public final double[] velocity;

    /** Estimated acceleration, rad/s² or m/s². */
    public final double[] acceleration;

    /** Rate of change of the acceleration according to the commands, rad/s³ or m/s³; 0 if unknown. */
    public final double[] jerk;

    /** Per joint the covariance of (position, velocity, acceleration): pp, pv, pa, vv, va, aa. */
    public final float[] covariance;

    /** Per signal (positions, then velocities) and joint: the learned variance of one sample. */
    public final float[] noise;

    /** Positions, velocities, velocity targets: per signal and joint the last samples, newest first. */
    public final float[] past;

    /** Per signal: number of evenly spaced samples at the start of {@link #past}. */
    public final int[] run = new int[SIGNALS];

    /** Per signal: time between the last two samples, s. */
    public final double[] sampleStep = new double[SIGNALS];

    /** Per signal: time since the last sample, s. */
    public final double[] age = new double[SIGNALS];

    /** Per joint: whether its position is known because its encoder reports. Other estimates are not valid. */
    public final boolean[] known;

    /** Per joint: whether the last frame had its position; not stored. */
    private final boolean[] measured;

    /** Per joint: mean square of commanded − physical acceleration. */
    public final float[] disagreement;

    /** Per joint: mean square of the physical acceleration's innovation. */
    public final float[] innovationSquare;

    /** Per joint: mean square of the acceleration. */
    public final float[] accelerationSquare;

    /** Number of frames since the start. */
    public int frames;

    /** Time between the last two frames, s. */
    public double step;

    /** An empty estimate for n joints. */
    public JointEstimate(int n) {
        position = new double[n];
        velocity = new double[n];
        acceleration = new double[n];
        jerk = new double[n];
        covariance = new float[6 * n];
        noise = new float[2 * n];
        past = new float[SIGNALS * PAST * n];
        known = new boolean[n];
        measured = new boolean[n];
        disagreement = new float[n];
        innovationSquare = new float[n];
        accelerationSquare = new float[n];
    }

    /** Whether the last frame had joint j's position. */
    public boolean measuredNow(int j) {
        return measured[j];
    }

    /** Whether the last frame had the position of any joint. */
    public boolean anyMeasuredNow() {
        for (boolean now : measured) {
            if (now) {
                return true;
            }
        }
        return false;
    }

    void setMeasured(int j, boolean now) {
        measured[j] = now;
    }

    /** The last reading of joint j's encoder, rad or m, in single precision. */
    public double measured(int j) {
        return past[PAST * j];
    }

    /** The last reading of joint j's velocity sensor, rad/s or m/s, in single precision. */
    public double measuredVelocity(int j) {
        return past[PAST * (position.length + j)];
    }

    /** Whether the position of every joint in a list is known. */
    public boolean knows(int[] joints) {
        for (int j : joints) {
            if (!known[j]) {
                return false;
            }
        }
        return true;
    }

    /** Whether the last frame had the position of every joint in a list. */
    public boolean measuredNow(int[] joints) {
        for (int j : joints) {
            if (!measured[j]) {
                return false;
            }
        }
        return true;
    }

    /** Acceleration of joint j's velocity target, rad/s² or m/s²; 0 if unknown. */
    public double targetAcceleration(int j) {
        return run[SampleHistory.VELOCITY_TARGET] >= 2 ? SampleHistory.rate(this, SampleHistory.VELOCITY_TARGET, j) : 0;
    }

    /** Speed of joint j from its last two samples, rad/s or m/s. */
    public double measuredRate(int j) {
        return sampleStep[SampleHistory.POSITION] > 0 ? SampleHistory.rate(this, SampleHistory.POSITION, j) : 0;
    }

    /** Variance of one sample of joint j's encoder, rad² or m². */
    public double encoderVariance(int j) {
        return noise[j];
    }

    /**
     * Whether joint j's encoder repeats samples because its resolution is coarse relative to the joint's motion: its
     * error is then correlated in time, and the estimate is more accurate than the samples.
     */
    public boolean coarse(int j) {
        double moved = SampleHistory.COARSE * Math.abs(velocity[j]) * step;
        return noise[j] > FINE && 12 * noise[j] > moved * moved && repeated(j);
    }

    /** Whether two consecutive ones of joint j's last encoder samples are equal. */
    public boolean repeated(int j) {
        return SampleHistory.repeated(this, SampleHistory.POSITION, j);
    }

    /** Whether the last two samples of joint j's encoder are equal bit for bit. */
    public boolean repeats(int j) {
        return past[PAST * j] == past[PAST * j + 1] && past[PAST * j] == past[PAST * j + 2];
    }

    /** Whether joint j's encoder is so fine that its quantisation counts as white noise. */
    public boolean fine(int j) {
        return noise[j] <= FINE;
    }

    /** Variance of joint j's estimated position, rad² or m². */
    public double positionVariance(int j) {
        return covariance[6 * j];
    }

    /** Variance of joint j's estimated velocity, (rad/s)² or (m/s)². */
    public double velocityVariance(int j) {
        return covariance[6 * j + 3];
    }

    /**
     * Everything except which joints the last frame measured. A position is stored as its distance from the encoder's
     * last sample, in single precision: stored directly, a wheel's would lose accuracy after some turns.
     */
    public void describe(StateFields f) throws IOException {
        for (int i = 0; i < past.length; i++) {
            past[i] = i % PAST == PAST - 1 ? past[i] : f.single(past[i]); // the oldest is dropped with the next sample
        }
        for (int j = 0; j < position.length; j++) {
            position[j] = f.near(position[j], measured(j));
        }
        f.single(velocity);
        f.single(acceleration);
        f.single(jerk);
        f.single(covariance);
        f.single(noise);
        f.whole(run);
        f.anySingle(sampleStep);
        f.anySingle(age);
        f.flags(known);
        f.single(disagreement);
        f.single(innovationSquare);
        f.single(accelerationSquare);
        frames = f.whole(frames);
        step = f.anyExact(step);
    }
}
