package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;
import java.util.Arrays;

/** Stored state of the detection of frozen sensors, which repeat one sample bit for bit. Few bytes if none does. */
public final class FrozenMemory {
    /** {@link #repeated} of an encoder that was reported as frozen. */
    public static final int FROZEN = 1_000_001;

    /** {@link #imuRun} of axes that were reported as frozen. */
    public static final int IMU_FROZEN = 255;

    /** {@link #imuSharpness} from which a working IMU is assumed to change with every sample. */
    public static final int SHARP = 128;

    private static final int MOST = 1_000_000;

    /** Half of the joint motion after which a repeating encoder is frozen, rad or m. */
    private static final float DOUBTED_WAY = 0.025f;

    /** Per joint how long its encoder has repeated one sample, µs, at most 1 s; {@link #FROZEN} once reported. */
    public final int[] repeated;

    /** Per joint the motion since then according to its velocity, rad or m. */
    public final float[] unmoved;

    /** Per joint whether its encoder ever repeated samples at rest: then repetition is weak evidence. */
    public final boolean[] rests;

    /** Time since the last report of encoders that turned to zero, s. */
    public float sinceZeros = Float.POSITIVE_INFINITY;

    /** Axes of the IMU, as bits, that have repeated their values since one sample while others change; 0: none. */
    public int imuAxes;

    /** Number of such samples, at most 254; {@link #IMU_FROZEN} once they were reported as frozen. */
    public int imuRun;

    /** Number of those samples in which the other axes changed as much as usual, at most 255. */
    public int imuLively;

    /** Confidence that a working axis of this IMU does not repeat a sample: 0 to 255. */
    public int imuSharpness;

    /** Motion of the base while its measured pose is repeated, m, world axes; decays over some seconds. */
    public final float[] poseWay = new float[3];

    /** How long the pose has been repeated beyond its usual interval, s; infinite once it was reported as frozen. */
    public float poseRepeated;

    FrozenMemory(int joints) {
        repeated = new int[joints];
        unmoved = new float[joints];
        rests = new boolean[joints];
    }

    /** Whether joint j's encoder was reported as frozen. */
    public boolean frozen(int j) {
        return repeated[j] == FROZEN;
    }

    /** Whether joint j's encoder repeats one sample while the joint seems to move, not yet far enough to be frozen. */
    public boolean doubtsPosition(int j) {
        return frozen(j) || Math.abs(unmoved[j]) > DOUBTED_WAY;
    }

    /** Joint j's encoder repeats its sample; its last report was {@code since} seconds ago. */
    public void repeats(int j, double since) {
        repeated[j] = (int) Math.min(MOST, repeated[j] + Math.round(1e6 * since));
    }

    /** Joint j's encoder reports a new value. */
    public void moves(int j) {
        repeated[j] = 0;
        unmoved[j] = 0;
    }

    /** The robot was silent: its motion in that time is unknown. Frozen sensors stay frozen. */
    public void pause() {
        for (int j = 0; j < repeated.length; j++) {
            repeated[j] = frozen(j) ? repeated[j] : 0;
        }
        Arrays.fill(unmoved, 0);
    }

    /** The robot was reset. */
    public void restart() {
        Arrays.fill(repeated, 0);
        Arrays.fill(unmoved, 0);
        imuAxes = 0;
        imuRun = 0;
        imuLively = 0;
        goOnWithPose();
    }

    /** The measured pose of the base has changed or is absent. */
    public void goOnWithPose() {
        Arrays.fill(poseWay, 0);
        poseRepeated = 0;
    }

    void describe(StateFields f) throws IOException {
        f.sparse(repeated);
        f.sparse(unmoved);
        f.flags(rests);
        sinceZeros = f.anySingle(sinceZeros);
        imuAxes = f.whole(imuAxes);
        imuRun = f.whole(imuRun);
        imuLively = f.whole(imuLively);
        imuSharpness = f.whole(imuSharpness);
        f.sparse(poseWay);
        poseRepeated = f.anySingle(poseRepeated);
    }
}
