package dev.pollux.messages;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.pollux.state.Prediction;
import dev.pollux.state.TwinState;
import java.io.IOException;

/** Writes the quantities that a state and a prediction have in common; what is not known is left out. */
final class QuantityWriter {
    private static final SerializedString JOINT_POSITIONS = new SerializedString("joint_positions");
    private static final SerializedString JOINT_VELOCITIES = new SerializedString("joint_velocities");
    private static final SerializedString BASE_POSE = new SerializedString("base_pose");
    private static final SerializedString BASE_VELOCITY = new SerializedString("base_velocity");
    private static final SerializedString SIGMA = new SerializedString("sigma");
    private static final SerializedString BASE_POSITION = new SerializedString("base_position");
    private static final SerializedString BASE_ORIENTATION = new SerializedString("base_orientation");
    private static final SerializedString IMU = new SerializedString("imu");
    private static final SerializedString CONTACT_STATES = new SerializedString("contact_states");
    private static final SerializedString CONTACT_WRENCHES = new SerializedString("contact_wrenches");

    private final SerializedString[] contactNames;

    QuantityWriter(SerializedString[] contactNames) {
        this.contactNames = contactNames;
    }

    void write(TwinState state, MessageWriter out, JsonGenerator g) throws IOException {
        write(state.known(), TwinState.JOINT_POSITIONS, JOINT_POSITIONS, state.jointPositions, out);
        write(state.known(), TwinState.JOINT_VELOCITIES, JOINT_VELOCITIES, state.jointVelocities, out);
        write(state.known(), TwinState.BASE_POSE, BASE_POSE, state.basePose, out);
        write(state.known(), TwinState.BASE_VELOCITY, BASE_VELOCITY, state.baseVelocity, out);
        write(state.known(), TwinState.IMU, IMU, state.imu, out);
        writeContacts(state.known(), state.contacts, state.contactWrenches, out, g);
        if (state.knows(TwinState.BASE_SIGMA)) {
            g.writeFieldName(SIGMA);
            g.writeStartObject();
            out.computed(BASE_POSITION, state.baseSigma, 0, 3);
            out.computed(BASE_ORIENTATION, state.baseSigma, 3, 3);
            out.computed(BASE_VELOCITY, state.baseSigma, 6, 3);
            g.writeEndObject();
        }
    }

    void write(Prediction prediction, MessageWriter out, JsonGenerator g) throws IOException {
        int known = prediction.known();
        write(known, TwinState.JOINT_POSITIONS, JOINT_POSITIONS, prediction.jointPositions, out);
        write(known, TwinState.JOINT_VELOCITIES, JOINT_VELOCITIES, prediction.jointVelocities, out);
        write(known, TwinState.BASE_POSE, BASE_POSE, prediction.basePose, out);
        write(known, TwinState.BASE_VELOCITY, BASE_VELOCITY, prediction.baseVelocity, out);
        write(known, TwinState.IMU, IMU, prediction.imu, out);
        writeContacts(known, prediction.contacts, prediction.contactWrenches, out, g);
    }

    private static void write(int known, int quantity, SerializedString field, double[] values, MessageWriter out)
            throws IOException {
        if ((known & quantity) != 0) {
            out.computed(field, values, 0, values.length);
        }
    }

    private void writeContacts(int known, boolean[] contacts, double[] wrenches, MessageWriter out, JsonGenerator g)
            throws IOException {
        if ((known & TwinState.CONTACTS) != 0) {
            g.writeFieldName(CONTACT_STATES);
            g.writeStartObject();
            for (int i = 0; i < contactNames.length; i++) {
                g.writeFieldName(contactNames[i]);
                g.writeBoolean(contacts[i]);
            }
            g.writeEndObject();
        }
        if ((known & TwinState.CONTACT_WRENCHES) != 0) {
            g.writeFieldName(CONTACT_WRENCHES);
            g.writeStartObject();
            for (int i = 0; i < contactNames.length; i++) {
                out.computed(contactNames[i], wrenches, 6 * i, 6);
            }
            g.writeEndObject();
        }
    }
}
