package dev.pollux.state;

import dev.pollux.estimation.Finite;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** What is remembered of how a robot's IMU, legs and contact flags agree. */
public final class AgreementMemory {
    /** What was told of a robot's sensors and is not over. */
    public enum Verdict {
        SOUND,
        GYRO_IN_DEGREES,
        AXES_TURNED,
        ACCELEROMETER_IN_G,
        IMU_FROZEN,
        GYRO_SCALED
    }

    /** Whether, of late, a foot that its flag says to be in the air rested while those that are said to stand moved. */
    public enum OtherFoot {
        NONE,
        RESTED,
        /** And the flags have changed since: it is not that they are stuck. */
        RESTED_THROUGH_A_CHANGE
    }

    /** Counts of feet that are lower or higher are halved beyond so many windows. */
    public static final int MOST_COUNTED = 32;

    /** Age of the running window, s, or −1 where none runs. */
    public float window = -1;

    /** Contacts that have stood through it, as bits. */
    public int stood;

    /** Turn by the gyro since the window began, IMU axes, rad. */
    public final float[] turned = new float[3];

    /** Per contact the rotation vector of the sole's attitude in the IMU when the window began, rad. */
    public final float[] sole;

    /** The last IMU sample, whatever it was worth. */
    public final float[] imu = new float[6];

    /** Mean specific force, IMU frame, m/s². */
    public final float[] force = new float[3];

    /** For how long the accelerometer has felt a ninth of that, as if it were in g, s; 0 while it does not. */
    public float inG;

    /** How long the IMU has repeated that sample, s, and how far the standing soles have gone since, m. */
    public float repeated;

    public float movedMeanwhile;

    /** Per contact where the sole was in the IMU frame when the window began, and a window before, m. */
    public final float[] place;

    public final float[] placeBefore;

    /** Contacts that stood through the window before, as bits. */
    public int stoodBefore;

    /** ∫ specific force dt over the running window and the one before, m/s. */
    public final float[] pushed = new float[3];

    public final float[] pushedBefore = new float[3];

    /** Σ Δv_legs Δv_imuᵀ over past windows, (m/s)²: nine numbers, row-major. */
    public final float[] product = new float[9];

    /** Σ Δv_imu, then Σ Δv_legs, m/s: gravity is no motion. */
    public final float[] pushes = new float[6];

    /** Σ |Δv_imu|², Σ |Δv_legs|², (m/s)², and the number of windows. */
    public float imuPush;

    public float legsPush;
    public float pushWindows;

    /** How gyro and standing legs turn. */
    public final TurnMemory turn;

    /** How large gravity is felt. */
    public final GravityMemory gravity = new GravityMemory();

    /** Windows in which the lowest of the feet that are said to stand was lower, and higher, than that of the others. */
    public int lower;

    public int higher;

    public OtherFoot otherFoot = OtherFoot.NONE;

    /** Whether the flags were told to be inverted. */
    public boolean inverted;

    /** The same of the feet that bear the load by their wrenches: windows in which they were lower, and higher. */
    public int loadedLower;

    public int loadedHigher;

    /** Whether the wrenches were told to be swapped. */
    public boolean swapped;

    /** Flags that do not change though the rest contradicts them. */
    public final FlagMemory flags;

    /** Whether the gyro turns otherwise than the legs, so far too shortly to tell. */
    public boolean doubted;

    /** Whether IMU and legs have moved alike since the IMU was last told to be wrong. */
    public boolean agreed;

    /** {@link #zeroVelocities} and {@link #zeroEfforts} once they were told: so many in a row. */
    public static final int ZEROS_TOLD = 3;

    /** Frames in a row whose joint velocities were all zero while the encoders moved. */
    public int zeroVelocities;

    /** Frames in a row whose joint efforts were all zero while the robot was at work. */
    public int zeroEfforts;

    private static final int EFFORTS_SHIFT = 6;

    private static final int OTHER_FOOT_SHIFT = 4;

    /** Bit that says that there is something in {@link #flags}. */
    private static final int FLAGS = 128;

    /** What was told of the IMU or the joints. */
    public Verdict verdict = Verdict.SOUND;

    AgreementMemory(int contacts) {
        sole = new float[3 * contacts];
        place = new float[3 * contacts];
        placeBefore = new float[3 * contacts];
        turn = new TurnMemory(contacts);
        flags = new FlagMemory(contacts);
    }

    /** Ends the running window. */
    public void restart() {
        window = -1;
        stoodBefore = 0;
        repeated = 0;
        movedMeanwhile = 0;
        inG = 0;
        zeroVelocities = 0;
        zeroEfforts = 0;
        flags.restart();
    }

    /** The robot fell, or was not heard of: which of its feet were higher on the way down says nothing of its sensors. */
    public void forgetHigherFeet() {
        otherFoot = OtherFoot.NONE;
        higher = 0;
        loadedHigher = 0;
    }

    /** Whether all numbers are finite. */
    boolean finite() {
        return Finite.all(turned)
                && Finite.all(sole)
                && Finite.all(imu)
                && Finite.all(force)
                && Finite.all(place)
                && Finite.all(placeBefore)
                && Finite.all(pushed)
                && Finite.all(pushedBefore)
                && Finite.all(product)
                && Finite.all(pushes)
                && turn.finite()
                && gravity.finite()
                && Float.isFinite(inG + imuPush + legsPush + pushWindows + movedMeanwhile + repeated + window);
    }

    void write(DataOutput out) throws IOException {
        for (float[] values : arrays()) {
            for (float value : values) {
                out.writeFloat(value);
            }
        }
        for (float value : new float[] {window, imuPush, legsPush, pushWindows}) {
            out.writeFloat(value);
        }
        turn.write(out);
        gravity.write(out);
        Varint.write(stood, out);
        Varint.write(stoodBefore, out);
        boolean still = repeated != 0 || movedMeanwhile != 0 || inG != 0;
        out.writeByte((inverted ? 1 : 0)
                | (doubted ? 2 : 0)
                | (agreed ? 4 : 0)
                | (still ? 8 : 0)
                | (swapped ? 16 : 0)
                | zeroVelocities << 5
                | (flags.any() ? FLAGS : 0));
        out.writeByte(verdict.ordinal() | otherFoot.ordinal() << OTHER_FOOT_SHIFT | zeroEfforts << EFFORTS_SHIFT);
        if (still) {
            out.writeFloat(repeated);
            out.writeFloat(movedMeanwhile);
            out.writeFloat(inG);
        }
        for (int count : new int[] {lower, higher, loadedLower, loadedHigher}) {
            out.writeByte(count);
        }
        if (flags.any()) {
            flags.write(out);
        }
    }

    private float[][] arrays() {
        return new float[][] {turned, sole, imu, force, place, placeBefore, pushed, pushedBefore, product, pushes};
    }

    void read(DataInput in) throws IOException {
        readArrays(in);
        window = in.readFloat();
        readPushes(in);
        turn.read(in);
        gravity.read(in);
        int bits = readVerdict(in);
        boolean still = (bits & 8) != 0;
        repeated = still ? in.readFloat() : 0;
        movedMeanwhile = still ? in.readFloat() : 0;
        inG = still ? in.readFloat() : 0;
        swapped = (bits & 16) != 0;
        zeroVelocities = bits >> 5 & ZEROS_TOLD; // two bits, which first savepoints of version 6 have as 0
        lower = in.readUnsignedByte();
        higher = in.readUnsignedByte();
        loadedLower = in.readUnsignedByte();
        loadedHigher = in.readUnsignedByte();
        flags.clear();
        if ((bits & FLAGS) != 0) { // which first savepoints of version 6 have as 0
            flags.read(in);
        }
    }

    /** Version 5 compared turns otherwise: its six sums of turns, their squares and their number are passed over. */
    void readFifth(DataInput in) throws IOException {
        readArrays(in);
        pass(6, in);
        window = in.readFloat();
        repeated = in.readFloat();
        movedMeanwhile = in.readFloat();
        pass(3, in);
        lower = count(in.readFloat());
        higher = count(in.readFloat());
        readPushes(in);
        inG = in.readFloat();
        readVerdict(in);
    }

    private static int count(float windows) {
        return Math.round(Math.max(0, Math.min(MOST_COUNTED, windows)));
    }

    private static void pass(int floats, DataInput in) throws IOException {
        for (int i = 0; i < floats; i++) {
            in.readFloat();
        }
    }

    private void readArrays(DataInput in) throws IOException {
        for (float[] values : arrays()) {
            for (int i = 0; i < values.length; i++) {
                values[i] = in.readFloat();
            }
        }
    }

    private void readPushes(DataInput in) throws IOException {
        imuPush = in.readFloat();
        legsPush = in.readFloat();
        pushWindows = in.readFloat();
    }

    /** Also the byte of flags. */
    private int readVerdict(DataInput in) throws IOException {
        stood = (int) Varint.read(in);
        stoodBefore = (int) Varint.read(in);
        int bits = in.readUnsignedByte();
        inverted = (bits & 1) != 0;
        doubted = (bits & 2) != 0;
        agreed = (bits & 4) != 0;
        int both = in.readUnsignedByte();
        zeroEfforts = both >> EFFORTS_SHIFT; // two bits, which first savepoints of version 6 have as 0
        int other = both >> OTHER_FOOT_SHIFT & 3; // two more
        if (other >= OtherFoot.values().length) {
            throw new IOException("a robot's other foot is " + other + "; there are " + OtherFoot.values().length);
        }
        otherFoot = OtherFoot.values()[other];
        int told = both & (1 << OTHER_FOOT_SHIFT) - 1;
        if (told >= Verdict.values().length) {
            throw new IOException("verdict " + told + " on a robot's sensors; there are " + Verdict.values().length);
        }
        verdict = Verdict.values()[told];
        return bits;
    }

    /** Forgets how motions compared. */
    public void forgetMotion() {
        Arrays.fill(product, 0);
        Arrays.fill(pushes, 0);
        turn.forget();
        gravity.forget();
        imuPush = 0;
        legsPush = 0;
        pushWindows = 0;
        doubted = false;
        agreed = false;
    }
}
