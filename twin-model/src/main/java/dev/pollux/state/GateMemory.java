package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;
import java.util.Arrays;

/**
 * Stored state of the gates, by channel: joint positions, joint velocities, gyro, accelerometer, contact wrenches,
 * velocity of the base, efforts, commands, pose of the base. A channel without rejected samples takes no bytes.
 */
public final class GateMemory {
    /** Per channel: samples rejected since the rejection was reported; 0: the channel is sound. */
    public final int[] refused;

    /** Per channel: rejected samples in a row that agree with one another. */
    public final int[] insisting;

    /** Per channel: how long they have agreed, or how long the ground has pulled, s. */
    public final float[] insistingFor;

    /** Per channel: time since the last rejection, s. */
    public final float[] quiet;

    /** Per channel: whether it was reported that the sensor is believed although it jumped. */
    public final boolean[] believed;

    /** The last rejected value: one number per joint channel, three each for gyro, accelerometer and base position. */
    public final float[] candidate;

    /** Time since the last report of positions, velocities and IMU, s. */
    public final float[] age = new float[3];

    /** Mean square difference of successive samples of gyro and accelerometer, (rad/s)² and (m/s²)². */
    public final float[] usualStep = new float[2];

    /** The last accepted IMU sample; zeros if there is none. */
    public final float[] imu = new float[6];

    /**
     * Per contact how long its wrench has repeated one sample, s; a zero wrench counts only while the contact's flag is
     * set; infinite once it was reported as frozen.
     */
    public final float[] repeated;

    /** Per contact the load on the other soles when the repetition began, N, ... */
    public final float[] othersLoad;

    /** ... and how long the contact's flag has since contradicted an unchanged load, s. */
    public final float[] flagAgainst;

    /** Comparison of a joint's velocities with the rate of its positions. */
    public enum Velocities {
        /** They agree, or nothing is known. */
        AGREE,
        /** The opposite sign. */
        OPPOSED,
        /** The velocities are in degrees per second. */
        IN_DEGREES,
        /** The velocities are in revolutions per minute. */
        IN_REVOLUTIONS
    }

    private static final Velocities[] VELOCITIES = Velocities.values();

    /** Per joint: the result of the comparison; velocities are used only if they agree. */
    public final Velocities[] velocities;

    /** Per joint: motion with such velocities, rad or m; after the report, motion with velocities that agree. */
    public final float[] way;

    /** Per joint: whether the result was reported. */
    public final boolean[] velocitiesTold;

    /**
     * Per contact how long the moments of its wrench have put the centre of pressure far outside its sole, s; below 0
     * after the report: how long they must not do so before it ends.
     */
    public final float[] offSole;

    /**
     * How long the loads computed from efforts have not explained the measured specific force, s; below 0 after the
     * report: how long they must explain it before it ends.
     */
    public float uncarried;

    /** Above 0 while all joints are rejected as degrees: how long they must be plausible before this ends, s. */
    public float degrees;

    /** Samples rejected since the twin began. */
    public long total;

    /** A wrench that is repeated for longer is not a new sample, s. */
    private static final float DOUBT = 0.02f;

    private final int joints;
    private final int contacts;

    GateMemory(int joints, int contacts) {
        this.joints = joints;
        this.contacts = contacts;
        int channels = 2 * joints + 6 + contacts;
        refused = new int[channels];
        insisting = new int[channels];
        insistingFor = new float[channels];
        quiet = new float[channels];
        believed = new boolean[channels];
        candidate = new float[2 * joints + 9];
        repeated = new float[contacts];
        othersLoad = new float[contacts];
        flagAgainst = new float[contacts];
        velocities = new Velocities[joints];
        Arrays.fill(velocities, Velocities.AGREE);
        way = new float[joints];
        velocitiesTold = new boolean[joints];
        offSole = new float[contacts];
    }

    /** Channel of joint j's position. */
    public int position(int j) {
        return j;
    }

    /** Channel of joint j's velocity. */
    public int velocity(int j) {
        return joints + j;
    }

    /** Channel of the gyro. */
    public int gyro() {
        return 2 * joints;
    }

    /** Channel of the accelerometer. */
    public int accelerometer() {
        return 2 * joints + 1;
    }

    /** Channel of contact k's wrench. */
    public int wrench(int k) {
        return 2 * joints + 2 + k;
    }

    /** Channel of the measured velocity of the base. */
    public int baseVelocity() {
        return 2 * joints + 2 + contacts;
    }

    /** Channel of the drives' efforts. */
    public int efforts() {
        return baseVelocity() + 1;
    }

    /** Channel of the drives' commands. */
    public int commands() {
        return baseVelocity() + 2;
    }

    /** Channel of the measured pose of the base. */
    public int basePose() {
        return baseVelocity() + 3;
    }

    /** Whether contact k's wrench repeats a sample or its flag contradicts it, not yet long enough to be frozen. */
    public boolean doubtsWrench(int k) {
        return repeated[k] > DOUBT || flagAgainst[k] > 0;
    }

    /** Time between the last frame with positions and the last frame, s. */
    public float sinceEncoders() {
        return age[0];
    }

    /** Time between the last frame with the IMU and the last frame, s. */
    public float sinceImu() {
        return age[2];
    }

    /** Clears the rejections of a channel. */
    public void clear(int channel) {
        refused[channel] = 0;
        insisting[channel] = 0;
        insistingFor[channel] = 0;
        quiet[channel] = 0;
        believed[channel] = false;
    }

    /** Notes that joint j's velocities agree with its positions. */
    public void believeVelocities(int j) {
        velocities[j] = Velocities.AGREE;
        way[j] = 0;
        velocitiesTold[j] = false;
    }

    /** Forgets the motion; the counts of rejected samples stay. */
    public void restart() {
        Arrays.fill(age, 0);
        Arrays.fill(imu, 0);
        Arrays.fill(repeated, 0);
        Arrays.fill(othersLoad, 0);
        Arrays.fill(flagAgainst, 0);
        Arrays.fill(insisting, 0);
        Arrays.fill(insistingFor, 0);
    }

    /** Index of a channel's first number in {@link #candidate}. */
    public int candidateAt(int channel) {
        return channel == basePose()
                ? 2 * joints + 6
                : channel <= 2 * joints ? channel : channel == 2 * joints + 1 ? 2 * joints + 3 : candidate.length;
    }

    void describe(StateFields f) throws IOException {
        f.sparse(refused);
        f.sparse(insisting);
        f.sparse(insistingFor);
        f.sparse(quiet);
        f.sparse(believed);
        f.sparse(candidate);
        f.anySingle(age);
        f.anySingle(usualStep);
        f.anySingle(imu);
        f.sparse(repeated);
        f.sparse(othersLoad);
        f.sparse(flagAgainst);
        f.sparse(velocities, VELOCITIES);
        f.sparse(way);
        f.sparse(velocitiesTold);
        f.sparse(offSole);
        uncarried = f.anySingle(uncarried);
        degrees = f.anySingle(degrees);
        total = f.whole(total);
    }
}
