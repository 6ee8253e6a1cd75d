package dev.pollux.estimation.base;

import dev.pollux.storage.Described;
import dev.pollux.storage.StateErasure;
import dev.pollux.storage.StateFields;
import java.io.IOException;
import java.util.Arrays;

/**
 * Everything the estimator remembers of one robot between frames, as plain numbers: what a checkpoint keeps.
 *
 * <p>World W has z up, its origin and yaw are where the estimator started. I is the IMU frame. The error state is
 * right-invariant, X̂ X⁻¹ = Exp(ξ), in the order orientation, velocity, position, contact points, slip, gyro bias,
 * accelerometer bias: n = 18 + 3K numbers for K contact points.
 */
public final class BaseEstimatorState implements Described {
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

    /** Velocity in W at which the standing feet move along, m/s; see {@link dev.pollux.estimation.feet.Slip}. */
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

    /** Per contact: the sole's normal in W, lagging, see {@link dev.pollux.estimation.feet.Tipping}; before the start that in the IMU as the rest began. */
    public final double[] normal;

    /** Per contact: variance of its white slip over that of the options, learned; see {@link dev.pollux.estimation.feet.Slip}. */
    public final double[] slipScale;

    /** Per contact: 1 while it is used as a foothold. */
    public final int[] standing;

    /** Per contact: refusals in a row; negative while it is on trial, see {@link dev.pollux.estimation.feet.StanceFeet}. */
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

    /** How long a start has been waited for, s. While it runs: how long a foot has been on trial, see {@link dev.pollux.estimation.feet.StanceFeet}. */
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

    /** Back to an empty state; the counters, which frame was the last and what was told of sensors that contradict stay. */
    public void clear() {
        long[] counted = counters.clone();
        long lastStamp = stampNs;
        long lastSeq = seq;
        boolean told = contradicted;
        new StateErasure().over(this);
        R[0] = R[4] = R[8] = 1;
        Arrays.fill(slipScale, 1);
        System.arraycopy(counted, 0, counters, 0, counters.length);
        stampNs = lastStamp;
        seq = lastSeq;
        contradicted = told;
    }

    /** All of it but {@link #contacts}. The estimator itself looks whether the covariance is finite. */
    @Override
    public void describe(StateFields f) throws IOException {
        f.exact(R);
        f.exact(v);
        f.exact(p);
        f.exact(d);
        f.single(slip);
        f.exact(gyroBias);
        f.exact(accelBias);
        f.anySingle(covariance);
        f.single(imu);
        f.single(rest);
        f.single(change);
        f.single(turnStep);
        f.single(white);
        f.single(dwell);
        f.single(load);
        f.single(normal);
        f.single(slipScale);
        f.whole(standing);
        f.whole(refused);
        f.anySingle(unplaced);
        f.whole(counters);
        stampNs = f.whole(stampNs);
        seq = f.whole(seq);
        slipVariance = f.anySingle(slipVariance);
        falling = f.anyExact(falling);
        waited = f.anyExact(waited);
        unsampled = f.anyExact(unsampled);
        restTurn = f.anySingle(restTurn);
        complained = f.flag(complained);
        contradicted = f.flag(contradicted);
        running = f.flag(running);
        seen = f.flag(seen);
    }
}
