package dev.pollux.estimation.joints;

import dev.pollux.storage.StateFields;
import java.io.IOException;

/**
 * What the joint filter remembers of one robot: estimates, their covariance, and what it has learned of the sensors.
 * Statistics are floats: they need no more digits, and are the same before and after a checkpoint.
 */
public final class JointEstimate {
    /** Samples kept for third differences, and velocity targets kept for their second difference. */
    public static final int PAST = 4;

    private static final int SIGNALS = 3;

    /** Variance of an encoder's sample, rad² or m², up to which its quanta are taken for white noise: those of 1.2 mrad. */
    static final double FINE = 1.2e-7;

    /** Estimated position, rad or m, n numbers. */
    public final double[] position;

    /** Estimated velocity, rad/s or m/s. */
    public final double[] velocity;

    /** Estimated acceleration, rad/s² or m/s². */
    public final double[] acceleration;

    /** Rate of the acceleration that the commands announce, rad/s³ or m/s³; 0 where they announce none. */
    public final double[] jerk;

    /** Per joint the covariance of (position, velocity, acceleration): pp, pv, pa, vv, va, aa. */
    public final float[] covariance;

    /** Per signal (positions, then velocities) and joint: the variance of one sample, learned. */
    public final float[] noise;

    /** Positions, velocities, velocity targets: per signal and joint the last samples, youngest first. */
    public final float[] past;

    /** Per signal: how many samples in {@link #past} follow one another evenly. */
    public final int[] run = new int[SIGNALS];

    /** Per signal: s from the sample before the last one to the last. */
    public final double[] sampleStep = new double[SIGNALS];

    /** Per signal: s since the last sample. */
    public final double[] age = new double[SIGNALS];

    /** Per joint: whether its position is known, since its encoder reports. The estimates of others mean nothing. */
    public final boolean[] known;

    /** Per joint: whether the last frame brought its position; not kept from frame to frame. */
    private final boolean[] measured;

    /** Per joint: mean square of commanded − physical acceleration. */
    public final float[] disagreement;

    /** Per joint: mean square of the physical acceleration's innovation. */
    public final float[] innovationSquare;

    /** Per joint: mean square of the acceleration. */
    public final float[] accelerationSquare;

    /** Frames taken in since the start. */
    public int frames;

    /** Step from the frame before to the last one, s. */
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

    /** Whether the last frame brought joint j's position. */
    public boolean measuredNow(int j) {
        return measured[j];
    }

    /** Whether the last frame brought the position of any joint. */
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

    /** The last position that joint j's encoder said, rad or m, in single precision. */
    public double measured(int j) {
        return past[PAST * j];
    }

    /** The last velocity that joint j's sensor said, rad/s or m/s, in single precision. */
    public double measuredVelocity(int j) {
        return past[PAST * (position.length + j)];
    }

    /** Whether the position of every joint on a list is known. */
    public boolean knows(int[] joints) {
        for (int j : joints) {
            if (!known[j]) {
                return false;
            }
        }
        return true;
    }

    /** Whether the last frame brought the position of every joint on a list. */
    public boolean measuredNow(int[] joints) {
        for (int j : joints) {
            if (!measured[j]) {
                return false;
            }
        }
        return true;
    }

    /** Acceleration of joint j's velocity target, rad/s² or m/s²; 0 where it is not known. */
    public double targetAcceleration(int j) {
        return run[SampleHistory.VELOCITY_TARGET] >= 2 ? SampleHistory.rate(this, SampleHistory.VELOCITY_TARGET, j) : 0;
    }

    /** How fast joint j's last two samples say that it moved, rad/s or m/s. */
    public double measuredRate(int j) {
        return sampleStep[SampleHistory.POSITION] > 0 ? SampleHistory.rate(this, SampleHistory.POSITION, j) : 0;
    }

    /** Variance of one sample of joint j's encoder, rad² or m². */
    public double encoderVariance(int j) {
        return noise[j];
    }

    /**
     * Whether joint j's encoder repeats its samples since its quanta are large beside the joint's motion: their error lasts,
     * and the estimate follows the joint better than they do.
     */
    public boolean coarse(int j) {
        double moved = SampleHistory.COARSE * Math.abs(velocity[j]) * step;
        return noise[j] > FINE && 12 * noise[j] > moved * moved && repeated(j);
    }

    /** Whether two of the last samples in a row of joint j's encoder are the same. */
    public boolean repeated(int j) {
        return SampleHistory.repeated(this, SampleHistory.POSITION, j);
    }

    /** Whether joint j's encoder has repeated one sample to the last bit. */
    public boolean repeats(int j) {
        return past[PAST * j] == past[PAST * j + 1] && past[PAST * j] == past[PAST * j + 2];
    }

    /** Whether joint j's encoder is so fine that its quanta pass for white noise. */
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
     * All of it but whether the last frame measured a joint. Of a position that is how far it lies from the encoder's last
     * sample, in single precision: of itself that would lose a wheel after some turns.
     */
    public void describe(StateFields f) throws IOException {
        for (int i = 0; i < past.length; i++) {
            past[i] = i % PAST == PAST - 1 ? past[i] : f.single(past[i]); // the oldest goes when the next sample comes
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
