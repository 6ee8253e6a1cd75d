package dev.pollux.messages;

import dev.pollux.state.SensorFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of frames, recordings and predictions, each with its name on the wire, its form and what it measures. Which
 * object has which, and in which order, is {@link MessageObject}'s.
 */
public enum MessageField {
    ROBOT_ID("robot_id", Form.TEXT, SensorFrame.ROBOT_ID),
    MODEL("model", Form.TEXT, 0),
    SOURCE("source", Form.TEXT, 0),
    SEQ("seq", Form.COUNT, SensorFrame.SEQ),
    STAMP("stamp", Form.STAMP, SensorFrame.STAMP),
    SEC(STAMP, "sec", Form.COUNT, 0),
    NANOSEC(STAMP, "nanosec", Form.COUNT, 0),
    CLOCK("clock", Form.TEXT, 0),
    JOINT_NAMES("joint_names", Form.NAMES, 0),

    JOINT_POSITIONS("joint_positions", Form.PER_JOINT, SensorFrame.JOINT_POSITIONS, Dimension.ANGLE, Dimension.LENGTH),
    JOINT_VELOCITIES(
            "joint_velocities",
            Form.PER_JOINT,
            SensorFrame.JOINT_VELOCITIES,
            Dimension.ANGULAR_VELOCITY,
            Dimension.VELOCITY),
    JOINT_EFFORTS("joint_efforts", Form.PER_JOINT, SensorFrame.JOINT_EFFORTS, Dimension.TORQUE, Dimension.FORCE),
    JOINT_COMMANDS("joint_commands", Form.OBJECT, 0),
    COMMAND_POSITION(
            JOINT_COMMANDS,
            "position",
            Form.PER_JOINT,
            SensorFrame.COMMAND_POSITION,
            Dimension.ANGLE,
            Dimension.LENGTH),
    COMMAND_VELOCITY(
            JOINT_COMMANDS,
            "velocity",
            Form.PER_JOINT,
            SensorFrame.COMMAND_VELOCITY,
            Dimension.ANGULAR_VELOCITY,
            Dimension.VELOCITY),
    COMMAND_EFFORT(
            JOINT_COMMANDS, "effort", Form.PER_JOINT, SensorFrame.COMMAND_EFFORT, Dimension.TORQUE, Dimension.FORCE),
    COMMAND_KP(JOINT_COMMANDS, "kp", Form.PER_JOINT, SensorFrame.COMMAND_KP),
    COMMAND_KD(JOINT_COMMANDS, "kd", Form.PER_JOINT, SensorFrame.COMMAND_KD),
    IMU("imu", Form.SIX, SensorFrame.IMU, Dimension.ANGULAR_VELOCITY, Dimension.ACCELERATION),
    CONTACTS("contacts", Form.FLAG_PER_CONTACT, SensorFrame.CONTACTS),
    CONTACT_WRENCHES(
            "contact_wrenches",
            Form.SIX_PER_CONTACT,
            SensorFrame.CONTACT_WRENCHES,
            Dimension.FORCE,
            Dimension.TORQUE),
    BASE_POSE("base_pose", Form.POSE, SensorFrame.BASE_POSE, Dimension.LENGTH, Dimension.ANGLE),
    BASE_VELOCITY(
            "base_velocity",
            Form.SIX,
            SensorFrame.BASE_VELOCITY,
            Dimension.VELOCITY,
            Dimension.ANGULAR_VELOCITY),

    EPISODE("episode", Form.COUNT, 0),
    TRUTH("truth", Form.OBJECT, 0),

    STATE("state", Form.OBJECT, 0),
    CONTACT_STATES("contact_states", Form.FLAG_PER_CONTACT, 0),
    SIGMA("sigma", Form.OBJECT, 0),
    BASE_POSITION_SIGMA("base_position", Form.THREE, 0, Dimension.LENGTH),
    BASE_ORIENTATION_SIGMA("base_orientation", Form.THREE, 0, Dimension.ANGLE),
    BASE_VELOCITY_SIGMA(BASE_VELOCITY.name, Form.THREE, 0, Dimension.VELOCITY),
    TORQUE_SOURCE("torque_source", Form.WORD, 0),
    PREDICTIONS("predictions", Form.OBJECTS, 0),
    HORIZON("horizon_ms", Form.NUMBER, 0),
    PREDICTOR("predictor", Form.WORD, 0),
    JOINT_POSITIONS_95("joint_positions_95", Form.PER_JOINT, 0, Dimension.ANGLE, Dimension.LENGTH),
    BASE_POSITION(BASE_POSITION_SIGMA.name, Form.NUMBER, 0, Dimension.LENGTH),
    BASE_ORIENTATION(BASE_ORIENTATION_SIGMA.name, Form.NUMBER, 0, Dimension.ANGLE),
    RESIDUAL("residual", Form.OBJECTS, 0),
    JOINT_RMS("joint_rms", Form.NUMBER, 0, Dimension.ANGLE, Dimension.LENGTH),
    JOINT_MAX("joint_max", Form.NUMBER, 0, Dimension.ANGLE, Dimension.LENGTH),
    WORST_JOINT("worst_joint", Form.TEXT, 0),

    BALANCE("balance", Form.OBJECT, 0),
    COM("com", Form.THREE, 0, Dimension.LENGTH),
    COM_VELOCITY("com_velocity", Form.THREE, 0, Dimension.VELOCITY),
    CAPTURE_POINT("capture_point", Form.TWO, 0, Dimension.LENGTH),
    ZMP("zmp", Form.TWO, 0, Dimension.LENGTH),
    ZMP_MARGIN("zmp_margin", Form.NUMBER, 0, Dimension.LENGTH),
    CAPTURE_MARGIN("capture_margin", Form.NUMBER, 0, Dimension.LENGTH),
    FRICTION_MARGIN("friction_margin", Form.NUMBER, 0);

    /** What a field's value is. */
    public enum Form {
        /** A text of at most {@link MessageReader#MAX_TEXT_LENGTH} characters. */
        TEXT,
        /** A text that is one of a few. */
        WORD,
        /** A whole number from 0. */
        COUNT,
        /** A time of the robot's clock: seconds and nanoseconds. */
        STAMP,
        /** The joints' names, at most {@link SensorFrame#MAX_JOINTS}. */
        NAMES,
        /** A number of each joint; null of those that are not known. */
        PER_JOINT,
        NUMBER,
        TWO,
        THREE,
        /** Three numbers of the one dimension, then three of the other. */
        SIX,
        /** A homogeneous transform, 4×4, row-major. */
        POSE,
        /** By a contact's name whether it touches; at most {@link SensorFrame#MAX_CONTACTS}. */
        FLAG_PER_CONTACT,
        /** By a contact's name six numbers, as {@link #SIX}; at most {@link SensorFrame#MAX_CONTACTS}. */
        SIX_PER_CONTACT,
        OBJECT,
        OBJECTS
    }

    private final String name;
    private final String path;
    private final Form form;
    private final int sensor;
    private final List<Dimension> dimensions;
    private final EncodedText encoded;

    MessageField(String name, Form form, int sensor, Dimension... dimensions) {
        this(null, name, form, sensor, dimensions);
    }

    MessageField(@Nullable MessageField parent, String name, Form form, int sensor, Dimension... dimensions) {
        this.name = name;
        this.form = form;
        this.sensor = sensor;
        this.dimensions = List.of(dimensions);
        path = parent == null ? name : parent.place(name);
        encoded = new EncodedText(name);
    }

    public Form form() {
        return form;
    }

    /** Its bit in a {@link SensorFrame}; 0 where it has none. */
    public int sensor() {
        return sensor;
    }

    /** What its numbers measure: all of them the one, or one half the first and the other the second. Of a joint's number either. */
    public List<Dimension> dimensions() {
        return dimensions;
    }

    /** Its name behind that of the field it is always in: {@code joint_commands.kp}. */
    public String path() {
        return path;
    }

    EncodedText encoded() {
        return encoded;
    }

    /** A place in this field, as CSV columns have it: {@code imu.0}. */
    public String place(Object part) {
        return name + "." + part;
    }

    /** Whether a place is one in this field. */
    public boolean has(String place) {
        return place.startsWith(name) && place.startsWith(".", name.length());
    }

    /** Its name on the wire. */
    @Override
    public String toString() {
        return name;
    }
}
