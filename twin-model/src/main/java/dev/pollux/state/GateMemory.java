package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;
import java.util.Arrays;

/**
 * What is remembered of a robot's refused samples, by channel: the joints' positions, their velocities, gyro,
 * accelerometer, the contacts' wrenches, the base's velocity, efforts, commands, the base's pose. A sound channel takes no bytes.
 */
public final class GateMemory {
    /** Per channel: samples refused since the refusal was told; 0: the channel is sound. */
    public final int[] refused;

    /** Per channel: refused samples in a row that agree with one another. */
    public final int[] insisting;

    /** Per channel: how long they have done so, or how long the ground has pulled, s. */
    public final float[] insistingFor;

    /** Per channel: time since the last refusal, s. */
    public final float[] quiet;

    /** Per channel: whether it was told that the sensor is believed although it jumped. */
    public final boolean[] believed;

    /** The last refused value: one number per joint channel, three for gyro, accelerometer and the position of the base. */
    public final float[] candidate;

    /** Time since positions, velocities and the IMU were last reported, s. */
    public final float[] age = new float[3];

    /** Mean square of what two samples of gyro and accelerometer differ by, (rad/s)² and (m/s²)². */
    public final float[] usualStep = new float[2];

    /** The last IMU sample that passed; zeros where none has. */
    public final float[] imu = new float[6];

    /**
     * Per contact how long its wrench has repeated one sample, s, of nothing at all only while its flag says that the foot
     * stands; infinite once it was told to be frozen.
     */
    public final float[] repeated;

    /** Per contact the load on the other soles when that began, N, ... */
    public final float[] othersLoad;

    /** ... and how long the contact's flag has said meanwhile that the load must have changed, s. */
    public final float[] flagAgainst;

    /** What a joint's velocities say beside the rate of its positions. */
    public enum Velocities {
        /** The same, or nothing is known. */
        AGREE,
        /** The opposite. */
        OPPOSED,
        /** As many degrees as those say radians. */
        IN_DEGREES,
        /** As many revolutions per minute as those say radians per second. */
        IN_REVOLUTIONS
    }

    private static final Velocities[] VELOCITIES = Velocities.values();

    /** Per joint: what its velocities say; they are not used unless they agree. */
    public final Velocities[] velocities;

    /** Per joint: how far it has gone meanwhile, rad or m; once that was told, how far with velocities that agree. */
    public final float[] way;

    /** Per joint: whether what its velocities say was told. */
    public final boolean[] velocitiesTold;

    /**
     * Per contact for how long the moments of its wrench have laid the centre of pressure far off its sole, s; once that was told less
     * than 0, for how long they must not do so any more.
     */
    public final float[] offSole;

    /**
     * For how long the loads that efforts tell have not carried what the IMU feels, s; once that was told less than 0, for how long they
     * must do so first.
     */
    public float uncarried;

    /** Above 0 while the joints are refused as a whole, being in degrees: for how long they must be plausible first, s. */
    public float degrees;

    /** Samples refused since the twin began. */
    public long total;

    /** A wrench that repeats for longer is not new, s. */
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

    /** Whether contact k's wrench repeats one sample or its flag contradicts that, so far too shortly to call it frozen. */
    public boolean doubtsWrench(int k) {
        return repeated[k] > DOUBT || flagAgainst[k] > 0;
    }

    /** Time from the frame that reported positions last to the last one, s. */
    public float sinceEncoders() {
        return age[0];
    }

    /** Time from the frame that reported the IMU last to the last one, s. */
    public float sinceImu() {
        return age[2];
    }

    /** Forgets what a channel was refused for. */
    public void clear(int channel) {
        refused[channel] = 0;
        insisting[channel] = 0;
        insistingFor[channel] = 0;
        quiet[channel] = 0;
        believed[channel] = false;
    }

    /** Joint j's velocities agree with its positions. */
    public void believeVelocities(int j) {
        velocities[j] = Velocities.AGREE;
        way[j] = 0;
        velocitiesTold[j] = false;
    }

    /** Forgets the motion; what was refused stays counted. */
    public void restart() {
        Arrays.fill(age, 0);
        Arrays.fill(imu, 0);
        Arrays.fill(repeated, 0);
        Arrays.fill(othersLoad, 0);
        Arrays.fill(flagAgainst, 0);
        Arrays.fill(insisting, 0);
        Arrays.fill(insistingFor, 0);
    }

    /** Where a channel's numbers begin in {@link #candidate}. */
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
