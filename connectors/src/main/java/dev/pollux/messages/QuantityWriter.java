package dev.pollux.messages;

import dev.pollux.state.Prediction;
import dev.pollux.state.TwinState;

/** Writes the quantities that a state and a prediction have in common; what is not known is left out, or null in an array. */
final class QuantityWriter {
    private static final Word JOINT_POSITIONS = new Word("joint_positions");
    private static final Word JOINT_VELOCITIES = new Word("joint_velocities");
    private static final Word BASE_POSE = new Word("base_pose");
    private static final Word BASE_VELOCITY = new Word("base_velocity");
    private static final Word SIGMA = new Word("sigma");
    private static final Word BASE_POSITION = new Word("base_position");
    private static final Word BASE_ORIENTATION = new Word("base_orientation");
    private static final Word IMU = new Word("imu");
    private static final Word CONTACT_STATES = new Word("contact_states");
    private static final Word CONTACT_WRENCHES = new Word("contact_wrenches");

    private final Word[] contactNames;
    private final double[] joints;

    QuantityWriter(int joints, Word[] contactNames) {
        this.joints = new double[joints];
        this.contactNames = contactNames;
    }

    void write(TwinState state, MessageWriter out) {
        write(state.known(), TwinState.JOINT_POSITIONS, JOINT_POSITIONS, known(state, state.joints.position), out);
        write(state.known(), TwinState.JOINT_VELOCITIES, JOINT_VELOCITIES, known(state, state.joints.velocity), out);
        write(state.known(), TwinState.BASE_POSE, BASE_POSE, state.basePose, out);
        write(state.known(), TwinState.BASE_VELOCITY, BASE_VELOCITY, state.baseVelocity, out);
        write(state.known(), TwinState.IMU, IMU, state.imu, out);
        writeContacts(state.knownContacts, state.contacts, out);
        writeWrenches(state.knownWrenches, state.contactWrenches, out);
        if (state.knows(TwinState.BASE_SIGMA)) {
            out.field(SIGMA);
            out.beginObject();
            out.computed(BASE_POSITION, state.baseSigma, 0, 3);
            out.computed(BASE_ORIENTATION, state.baseSigma, 3, 3);
            out.computed(BASE_VELOCITY, state.baseSigma, 6, 3);
            out.endObject();
        }
    }

    void write(Prediction prediction, MessageWriter out) {
        int known = prediction.known();
        write(known, TwinState.JOINT_POSITIONS, JOINT_POSITIONS, prediction.jointPositions, out);
        write(known, TwinState.JOINT_VELOCITIES, JOINT_VELOCITIES, prediction.jointVelocities, out);
        write(known, TwinState.BASE_POSE, BASE_POSE, prediction.basePose, out);
        write(known, TwinState.BASE_VELOCITY, BASE_VELOCITY, prediction.baseVelocity, out);
        write(known, TwinState.IMU, IMU, prediction.imu, out);
        writeContacts(prediction.knownContacts, prediction.contacts, out);
        writeWrenches(prediction.knownWrenches, prediction.contactWrenches, out);
    }

    /** A number of each joint, NaN of those that are not known; valid until the next call. */
    private double[] known(TwinState state, double[] values) {
        for (int j = 0; j < values.length; j++) {
            joints[j] = state.knowsJoint(j) ? values[j] : Double.NaN;
        }
        return joints;
    }

    private static void write(int known, int quantity, Word field, double[] values, MessageWriter out) {
        if ((known & quantity) != 0) {
            out.computed(field, values, 0, values.length);
        }
    }

    private void writeContacts(int known, boolean[] contacts, MessageWriter out) {
        if (known == 0) {
            return;
        }
        out.field(CONTACT_STATES);
        out.beginObject();
        for (int i = 0; i < contactNames.length; i++) {
            if ((known >> i & 1) != 0) {
                out.field(contactNames[i]);
                out.truth(contacts[i]);
            }
        }
        out.endObject();
    }

    private void writeWrenches(int known, double[] wrenches, MessageWriter out) {
        if (known == 0) {
            return;
        }
        out.field(CONTACT_WRENCHES);
        out.beginObject();
        for (int i = 0; i < contactNames.length; i++) {
            if ((known >> i & 1) != 0) {
                out.computed(contactNames[i], wrenches, 6 * i, 6);
            }
        }
        out.endObject();
    }
}
