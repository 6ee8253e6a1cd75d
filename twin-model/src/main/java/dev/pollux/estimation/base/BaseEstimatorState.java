package dev.pollux.estimation.base;

import dev.pollux.storage.Described;
import dev.pollux.storage.StateErasure;
import dev.pollux.storage.StateFields;
import java.io.IOException;
import java.util.Arrays;

/**
 * State of the estimator for one robot, as plain numbers that are checkpointed.
 *
 * <p>World W has z up; its origin and yaw are those of the start. I is the IMU frame. The error state is
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

    /** Common velocity of the standing feet in W, m/s; see {@link dev.pollux.estimation.feet.Slip}. */
    public final double[] slip = new double[3];

    /** Gyro bias, IMU frame, rad/s. */
    public final double[] gyroBias = new double[3];

    /** Accelerometer bias, IMU frame, m/s². */
    public final double[] accelBias = new double[3];

    /** The n×n error covariance; see {@link PackedCovariance}. */
    public final float[] covariance;

    /** The IMU sample for the next step: angular velocity, specific force. */
    public final double[] imu = new double[6];

    /** Mean and scatter of the IMU while the robot waits at rest; see {@link RestWindow}. */
    public final double[] rest = new double[RestWindow.SIZE];

    /** Mean squared rates of change of gyro and accelerometer, (rad/s²)² and (m/s³)²; 0 if unknown. */
    public final double[] change = new double[2];

    /**
     * Per contact: how long the opposite of {@link #standing} has been observed, or the sole of a foot on trial has
     * rested, s; negative: how long a foot that does not stand has rested.
     */
    public final double[] dwell;

    /** Per contact: load at the last frame, N. */
    public final double[] load;

    /** Per contact: the sole's filtered normal in W, see Tipping; before the start the IMU's when the rest began. */
    public final double[] normal;

    /** Per contact: ratio of the learned white-slip variance to that of the options; see Slip. */
    public final double[] slipScale;

    /** Per contact: 1 if it is used as a foothold. */
    public final int[] standing;

    /** Per contact: rejections in a row; negative while on trial, see {@link dev.pollux.estimation.feet.StanceFeet}. */
    public final int[] refused;

    /** Per contact: time since its sole's position was last known, s. */
    public final double[] unplaced;

    /** Change of the gyro's reading between its last two samples, rad/s. */
    public final double[] turnStep = new double[3];

    /** Means of the feet's innovations; see {@link Whiteness}. */
    public final double[] white;

    /** Counters by {@link Counter#ordinal()}. */
    public final long[] counters = new long[Counter.values().length];

    /** Stamp of the last frame, ns. */
    public long stampNs;

    /** Sequence number of the last frame. */
    public long seq;

    /** Steady-state variance of {@link #slip}, m²/s². */
    public float slipVariance;

    /**
     * Time since the tilt or the loss of all footholds showed a fall, s; 0 if the robot is not falling, −1 while it
     * lies where it came to rest.
     */
    public double falling;

    /** Waiting time for a start, s. While running: time for which a foot is on trial, see StanceFeet. */
    public double waited;

    /** Time since the last IMU sample, s. */
    public double unsampled;

    /** Turn of the IMU since the rest for a start began, relative to the soles that carry the robot, rad. */
    public float restTurn;

    /** Whether it was reported why no start is possible, since a start last was. */
    public boolean complained;

    /** Whether a contradiction of IMU and standing legs was reported. */
    public boolean contradicted;

    /** True after a successful start. */
    public boolean running;

    /** True after the first frame. */
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

    /** Resets the state, except the counters, the identity of the last frame and the reported contradiction. */
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

    /** Everything except {@link #contacts}. The estimator itself checks whether the covariance is finite. */
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
