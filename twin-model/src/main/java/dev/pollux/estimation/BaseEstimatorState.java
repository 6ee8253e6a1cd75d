package dev.pollux.estimation;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Everything the estimator remembers of one robot between frames, as plain numbers: what a checkpoint keeps.
 *
 * <p>World W has z up, its origin and yaw are where the estimator started. I is the IMU frame. The error state is
 * right-invariant, X̂ X⁻¹ = Exp(ξ), in the order orientation, velocity, position, contact points, slip, gyro bias,
 * accelerometer bias: n = 18 + 3K numbers for K contact points.
 */
public final class BaseEstimatorState {
    /** Number of contact points, K. */
    public final int contacts;

    /** R_WI, row-major. */
    public final double[] R = new double[9];

    /** Velocity of the IMU in W, m/s. */
    public final double[] v = new double[3];

    /** p_WI, m. */
    public final double[] p = new double[3];

    /** p_WC of each contact point, m, 3K numbers. */
    public final double[] d;

    /** Velocity in W at which the standing feet move along, m/s; see {@link Slip}. */
    public final double[] slip = new double[3];

    /** Gyro bias, IMU frame, rad/s. */
    public final double[] gyroBias = new double[3];

    /** Accelerometer bias, IMU frame, m/s². */
    public final double[] accelBias = new double[3];

    /** The n×n error covariance; see {@link PackedCovariance}. */
    public final float[] covariance;

    /** The IMU sample that drives the next step: angular velocity, specific force. */
    public final double[] imu = new double[6];

    /** Mean and scatter of the IMU while the robot waits at rest; see {@link RestWindow}. */
    public final double[] rest = new double[RestWindow.SIZE];

    /** How fast gyro and accelerometer change of late, squared, (rad/s²)² and (m/s³)²; 0 where that is not known. */
    public final double[] change = new double[2];

    /**
     * Per contact: how long the opposite of {@link #standing} has been seen, or the sole of a foot on trial has rested, s; negative, how
     * long that of a foot which does not stand has.
     */
    public final double[] dwell;

    /** Per contact: load at the last frame, N. */
    public final double[] load;

    /** Per contact: the sole's normal in W, lagging, see {@link Tipping}; before the start that in the IMU as the rest began. */
    public final double[] normal;

    /** Per contact: variance of its white slip over that of the options, learned; see {@link Slip}. */
    public final double[] slipScale;

    /** Per contact: 1 while it is used as a foothold. */
    public final int[] standing;

    /** Per contact: refusals in a row; negative while it is on trial, see {@link Footholds}. */
    public final int[] refused;

    /** Per contact: s since its sole was last placed. */
    public final double[] unplaced;

    /** How the gyro's reading changed between its last two samples, rad/s. */
    public final double[] turnStep = new double[3];

    /** How the innovations of the feet lean; see {@link Whiteness}. */
    public final double[] white;

    /** Counters by {@link Counter#ordinal()}. */
    public final long[] counters = new long[Counter.values().length];

    /** Stamp of the last frame, ns. */
    public long stampNs;

    /** Sequence number of the last frame. */
    public long seq;

    /** Variance of {@link #slip} as it would settle, m²/s². */
    public float slipVariance;

    /**
     * Time since the tilt or the loss of all footholds said that the robot is falling, s; 0 while it is not, −1 while it lies
     * where it came to rest.
     */
    public double falling;

    /** How long a start has been waited for, s. While it runs: how long a foot has been on trial, see {@link Footholds}. */
    public double waited;

    /** Time since the last IMU sample, s. */
    public double unsampled;

    /** How far the IMU has turned since a rest began that a start waits for, as the soles that bear the robot see it, rad. */
    public float restTurn;

    /** Whether it was said why no start is possible, since the last one that was. */
    public boolean complained;

    /** Whether it was told that IMU and standing legs contradict one another. */
    public boolean contradicted;

    /** True once a start has succeeded. */
    public boolean running;

    /** True once a frame has been seen. */
    public boolean seen;

    /** An empty state for K contact points. */
    public BaseEstimatorState(int contacts) {
        if (contacts < 0 || contacts > 16) {
            throw new IllegalArgumentException("contact points: " + contacts + ", expected 0 to 16");
        }
        this.contacts = contacts;
        int n = size(contacts);
        d = new double[3 * contacts];
        covariance = new float[PackedCovariance.size(n)];
        dwell = new double[contacts];
        normal = new double[3 * contacts];
        load = new double[contacts];
        slipScale = new double[contacts];
        Arrays.fill(slipScale, 1);
        standing = new int[contacts];
        refused = new int[contacts];
        unplaced = new double[contacts];
        white = new double[Whiteness.size(contacts)];
        R[0] = R[4] = R[8] = 1;
    }

    /** Size of the error state, n. */
    public int size() {
        return size(contacts);
    }

    /** Size of the error state for K contact points. */
    static int size(int contacts) {
        return 18 + 3 * contacts;
    }

    /** Covariance of the errors, n×n, row-major; a new array. */
    public double[] errorCovariance() {
        double[] C = new double[size() * size()];
        PackedCovariance.unpack(covariance, C, size(), contacts, p);
        return C;
    }

    /** Sets the covariance of the errors; {@link #p} must be set before. */
    public void setErrorCovariance(double[] C) {
        PackedCovariance.pack(C.clone(), size(), contacts, p, covariance);
    }

    /** Whether all numbers but the covariance, which the estimator looks after, are finite. */
    public boolean finite() {
        return Finite.all(R)
                && Finite.all(v)
                && Finite.all(p)
                && Finite.all(d)
                && Finite.all(gyroBias)
                && Finite.all(accelBias)
                && Finite.all(imu)
                && Finite.all(rest)
                && Finite.all(dwell)
                && Finite.all(load)
                && Finite.all(normal)
                && Finite.all(slip)
                && Finite.all(slipScale)
                && Finite.all(change)
                && Finite.all(turnStep)
                && Finite.all(white);
    }

    /** Back to an empty state; the counters stay, and what was told. */
    void clear() {
        for (double[] a : numbers()) {
            Arrays.fill(a, 0);
        }
        for (double[] a : singles()) {
            Arrays.fill(a, 0);
        }
        R[0] = R[4] = R[8] = 1;
        Arrays.fill(slipScale, 1);
        Arrays.fill(covariance, 0);
        Arrays.fill(standing, 0);
        Arrays.fill(refused, 0);
        slipVariance = 0;
        falling = 0;
        waited = 0;
        unsampled = 0;
        restTurn = 0;
        complained = false;
        running = false;
        seen = false;
    }

    private double[][] numbers() {
        return new double[][] {R, v, p, d, gyroBias, accelBias};
    }

    private double[][] singles() {
        return new double[][] {imu, rest, dwell, load, normal, slip, slipScale, unplaced, change, turnStep, white};
    }

    /** Rounds to what {@link #write} writes: a restored state then goes on as this one does. */
    public void round() {
        SinglePrecision.round(imu);
        SinglePrecision.round(rest);
        SinglePrecision.round(dwell);
        SinglePrecision.round(load);
        SinglePrecision.round(normal);
        SinglePrecision.round(slip);
        SinglePrecision.round(slipScale);
        SinglePrecision.round(unplaced);
        SinglePrecision.round(change);
        SinglePrecision.round(turnStep);
        SinglePrecision.round(white);
    }

    /** Writes all of it. */
    public void write(DataOutput out) throws IOException {
        out.writeBoolean(running);
        out.writeBoolean(seen);
        out.writeLong(stampNs);
        out.writeLong(seq);
        out.writeDouble(falling);
        out.writeDouble(waited);
        out.writeDouble(unsampled);
        out.writeFloat(restTurn);
        out.writeBoolean(complained);
        out.writeBoolean(contradicted);
        for (double[] a : numbers()) {
            for (double value : a) {
                out.writeDouble(value);
            }
        }
        for (double[] a : singles()) {
            SinglePrecision.write(a, out);
        }
        out.writeFloat(slipVariance);
        for (float value : covariance) {
            out.writeFloat(value);
        }
        for (int c = 0; c < contacts; c++) {
            out.writeByte(standing[c]);
            out.writeInt(refused[c]);
        }
        for (long count : counters) {
            out.writeLong(count);
        }
    }

    /** Reads what {@link #write} wrote. */
    public void read(DataInput in) throws IOException {
        readHead(in);
        unsampled = in.readDouble();
        restTurn = in.readFloat();
        complained = in.readBoolean();
        contradicted = in.readBoolean();
        for (double[] a : numbers()) {
            read(a, in);
        }
        for (double[] a : singles()) {
            SinglePrecision.read(a, in);
        }
        readErrors(in);
    }

    /** Reads version 4 of the twin's state, which took every sensor to report with every frame. */
    public void readFourth(DataInput in) throws IOException {
        readHead(in);
        for (double[] a : numbers()) {
            read(a, in);
        }
        for (double[] a : new double[][] {imu, rest, dwell, load, normal, slip, slipScale}) {
            SinglePrecision.read(a, in);
        }
        readErrors(in);
    }

    private void readErrors(DataInput in) throws IOException {
        slipVariance = in.readFloat();
        for (int i = 0; i < covariance.length; i++) {
            covariance[i] = in.readFloat();
        }
        readTail(in);
    }

    /** Reads version 3 of the twin's state, which knew of no slip that lasts. */
    public void readThird(DataInput in) throws IOException {
        readHead(in);
        for (double[] a : numbers()) {
            read(a, in);
        }
        for (double[] a : new double[][] {imu, rest, dwell, load, normal}) {
            SinglePrecision.read(a, in);
        }
        for (int i = 0; i < size(); i++) {
            for (int j = i; j < size(); j++) {
                if (!slips(i) && !slips(j)) {
                    covariance[i * size() - i * (i - 1) / 2 + j - i] = in.readFloat();
                }
            }
        }
        readTail(in);
    }

    /** Whether an error's component is the slip's. */
    private boolean slips(int i) {
        int first = InvariantFilter.D + 3 * contacts;
        return i >= first && i < first + 3;
    }

    /** Reads version 2: a covariance of the filter's own errors in double precision, and a clock. */
    public void readSecond(DataInput in) throws IOException {
        readHead(in);
        for (double[] a : numbers()) {
            read(a, in);
        }
        int n = size();
        double[] C = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                if (!slips(i) && !slips(j)) {
                    C[i * n + j] = C[j * n + i] = in.readDouble();
                }
            }
        }
        setErrorCovariance(C);
        read(imu, in);
        read(rest, in);
        SampleClock.readThird(new double[SampleClock.SIZE], in);
        read(dwell, in);
        read(load, in);
        read(normal, in);
        readTail(in);
    }

    private void readHead(DataInput in) throws IOException {
        running = in.readBoolean();
        seen = in.readBoolean();
        stampNs = in.readLong();
        seq = in.readLong();
        falling = in.readDouble();
        waited = in.readDouble();
    }

    private static void read(double[] values, DataInput in) throws IOException {
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readDouble();
        }
    }

    private void readTail(DataInput in) throws IOException {
        for (int c = 0; c < contacts; c++) {
            standing[c] = in.readByte();
            refused[c] = in.readInt();
        }
        for (int i = 0; i < counters.length; i++) {
            counters[i] = in.readLong();
        }
    }
}
