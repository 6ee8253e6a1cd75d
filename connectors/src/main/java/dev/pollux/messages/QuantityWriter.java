package dev.pollux.messages;

import dev.pollux.state.Prediction;
import dev.pollux.state.TwinState;

/** Writes the quantities that states and predictions have in common; unknown ones are omitted, or null in an array. */
final class QuantityWriter {

    private final EncodedText[] contactNames;
    private final double[] joints;

    QuantityWriter(int joints, EncodedText[] contactNames) {
        this.joints = new double[joints];
        this.contactNames = contactNames;
    }

    void write(TwinState state, MessageWriter out) {
        write(state.known(), MessageField.JOINT_POSITIONS, known(state, state.joints.position), out);
        write(state.known(), MessageField.JOINT_VELOCITIES, known(state, state.joints.velocity), out);
        write(state.known(), MessageField.BASE_POSE, state.basePose, out);
        write(state.known(), MessageField.BASE_VELOCITY, state.baseVelocity, out);
        write(state.known(), MessageField.IMU, state.imu, out);
        writeContacts(state.knownContacts, state.contacts, out);
        writeWrenches(state.knownWrenches, state.contactWrenches, out);
        if (state.knows(TwinState.BASE_SIGMA)) {
            out.field(MessageField.SIGMA);
            out.beginObject();
            out.computed(MessageField.BASE_POSITION_SIGMA, state.baseSigma, 0, 3);
            out.computed(MessageField.BASE_ORIENTATION_SIGMA, state.baseSigma, 3, 3);
            out.computed(MessageField.BASE_VELOCITY_SIGMA, state.baseSigma, 6, 3);
            out.endObject();
        }
    }

    void write(Prediction prediction, MessageWriter out) {
        int known = prediction.known();
        write(known, MessageField.JOINT_POSITIONS, prediction.jointPositions, out);
        write(known, MessageField.JOINT_VELOCITIES, prediction.jointVelocities, out);
        write(known, MessageField.BASE_POSE, prediction.basePose, out);
        write(known, MessageField.BASE_VELOCITY, prediction.baseVelocity, out);
        write(known, MessageField.IMU, prediction.imu, out);
        writeContacts(prediction.knownContacts, prediction.contacts, out);
        writeWrenches(prediction.knownWrenches, prediction.contactWrenches, out);
    }

    /** One number per joint, NaN for unknown ones; valid until the next call. */
    private double[] known(TwinState state, double[] values) {
        for (int j = 0; j < values.length; j++) {
            joints[j] = state.knowsJoint(j) ? values[j] : Double.NaN;
        }
        return joints;
    }

    private static void write(int known, MessageField field, double[] values, MessageWriter out) {
        if ((known & field.sensor()) != 0) {
            out.computed(field, values, 0, values.length);
        }
    }

    private void writeContacts(int known, boolean[] contacts, MessageWriter out) {
        if (known == 0) {
            return;
        }
        out.field(MessageField.CONTACT_STATES);
        out.beginObject();
        for (int i = 0; i < contactNames.length; i++) {
            if ((known >> i & 1) != 0) {
                out.field(contactNames[i]);
                out.flag(contacts[i]);
            }
        }
        out.endObject();
    }

    private void writeWrenches(int known, double[] wrenches, MessageWriter out) {
        if (known == 0) {
            return;
        }
        out.field(MessageField.CONTACT_WRENCHES);
        out.beginObject();
        for (int i = 0; i < contactNames.length; i++) {
            if ((known >> i & 1) != 0) {
                out.field(contactNames[i]);
                out.computed(wrenches, 6 * i, 6);
            }
        }
        out.endObject();
    }
}
