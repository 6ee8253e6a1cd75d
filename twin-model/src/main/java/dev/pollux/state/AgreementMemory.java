package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;
import java.util.Arrays;

/** Stored results of the comparison of a robot's IMU, legs and contact flags. */
public final class AgreementMemory {
    /** The sensor fault that was reported and has not ended. */
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

    /** Whether a foot that its flag puts in the air was recently at rest while the feet with a contact flag moved. */
    public enum OtherFoot {
        NONE,
        RESTED,
        /** The same although the flags have changed since: so they are not stuck. */
        RESTED_THROUGH_A_CHANGE
    }

    /** The counts of windows in which feet are lower or higher are halved above this number. */
    public static final int MOST_COUNTED = 32;

    /** Age of the running window, s; −1 if none runs. */
    public float window = -1;

    /** Contacts that stood through the whole window, as bits. */
    public int stood;

    /** Turn by the gyro since the window began, IMU axes, rad. */
    public final float[] turned = new float[3];

    /** Per contact the rotation vector of the sole's attitude in the IMU when the window began, rad. */
    public final float[] sole;

    /** The last IMU sample, accepted or not. */
    public final float[] imu = new float[6];

    /** Mean specific force, IMU frame, m/s². */
    public final float[] force = new float[3];

    /** How long the accelerometer has measured about a ninth of that, as if its unit were g, s; 0 if it does not. */
    public float inG;

    /** How long the IMU has repeated that sample, s, and how far the standing soles have moved since, m. */
    public float repeated;

    public float movedMeanwhile;

    /** Per contact the position of the sole in the IMU frame at the start of this window and of the one before, m. */
    public final float[] place;

    public final float[] placeBefore;

    /** Contacts that stood through the previous window, as bits. */
    public int stoodBefore;

    /** ∫ specific force dt over the running window and the previous one, m/s. */
    public final float[] pushed = new float[3];

    public final float[] pushedBefore = new float[3];

    /** Σ Δv_legs Δv_imuᵀ over past windows, (m/s)²: nine numbers, row-major. */
    public final float[] product = new float[9];

    /** Σ Δv_imu, then Σ Δv_legs, m/s: their means contain gravity, which is not motion. */
    public final float[] pushes = new float[6];

    /** Σ |Δv_imu|², Σ |Δv_legs|², (m/s)², and the number of windows. */
    public float imuPush;

    public float legsPush;
    public float pushWindows;

    /** Comparison of the turns of gyro and standing legs. */
    public final TurnMemory turn;

    /** Comparison of the measured gravity with its true size. */
    public final GravityMemory gravity = new GravityMemory();

    /** Comparison of the tilt from gyro and accelerometer. */
    public final TiltMemory tilt = new TiltMemory();

    /** Windows in which the lowest foot with a contact flag was lower, or higher, than the lowest of the others. */
    public int lower;

    public int higher;

    public OtherFoot otherFoot = OtherFoot.NONE;

    /** Whether inverted flags were reported. */
    public boolean inverted;

    /** The same for the feet that carry the load by their wrenches: windows in which they were lower, or higher. */
    public int loadedLower;

    public int loadedHigher;

    /** Whether swapped wrenches were reported. */
    public boolean swapped;

    /** Flags that do not change although the other sensors contradict them. */
    public final FlagMemory flags;

    /** Whether gyro and legs turn differently, but not yet long enough to report it. */
    public boolean doubted;

    /** Whether IMU and legs have agreed since an IMU fault was last reported. */
    public boolean agreed;

    /** {@link #zeroVelocities} and {@link #zeroEfforts} at which zeros are reported: frames in a row. */
    public static final int ZEROS_TOLD = 3;

    /** Frames in a row whose joint velocities were all zero while the encoders moved. */
    public int zeroVelocities;

    /** Frames in a row whose joint efforts were all zero while the robot was working. */
    public int zeroEfforts;

    private static final Verdict[] VERDICTS = Verdict.values();

    private static final OtherFoot[] OTHER_FEET = OtherFoot.values();

    /** The fault of the IMU or the joints that was reported. */
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

    /** The robot fell or was silent: which feet were higher during a fall says nothing about the sensors. */
    public void forgetHigherFeet() {
        otherFoot = OtherFoot.NONE;
        higher = 0;
        loadedHigher = 0;
    }

    /** Forgets the comparison of motions. */
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
