package dev.pollux.estimation;

import java.io.DataInput;
import java.io.DataOutput;
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
    public final float[] surprise;

    /** Per joint: mean square of the acceleration. */
    public final float[] vigour;

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
        surprise = new float[n];
        vigour = new float[n];
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
        return noise[j] > FINE
                && 12 * noise[j] > moved * moved
                && SampleHistory.repeated(this, SampleHistory.POSITION, j);
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

    /** Whether all numbers are finite. */
    public boolean finite() {
        return Finite.all(position)
                && Finite.all(velocity)
                && Finite.all(acceleration)
                && Finite.all(jerk)
                && Finite.all(covariance)
                && Finite.all(noise)
                && Finite.all(past)
                && Finite.all(disagreement)
                && Finite.all(surprise)
                && Finite.all(vigour);
    }

    /** Variance of joint j's estimated velocity, (rad/s)² or (m/s)². */
    public double velocityVariance(int j) {
        return covariance[6 * j + 3];
    }

    /** Writes all of it. */
    public void write(DataOutput out) throws IOException {
        out.writeInt(frames);
        out.writeDouble(step);
        for (int length : run) {
            out.writeByte(length);
        }
        SinglePrecision.write(sampleStep, out);
        SinglePrecision.write(age, out);
        for (int j = 0; j < known.length; j += 8) {
            int bits = 0;
            for (int k = j; k < Math.min(j + 8, known.length); k++) {
                bits |= known[k] ? 1 << k - j : 0;
            }
            out.writeByte(bits);
        }
        for (int i = 0; i < past.length; i++) {
            if (i % PAST != PAST - 1) { // the oldest goes when the next sample comes
                out.writeFloat(past[i]);
            }
        }
        for (int j = 0; j < position.length; j++) {
            out.writeFloat((float) (position[j] - measured(j)));
        }
        for (double[] values : singles()) {
            SinglePrecision.write(values, out);
        }
        for (float[] values : statistics()) {
            for (float value : values) {
                out.writeFloat(value);
            }
        }
    }

    /**
     * Rounds to what {@link #write} writes: a restored estimate then goes on as this one does. Of a position that is how far
     * it lies from the encoder's last sample, in single precision: of itself that would lose a wheel after some turns.
     */
    public void round() {
        for (int j = 0; j < position.length; j++) {
            position[j] = measured(j) + (float) (position[j] - measured(j));
        }
        SinglePrecision.round(sampleStep);
        SinglePrecision.round(age);
        SinglePrecision.round(velocity);
        SinglePrecision.round(acceleration);
        SinglePrecision.round(jerk);
    }

    /** Reads what {@link #write} wrote. */
    public void read(DataInput in) throws IOException {
        frames = in.readInt();
        step = in.readDouble();
        readRuns(in);
        SinglePrecision.read(sampleStep, in);
        SinglePrecision.read(age, in);
        int bits = 0;
        for (int j = 0; j < known.length; j++) {
            bits = j % 8 == 0 ? in.readUnsignedByte() : bits >> 1;
            known[j] = (bits & 1) != 0;
        }
        readEstimates(in);
    }

    /** Reads version 4 of the twin's state, whose joints all had one step. */
    public void readFourth(DataInput in) throws IOException {
        readHead(in);
        readEstimates(in);
    }

    private void readEstimates(DataInput in) throws IOException {
        readPast(in);
        for (int j = 0; j < position.length; j++) {
            position[j] = measured(j) + in.readFloat();
        }
        for (double[] values : singles()) {
            SinglePrecision.read(values, in);
        }
        for (float[] values : statistics()) {
            read(values, in);
        }
    }

    /** Reads version 3 of the twin's state: positions in double precision. */
    public void readThird(DataInput in) throws IOException {
        readHead(in);
        for (int j = 0; j < position.length; j++) {
            position[j] = in.readDouble();
        }
        for (double[] values : singles()) {
            SinglePrecision.read(values, in);
        }
        readPast(in);
        for (float[] values : statistics()) {
            read(values, in);
        }
        round();
    }

    /** Reads version 2 of the twin's state: all in double precision, all samples, and a statistic that is no more. */
    public void readSecond(DataInput in) throws IOException {
        readHead(in);
        for (double[] values : new double[][] {position, velocity, acceleration, jerk}) {
            for (int i = 0; i < values.length; i++) {
                values[i] = in.readDouble();
            }
        }
        for (float[] values :
                new float[][] {covariance, noise, past, disagreement, surprise, vigour, new float[position.length]}) {
            read(values, in);
        }
        round();
    }

    private void readHead(DataInput in) throws IOException {
        frames = in.readInt();
        step = in.readDouble();
        java.util.Arrays.fill(sampleStep, (float) step);
        readRuns(in);
    }

    private void readRuns(DataInput in) throws IOException {
        for (int i = 0; i < run.length; i++) {
            run[i] = in.readByte();
        }
    }

    private void readPast(DataInput in) throws IOException {
        for (int i = 0; i < past.length; i++) {
            past[i] = i % PAST != PAST - 1 ? in.readFloat() : 0;
        }
    }

    private static void read(float[] values, DataInput in) throws IOException {
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readFloat();
        }
    }

    private double[][] singles() {
        return new double[][] {velocity, acceleration, jerk};
    }

    private float[][] statistics() {
        return new float[][] {covariance, noise, disagreement, surprise, vigour};
    }
}
