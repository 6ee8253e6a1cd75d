package dev.pollux.state;

import java.io.DataInput;
import java.io.DataOutput;
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

    private static final int RESTS = 1;
    private static final int REPEATS = 2;
    private static final int WENT = 4;
    private static final int BITS = 3;
    private static final int POSE_REPEATED = 64;
    private static final int ZEROS = 128;

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

    void write(DataOutput out) throws IOException {
        out.writeByte(imuSharpness);
        boolean zeros = sinceZeros < Float.POSITIVE_INFINITY;
        out.writeByte(imuAxes | (poseRepeated > 0 ? POSE_REPEATED : 0) | (zeros ? ZEROS : 0));
        if (zeros) {
            out.writeFloat(sinceZeros);
        }
        if (imuAxes != 0) {
            out.writeByte(imuRun);
            out.writeByte(imuLively);
        }
        if (poseRepeated > 0) {
            out.writeFloat(poseRepeated);
            for (float way : poseWay) {
                out.writeFloat(way);
            }
        }
        int repeating = 0;
        for (int j = 0; j < repeated.length; j++) {
            repeating += repeated[j] > 0 || rests[j] ? 1 : 0;
        }
        Varint.write(repeating, out);
        for (int j = 0; j < repeated.length; j++) {
            if (repeated[j] > 0 || rests[j]) {
                boolean went = unmoved[j] != 0;
                Varint.write(
                        j << BITS | (rests[j] ? RESTS : 0) | (repeated[j] > 0 ? REPEATS : 0) | (went ? WENT : 0), out);
                if (repeated[j] > 0) {
                    Varint.write(repeated[j], out);
                }
                if (went) {
                    out.writeFloat(unmoved[j]);
                }
            }
        }
    }

    void read(DataInput in) throws IOException {
        restart();
        Arrays.fill(rests, false);
        imuSharpness = in.readUnsignedByte();
        int kinds = in.readUnsignedByte();
        sinceZeros = (kinds & ZEROS) != 0 ? in.readFloat() : Float.POSITIVE_INFINITY;
        imuAxes = kinds & POSE_REPEATED - 1;
        if (imuAxes != 0) {
            imuRun = in.readUnsignedByte();
            imuLively = in.readUnsignedByte();
        }
        if ((kinds & POSE_REPEATED) != 0) {
            poseRepeated = in.readFloat();
            for (int i = 0; i < poseWay.length; i++) {
                poseWay[i] = in.readFloat();
            }
        }
        for (long left = Varint.read(in); left > 0; left--) {
            long bits = Varint.read(in);
            if (bits < 0 || bits >> BITS >= repeated.length) {
                throw new IOException(
                        "a repeated sample of joint " + (bits >> BITS) + "; there are " + repeated.length);
            }
            int j = (int) (bits >> BITS);
            rests[j] = (bits & RESTS) != 0;
            repeated[j] = (bits & REPEATS) != 0 ? (int) Varint.read(in) : 0;
            unmoved[j] = (bits & WENT) != 0 ? in.readFloat() : 0;
        }
    }
}
