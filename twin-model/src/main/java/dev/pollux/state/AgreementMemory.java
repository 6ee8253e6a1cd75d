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
        IMU_FROZEN
    }

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

    /** Σ φ_gyro, then Σ φ_legs, rad: a gyro's bias and a leg's creep are no turns. */
    public final float[] turns = new float[6];

    /** Σ |φ_gyro|², Σ |φ_legs|², rad², and the number of windows. */
    public float gyro;

    public float legs;
    public float windows;

    /** Windows in which the lowest of the feet that are said to stand was lower, and higher, than that of the others. */
    public float lower;

    public float higher;

    /** Whether the flags were told to be inverted. */
    public boolean inverted;

    /** Whether the gyro turns otherwise than the legs, so far too shortly to tell. */
    public boolean doubted;

    /** Whether IMU and legs have moved alike since the IMU was last told to be wrong. */
    public boolean agreed;

    /** What was told of the IMU or the joints. */
    public Verdict verdict = Verdict.SOUND;

    AgreementMemory(int contacts) {
        sole = new float[3 * contacts];
        place = new float[3 * contacts];
        placeBefore = new float[3 * contacts];
    }

    /** Ends the running window. */
    public void restart() {
        window = -1;
        stoodBefore = 0;
        repeated = 0;
        movedMeanwhile = 0;
        inG = 0;
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
                && Finite.all(turns)
                && Float.isFinite(inG
                        + gyro
                        + legs
                        + windows
                        + imuPush
                        + legsPush
                        + pushWindows
                        + movedMeanwhile
                        + repeated
                        + window);
    }

    void write(DataOutput out) throws IOException {
        for (float[] values : new float[][] {
            turned, sole, imu, force, place, placeBefore, pushed, pushedBefore, product, pushes, turns, scalars()
        }) {
            for (float value : values) {
                out.writeFloat(value);
            }
        }
        Varint.write(stood, out);
        Varint.write(stoodBefore, out);
        out.writeByte((inverted ? 1 : 0) | (doubted ? 2 : 0) | (agreed ? 4 : 0));
        out.writeByte(verdict.ordinal());
    }

    private float[] scalars() {
        return new float[] {
            window, repeated, movedMeanwhile, gyro, legs, windows, lower, higher, imuPush, legsPush, pushWindows, inG
        };
    }

    void read(DataInput in) throws IOException {
        float[] scalars = scalars();
        for (float[] values : new float[][] {
            turned, sole, imu, force, place, placeBefore, pushed, pushedBefore, product, pushes, turns, scalars
        }) {
            for (int i = 0; i < values.length; i++) {
                values[i] = in.readFloat();
            }
        }
        window = scalars[0];
        repeated = scalars[1];
        movedMeanwhile = scalars[2];
        gyro = scalars[3];
        legs = scalars[4];
        windows = scalars[5];
        lower = scalars[6];
        higher = scalars[7];
        imuPush = scalars[8];
        legsPush = scalars[9];
        pushWindows = scalars[10];
        inG = scalars[11];
        stood = (int) Varint.read(in);
        stoodBefore = (int) Varint.read(in);
        int flags = in.readUnsignedByte();
        inverted = (flags & 1) != 0;
        doubted = (flags & 2) != 0;
        agreed = (flags & 4) != 0;
        int told = in.readUnsignedByte();
        if (told >= Verdict.values().length) {
            throw new IOException("verdict " + told + " on a robot's sensors; there are " + Verdict.values().length);
        }
        verdict = Verdict.values()[told];
    }

    /** Forgets how motions compared. */
    public void forgetMotion() {
        Arrays.fill(product, 0);
        Arrays.fill(pushes, 0);
        Arrays.fill(turns, 0);
        imuPush = 0;
        legsPush = 0;
        pushWindows = 0;
        gyro = 0;
        legs = 0;
        windows = 0;
        doubted = false;
        agreed = false;
    }
}
