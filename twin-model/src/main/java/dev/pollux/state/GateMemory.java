package dev.pollux.state;

import java.io.DataInput;
import java.io.DataOutput;
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

    private int candidateCount(int channel) {
        return channel < 2 * joints ? 1 : channel < 2 * joints + 2 || channel == basePose() ? 3 : 0;
    }

    private boolean unsound(int c) {
        return refused[c] + insisting[c] > 0 || insistingFor[c] > 0;
    }

    void write(DataOutput out) throws IOException {
        int unsound = 0;
        for (int c = 0; c < refused.length; c++) {
            unsound += unsound(c) ? 1 : 0;
        }
        for (Velocities said : velocities) {
            unsound += said == Velocities.AGREE ? 0 : 1;
        }
        for (float off : offSole) {
            unsound += off == 0 ? 0 : 1;
        }
        unsound += uncarried == 0 ? 0 : 1;
        Varint.write(unsound, out);
        for (int c = 0; c < refused.length; c++) {
            if (unsound(c)) {
                Varint.write(c, out);
                Varint.write(refused[c], out);
                Varint.write(insisting[c], out);
                out.writeFloat(insistingFor[c]);
                out.writeFloat(quiet[c]);
                out.writeBoolean(believed[c]);
                for (int i = 0; i < candidateCount(c); i++) {
                    out.writeFloat(candidate[candidateAt(c) + i]);
                }
            }
        }
        for (int j = 0; j < joints; j++) {
            if (velocities[j] != Velocities.AGREE) {
                // beyond the channels, so that savepoints that know nothing of it are read as well
                Varint.write(refused.length + j, out);
                out.writeByte(velocities[j].ordinal());
                out.writeFloat(way[j]);
                out.writeBoolean(velocitiesTold[j]);
            }
        }
        for (int k = 0; k < contacts; k++) {
            if (offSole[k] != 0) {
                Varint.write(refused.length + joints + k, out);
                out.writeFloat(offSole[k]);
            }
        }
        if (uncarried != 0) {
            Varint.write(refused.length + joints + contacts, out);
            out.writeFloat(uncarried);
        }
        for (float value : age) {
            out.writeFloat(value);
        }
        for (float value : imu) {
            out.writeFloat(value);
        }
        for (float value : usualStep) {
            out.writeFloat(value);
        }
        out.writeFloat(degrees);
        Varint.write(total, out);
        for (int k = 0; k < contacts; k++) {
            out.writeBoolean(repeated[k] > 0);
            if (repeated[k] > 0) {
                out.writeFloat(repeated[k]);
                out.writeFloat(othersLoad[k]);
                out.writeFloat(flagAgainst[k]);
            }
        }
    }

    private void readUnmoved(DataInput in, FrozenMemory frozen) throws IOException {
        for (long left = Varint.read(in); left > 0; left--) {
            long j = Varint.read(in);
            if (j < 0 || j >= joints) {
                throw new IOException("a repeated sample of joint " + j + "; there are " + joints);
            }
            if (in.readFloat() == Float.POSITIVE_INFINITY) {
                frozen.repeated[(int) j] = FrozenMemory.FROZEN;
            }
        }
    }

    void read(DataInput in) throws IOException {
        readSamples(in);
        readWrenches(in, false);
    }

    /** Version 5 kept here what encoders repeat. */
    void readFifth(DataInput in, FrozenMemory frozen) throws IOException {
        readSamples(in);
        readUnmoved(in, frozen);
        readWrenches(in, true);
    }

    private void readSamples(DataInput in) throws IOException {
        for (int c = 0; c < refused.length; c++) {
            clear(c);
        }
        for (int j = 0; j < joints; j++) {
            believeVelocities(j);
        }
        Arrays.fill(offSole, 0);
        uncarried = 0;
        for (long left = Varint.read(in); left > 0; left--) {
            long at = Varint.read(in);
            if (at >= refused.length && at < refused.length + joints) {
                readVelocities((int) at - refused.length, in);
                continue;
            }
            if (at >= refused.length + joints && at < refused.length + joints + contacts) {
                offSole[(int) at - refused.length - joints] = in.readFloat();
                continue;
            }
            if (at == refused.length + joints + contacts) {
                uncarried = in.readFloat();
                continue;
            }
            if (at < 0 || at >= refused.length) {
                throw new IOException("refused samples of channel " + at + "; there are " + refused.length);
            }
            int c = (int) at;
            refused[c] = (int) Varint.read(in);
            insisting[c] = (int) Varint.read(in);
            insistingFor[c] = in.readFloat();
            quiet[c] = in.readFloat();
            believed[c] = in.readBoolean();
            for (int i = 0; i < candidateCount(c); i++) {
                candidate[candidateAt(c) + i] = in.readFloat();
            }
        }
        for (int i = 0; i < age.length; i++) {
            age[i] = in.readFloat();
        }
        for (int i = 0; i < imu.length; i++) {
            imu[i] = in.readFloat();
        }
        for (int i = 0; i < usualStep.length; i++) {
            usualStep[i] = in.readFloat();
        }
        degrees = in.readFloat();
        total = Varint.read(in);
    }

    private void readVelocities(int j, DataInput in) throws IOException {
        int kind = in.readUnsignedByte();
        if (kind >= Velocities.values().length) {
            throw new IOException("velocities of the kind " + kind);
        }
        velocities[j] = Velocities.values()[kind];
        way[j] = in.readFloat();
        velocitiesTold[j] = in.readBoolean();
    }

    private void readWrenches(DataInput in, boolean always) throws IOException {
        for (int k = 0; k < contacts; k++) {
            repeated[k] = always || in.readBoolean() ? in.readFloat() : 0;
            othersLoad[k] = repeated[k] > 0 ? in.readFloat() : 0;
            flagAgainst[k] = repeated[k] > 0 ? in.readFloat() : 0;
        }
    }
}
