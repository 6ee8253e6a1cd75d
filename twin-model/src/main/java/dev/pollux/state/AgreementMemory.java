package dev.pollux.state;

import dev.pollux.storage.StateFields;
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
        GYRO_SCALED,
        GYRO_AGAINST_GRAVITY,
        GRAVITY_ASIDE
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

    /** How gyro and accelerometer tell the tilt. */
    public final TiltMemory tilt = new TiltMemory();

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

    private static final Verdict[] VERDICTS = Verdict.values();

    private static final OtherFoot[] OTHER_FEET = OtherFoot.values();

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

    /** Forgets how motions compared. */
    public void forgetMotion() {
        Arrays.fill(product, 0);
        Arrays.fill(pushes, 0);
        turn.forget();
        gravity.forget();
        tilt.forget();
        imuPush = 0;
        legsPush = 0;
        pushWindows = 0;
        doubted = false;
        agreed = false;
    }

    void describe(StateFields f) throws IOException {
        window = f.single(window);
        stood = f.whole(stood);
        f.single(turned);
        f.single(sole);
        f.single(imu);
        f.single(force);
        inG = f.single(inG);
        repeated = f.single(repeated);
        movedMeanwhile = f.single(movedMeanwhile);
        f.single(place);
        f.single(placeBefore);
        stoodBefore = f.whole(stoodBefore);
        f.single(pushed);
        f.single(pushedBefore);
        f.single(product);
        f.single(pushes);
        imuPush = f.single(imuPush);
        legsPush = f.single(legsPush);
        pushWindows = f.single(pushWindows);
        turn.describe(f);
        gravity.describe(f);
        tilt.describe(f);
        lower = f.whole(lower);
        higher = f.whole(higher);
        otherFoot = f.choice(otherFoot, OTHER_FEET);
        inverted = f.flag(inverted);
        loadedLower = f.whole(loadedLower);
        loadedHigher = f.whole(loadedHigher);
        swapped = f.flag(swapped);
        flags.describe(f);
        doubted = f.flag(doubted);
        agreed = f.flag(agreed);
        zeroVelocities = f.whole(zeroVelocities);
        zeroEfforts = f.whole(zeroEfforts);
        verdict = f.choice(verdict, VERDICTS);
    }
}
