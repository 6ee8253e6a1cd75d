package dev.pollux.messages;

import static dev.pollux.messages.Dimension.*;
import static dev.pollux.messages.FieldForm.*;

import dev.pollux.state.SensorFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of frames, recordings and predictions: name in messages, form and dimension. {@link MessageObject} has the
 * objects and the order of their fields.
 */
public enum MessageField {
    ROBOT_ID("robot_id", TEXT, SensorFrame.ROBOT_ID),
    MODEL("model", TEXT),
    SOURCE("source", TEXT),
    SEQ("seq", COUNT, SensorFrame.SEQ),
    STAMP("stamp", INSTANT, SensorFrame.STAMP),
    SEC(STAMP, "sec", COUNT),
    NANOSEC(STAMP, "nanosec", COUNT),
    CLOCK("clock", TEXT),
    JOINT_NAMES("joint_names", NAMES),

    JOINT_POSITIONS("joint_positions", PER_JOINT, SensorFrame.JOINT_POSITIONS, ANGLE, LENGTH),
    JOINT_VELOCITIES("joint_velocities", PER_JOINT, SensorFrame.JOINT_VELOCITIES, ANGULAR_VELOCITY, VELOCITY),
    JOINT_EFFORTS("joint_efforts", PER_JOINT, SensorFrame.JOINT_EFFORTS, TORQUE, FORCE),
    JOINT_COMMANDS("joint_commands", OBJECT),
    COMMAND_POSITION(JOINT_COMMANDS, "position", PER_JOINT, SensorFrame.COMMAND_POSITION, ANGLE, LENGTH),
    COMMAND_VELOCITY(JOINT_COMMANDS, "velocity", PER_JOINT, SensorFrame.COMMAND_VELOCITY, ANGULAR_VELOCITY, VELOCITY),
    COMMAND_EFFORT(JOINT_COMMANDS, "effort", PER_JOINT, SensorFrame.COMMAND_EFFORT, TORQUE, FORCE),
    COMMAND_KP(JOINT_COMMANDS, "kp", PER_JOINT, SensorFrame.COMMAND_KP),
    COMMAND_KD(JOINT_COMMANDS, "kd", PER_JOINT, SensorFrame.COMMAND_KD),
    IMU("imu", SIX, SensorFrame.IMU, ANGULAR_VELOCITY, ACCELERATION),
    CONTACTS("contacts", FLAG_PER_CONTACT, SensorFrame.CONTACTS),
    CONTACT_WRENCHES("contact_wrenches", SIX_PER_CONTACT, SensorFrame.CONTACT_WRENCHES, FORCE, TORQUE),
    BASE_POSE("base_pose", POSE, SensorFrame.BASE_POSE, LENGTH, ANGLE),
    BASE_VELOCITY("base_velocity", SIX, SensorFrame.BASE_VELOCITY, VELOCITY, ANGULAR_VELOCITY),

    EPISODE("episode", COUNT),
    TRUTH("truth", OBJECT),

    STATE("state", OBJECT),
    CONTACT_STATES("contact_states", FLAG_PER_CONTACT),
    SIGMA("sigma", OBJECT),
    BASE_POSITION_SIGMA("base_position", THREE, LENGTH),
    BASE_ORIENTATION_SIGMA("base_orientation", THREE, ANGLE),
    BASE_VELOCITY_SIGMA(BASE_VELOCITY.name, THREE, VELOCITY),
    TORQUE_SOURCE("torque_source", WORD),
    PREDICTIONS("predictions", OBJECTS),
    HORIZON("horizon_ms", ONE),
    PREDICTOR("predictor", WORD),
    JOINT_POSITIONS_95("joint_positions_95", PER_JOINT, ANGLE, LENGTH),
    BASE_POSITION(BASE_POSITION_SIGMA.name, ONE, LENGTH),
    BASE_ORIENTATION(BASE_ORIENTATION_SIGMA.name, ONE, ANGLE),
    RESIDUAL("residual", OBJECTS),
    JOINT_RMS("joint_rms", ONE, ANGLE, LENGTH),
    JOINT_MAX("joint_max", ONE, ANGLE, LENGTH),
    WORST_JOINT("worst_joint", TEXT),

    BALANCE("balance", OBJECT),
    COM("com", THREE, LENGTH),
    COM_VELOCITY("com_velocity", THREE, VELOCITY),
    CAPTURE_POINT("capture_point", TWO, LENGTH),
    ZMP("zmp", TWO, LENGTH),
    ZMP_MARGIN("zmp_margin", ONE, LENGTH),
    CAPTURE_MARGIN("capture_margin", ONE, LENGTH),
    FRICTION_MARGIN("friction_margin", ONE);

    private final String name;
    private final String path;
    private final FieldForm form;
    private final int sensor;
    private final List<Dimension> dimensions;
    private final EncodedText encoded;

    MessageField(String name, FieldForm form, Dimension... dimensions) {
        this(name, form, 0, dimensions);
    }

    MessageField(String name, FieldForm form, int sensor, Dimension... dimensions) {
        this(null, name, form, sensor, dimensions);
    }

    MessageField(MessageField parent, String name, FieldForm form) {
        this(parent, name, form, 0);
    }

    MessageField(@Nullable MessageField parent, String name, FieldForm form, int sensor, Dimension... dimensions) {
        this.name = name;
        this.form = form;
        this.sensor = sensor;
        this.dimensions = List.of(dimensions);
        path = parent == null ? name : parent.place(name);
        encoded = new EncodedText(name);
    }

    public FieldForm form() {
        return form;
    }

    /** Its bit in a {@link SensorFrame}; 0 if it has none. */
    public int sensor() {
        return sensor;
    }

    /** Dimensions of its numbers: one; two for halves of six numbers; two for revolute and prismatic joints. */
    public List<Dimension> dimensions() {
        return dimensions;
    }

    /** Its path including the parent field: {@code joint_commands.kp}. */
    public String path() {
        return path;
    }

    EncodedText encoded() {
        return encoded;
    }

    /** Name of a part of this field in CSV columns: {@code imu.0}. */
    public String place(Object part) {
        return name + "." + part;
    }

    /** Whether this is the name of a part of this field. */
    public boolean has(String place) {
        return place.startsWith(name) && place.startsWith(".", name.length());
    }

    /** Its name in messages. */
    @Override
    public String toString() {
        return name;
    }
}
