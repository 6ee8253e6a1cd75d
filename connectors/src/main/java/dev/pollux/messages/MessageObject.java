package dev.pollux.messages;

import static dev.pollux.messages.MessageField.*;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The objects in messages, each with its fields in the order in which they are written. */
public enum MessageObject {
    TIME(SEC, NANOSEC),
    COMMANDS(COMMAND_POSITION, COMMAND_VELOCITY, COMMAND_EFFORT, COMMAND_KP, COMMAND_KD),
    /** Sensors and commands of a robot. */
    SENSORS(
            JOINT_POSITIONS,
            JOINT_VELOCITIES,
            JOINT_EFFORTS,
            JOINT_COMMANDS,
            IMU,
            CONTACTS,
            CONTACT_WRENCHES,
            BASE_POSE,
            BASE_VELOCITY),
    /** A record of {@code robot.frames}. */
    FRAME(List.of(ROBOT_ID, MODEL, SOURCE, SEQ, STAMP, CLOCK, JOINT_NAMES), SENSORS.fields()),
    /** The truth in a recording. */
    GROUND_TRUTH(List.of(STAMP, JOINT_NAMES), SENSORS.fields(), List.of(COM, COM_VELOCITY)),
    /** A line of a recording. */
    RECORDED_FRAME(FRAME.fields(), List.of(EPISODE, TRUTH)),

    STATE_SIGMA(BASE_POSITION_SIGMA, BASE_ORIENTATION_SIGMA, BASE_VELOCITY_SIGMA),
    PREDICTION_SIGMA(JOINT_POSITIONS, JOINT_POSITIONS_95, BASE_POSITION, BASE_ORIENTATION),
    BALANCE_STATE(COM, COM_VELOCITY, CAPTURE_POINT, ZMP, ZMP_MARGIN, CAPTURE_MARGIN, FRICTION_MARGIN),
    /** The fields that a state and a prediction have in common. */
    QUANTITIES(JOINT_POSITIONS, JOINT_VELOCITIES, BASE_POSE, BASE_VELOCITY, IMU, CONTACT_STATES, CONTACT_WRENCHES),
    TWIN_STATE(QUANTITIES.fields(), List.of(SIGMA)),
    PREDICTION(List.of(HORIZON, PREDICTOR), QUANTITIES.fields(), List.of(BALANCE, SIGMA)),
    HORIZON_RESIDUAL(HORIZON, JOINT_RMS, JOINT_MAX, WORST_JOINT, BASE_POSITION, BASE_ORIENTATION),
    /** A record of {@code twin.predictions}. */
    PREDICTION_RECORD(ROBOT_ID, MODEL, SEQ, STAMP, STATE, BALANCE, TORQUE_SOURCE, PREDICTIONS, RESIDUAL);

    private final Map<String, MessageField> fields = new LinkedHashMap<>();

    MessageObject(MessageField... fields) {
        this(List.of(fields));
    }

    @SafeVarargs
    MessageObject(List<MessageField>... parts) {
        Arrays.stream(parts).flatMap(List::stream).forEach(field -> fields.put(field.toString(), field));
    }

    /** The field with that name; null if there is none. */
    public @Nullable MessageField field(String name) {
        return fields.get(name);
    }

    /** The fields in order. */
    public List<MessageField> fields() {
        return List.copyOf(fields.values());
    }

    /** Their names. */
    List<String> names() {
        return List.copyOf(fields.keySet());
    }
}
