package dev.pollux.evaluation;

import dev.pollux.model.RobotModel;
import dev.pollux.spatial.SE3;
import dev.pollux.spatial.SO3;
import dev.pollux.state.SensorFrame;
import org.jspecify.annotations.Nullable;

/** The true state at one instant, in the model's order; {@link #knows} tells which quantities are known. Reused. */
public final class Truth {
    public static final int JOINT_POSITIONS = SensorFrame.JOINT_POSITIONS;
    public static final int JOINT_VELOCITIES = SensorFrame.JOINT_VELOCITIES;
    public static final int BASE_POSE = SensorFrame.BASE_POSE;
    public static final int BASE_VELOCITY = SensorFrame.BASE_VELOCITY;
    public static final int CONTACTS = SensorFrame.CONTACTS;

    /** The centre of mass. */
    public static final int COM = 1 << 16;

    /** s since the recording's or episode's first frame. */
    public double time;

    public final double[] jointPositions;
    public final double[] jointVelocities;

    /** T_WB, row-major, 16 numbers. */
    public final double[] basePose = new double[16];

    /** Linear then angular, base frame, 6 numbers. */
    public final double[] baseVelocity = new double[6];

    /** World, m, 3 numbers. */
    public final double[] com = new double[3];

    /** Per contact of the model: whether it touches. */
    public final boolean[] contacts;

    /** Whether an external force acts that no sensor measures. */
    public boolean pushed;

    private final boolean[] flags;
    private int known;
    private final double[] rotation = new double[30];

    /** Allocates the truth for a model. */
    public Truth(RobotModel model) {
        jointPositions = new double[model.jointCount()];
        jointVelocities = new double[model.jointCount()];
        contacts = new boolean[model.contacts().size()];
        flags = new boolean[contacts.length];
        SE3.identity(basePose);
    }

    /** Whether all of the named quantities are known. */
    public boolean knows(int quantities) {
        return (known & quantities) == quantities;
    }

    /**
     * Sets the truth of an instant.
     *
     * @param time s
     * @param said in the model's order
     * @param com world, m; null if unknown
     */
    public void take(double time, SensorFrame said, double @Nullable [] com, boolean pushed) {
        this.time = time;
        this.pushed = pushed;
        known = said.present() & (JOINT_POSITIONS | JOINT_VELOCITIES | BASE_POSE | BASE_VELOCITY | CONTACTS);
        System.arraycopy(said.jointPositions, 0, jointPositions, 0, jointPositions.length);
        System.arraycopy(said.jointVelocities, 0, jointVelocities, 0, jointVelocities.length);
        System.arraycopy(said.basePose, 0, basePose, 0, 16);
        System.arraycopy(said.baseVelocity, 0, baseVelocity, 0, 6);
        for (int i = 0; i < contacts.length; i++) {
            contacts[i] = said.contacts[i] > 0;
        }
        if (com != null) {
            System.arraycopy(com, 0, this.com, 0, 3);
            known |= COM;
        }
    }

    /**
     * Uses encoder readings and, without true ones, contact flags of the frame as truth; other known quantities stay.
     *
     * @param frame in the model's order
     */
    public void measure(SensorFrame frame) {
        known &= ~(JOINT_POSITIONS | JOINT_VELOCITIES);
        known |= frame.present() & (JOINT_POSITIONS | JOINT_VELOCITIES);
        System.arraycopy(frame.jointPositions, 0, jointPositions, 0, jointPositions.length);
        System.arraycopy(frame.jointVelocities, 0, jointVelocities, 0, jointVelocities.length);
        if (!knows(CONTACTS)) {
            for (int i = 0; i < contacts.length; i++) {
                if (frame.has(SensorFrame.CONTACTS) && !Double.isNaN(frame.contacts[i])) {
                    flags[i] = frame.contacts[i] > 0;
                }
                contacts[i] = flags[i];
            }
        }
    }

    /** Copies another truth. */
    public void take(Truth other) {
        time = other.time;
        pushed = other.pushed;
        known = other.known;
        System.arraycopy(other.jointPositions, 0, jointPositions, 0, jointPositions.length);
        System.arraycopy(other.jointVelocities, 0, jointVelocities, 0, jointVelocities.length);
        System.arraycopy(other.basePose, 0, basePose, 0, 16);
        System.arraycopy(other.baseVelocity, 0, baseVelocity, 0, 6);
        System.arraycopy(other.com, 0, com, 0, 3);
        System.arraycopy(other.contacts, 0, contacts, 0, contacts.length);
    }

    /**
     * Interpolates between two: linearly, orientation along the shortest rotation. Contacts are those of the later one.
     */
    public void between(Truth a, Truth b, double time) {
        take(b);
        this.time = time;
        known = a.known & b.known;
        double s = b.time > a.time ? (time - a.time) / (b.time - a.time) : 1;
        if (s == 1) {
            return;
        }
        mix(a.jointPositions, b.jointPositions, s, jointPositions);
        mix(a.jointVelocities, b.jointVelocities, s, jointVelocities);
        mix(a.baseVelocity, b.baseVelocity, s, baseVelocity);
        mix(a.com, b.com, s, com);
        // R = R_a Exp(s Log(R_aᵀ R_b))
        relativeRotation(a.basePose, b.basePose, rotation);
        SO3.log(rotation, 0, rotation, 27);
        SO3.exp(s * rotation[27], s * rotation[28], s * rotation[29], rotation, 0);
        for (int i = 0; i < 3; i++) {
            System.arraycopy(a.basePose, 4 * i, rotation, 9 + 3 * i, 3);
            basePose[4 * i + 3] += (s - 1) * (b.basePose[4 * i + 3] - a.basePose[4 * i + 3]);
        }
        SO3.multiply(rotation, 9, rotation, 0, rotation, 18);
        for (int i = 0; i < 3; i++) {
            System.arraycopy(rotation, 18 + 3 * i, basePose, 4 * i, 3);
        }
    }

    private static void mix(double[] a, double[] b, double s, double[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = a[i] + s * (b[i] - a[i]);
        }
    }

    /** R_AB = R_WAᵀ R_WB into the first nine numbers. */
    static void relativeRotation(double[] T_WA, double[] T_WB, double[] R_AB) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                R_AB[3 * i + j] = T_WA[i] * T_WB[j] + T_WA[4 + i] * T_WB[4 + j] + T_WA[8 + i] * T_WB[8 + j];
            }
        }
    }
}
