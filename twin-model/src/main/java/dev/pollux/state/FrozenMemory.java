package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;
import java.util.Arrays;

/** What is remembered of a robot's sensors that repeat one sample to the last bit. A robot none of whose sensors does so takes a few bytes. */
public final class FrozenMemory {
    /** {@link #repeated} of an encoder that was told to be frozen. */
    public static final int FROZEN = 1_000_001;

    /** {@link #imuRun} of axes that were told to be frozen. */
    public static final int IMU_FROZEN = 255;

    /** {@link #imuSharpness} from which on an IMU that lives may be taken to change with each sample. */
    public static final int SHARP = 128;

    private static final int MOST = 1_000_000;

    /** Half of the way after which an encoder is frozen, rad or m. */
    private static final float DOUBTED_WAY = 0.025f;

    /** Per joint for how long its encoder has repeated one sample, µs, at most a second; {@link #FROZEN} once it was told to be frozen. */
    public final int[] repeated;

    /** Per joint how far its velocity says it went meanwhile, rad or m. */
    public final float[] unmoved;

    /** Per joint whether its encoder has ever rested to the last bit: of one that does, a repeated sample says little. */
    public final boolean[] rests;

    /** Time since encoders that turned to zero were last told, s. */
    public float sinceZeros = Float.POSITIVE_INFINITY;

    /** Axes of the IMU, as bits, that repeat their samples since one sample, while others change; 0: none. */
    public int imuAxes;

    /** Samples for which they have done so, at most 254; {@link #IMU_FROZEN} once they were told to be frozen. */
    public int imuRun;

    /** In how many of them the others changed as much as usual, at most 255. */
    public int imuLively;

    /** How surely an axis of the IMU that lives does not repeat a sample: 0 to 255. */
    public int imuSharpness;

    /** How far the base went while its measured pose is repeated, m along the world's axes; forgotten over some seconds. */
    public final float[] poseWay = new float[3];

    /** For how long it has been repeated beyond its usual interval, s; infinite once it was told to be frozen. */
    public float poseRepeated;

    FrozenMemory(int joints) {
        repeated = new int[joints];
        unmoved = new float[joints];
        rests = new boolean[joints];
    }

    /** Whether joint j's encoder was told to be frozen. */
    public boolean frozen(int j) {
        return repeated[j] == FROZEN;
    }

    /** Whether joint j's encoder repeats one sample although its joint seems to move, so far too little to call it frozen. */
    public boolean doubtsPosition(int j) {
        return frozen(j) || Math.abs(unmoved[j]) > DOUBTED_WAY;
    }

    /** Joint j's encoder repeats its sample once more, so many s after it was reported last. */
    public void repeats(int j, double since) {
        repeated[j] = (int) Math.min(MOST, repeated[j] + Math.round(1e6 * since));
    }

    /** Joint j's encoder says something new. */
    public void moves(int j) {
        repeated[j] = 0;
        unmoved[j] = 0;
    }

    /** The robot was silent: what moved meanwhile nobody knows. What is frozen stays so. */
    public void pause() {
        for (int j = 0; j < repeated.length; j++) {
            repeated[j] = frozen(j) ? repeated[j] : 0;
        }
        Arrays.fill(unmoved, 0);
    }

    /** The robot began anew. */
    public void restart() {
        Arrays.fill(repeated, 0);
        Arrays.fill(unmoved, 0);
        imuAxes = 0;
        imuRun = 0;
        imuLively = 0;
        goOnWithPose();
    }

    /** The measured pose of the base is a new one, or none. */
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
