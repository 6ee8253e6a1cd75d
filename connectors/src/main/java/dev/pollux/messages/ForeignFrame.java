package dev.pollux.messages;

import static dev.pollux.messages.MessageField.*;

import dev.pollux.state.UnusedFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Guesses what a message without a frame's fields is, and gives advice. */
public final class ForeignFrame {
    /** Number of names that are shown. */
    private static final int SHOWN = 8;

    /** Kinds of messages recognised by their fields, with advice. */
    private record Shape(Set<String> fields, String advice) {}

    /** The form of a stamp. */
    static final String TIME = "{\"" + SEC + "\":…, \"" + NANOSEC + "\":…}";

    private static final List<Shape> SHAPES = List.of(
            new Shape(
                    Set.of("schema", "payload"),
                    "this looks like the envelope of Kafka Connect's JsonConverter: set"
                            + " value.converter.schemas.enable=false, so that the payload alone is the record's value"),
            new Shape(
                    Set.of("name", "position"),
                    "this looks like ROS sensor_msgs/JointState: send name as " + JOINT_NAMES + ", position as "
                            + JOINT_POSITIONS + ", velocity as " + JOINT_VELOCITIES + ", effort as " + JOINT_EFFORTS
                            + " and header.stamp as " + STAMP),
            new Shape(
                    Set.of("angular_velocity", "linear_acceleration"),
                    "this looks like ROS sensor_msgs/Imu: send " + IMU
                            + " as six numbers, angular_velocity x, y, z then"
                            + " linear_acceleration x, y, z, and header.stamp as " + STAMP),
            new Shape(
                    Set.of("pose", "twist"),
                    "this looks like ROS nav_msgs/Odometry: send pose as " + BASE_POSE + " (4×4, row-major), twist as "
                            + BASE_VELOCITY + " (linear then angular) and header.stamp as " + STAMP),
            new Shape(
                    Set.of("q"),
                    "send q as " + JOINT_POSITIONS + ", its rates as " + JOINT_VELOCITIES + ", torques as "
                            + JOINT_EFFORTS
                            + ", gyroscope and accelerometer together as " + IMU + " (six numbers), and the time as "
                            + STAMP + " " + TIME),
            new Shape(
                    Set.of("op", "msg"),
                    "this looks like a message of rosbridge: send what is in msg, in the fields of a frame"),
            new Shape(
                    Set.of("before", "after", "op"),
                    "this looks like a change event of Debezium: send its after alone (ExtractNewRecordState)"),
            new Shape(
                    Set.of("specversion", "data"),
                    "this looks like a CloudEvent in structured mode: send its data alone as the record's value"));

    private ForeignFrame() {}

    static String describe(UnusedFields parts) {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < Math.min(SHOWN, parts.count()); i++) {
            shown.add(parts.shown(i));
        }
        String more = parts.count() > SHOWN ? " and " + (parts.count() - SHOWN) + " more" : "";
        String advice = advice(parts);
        return "no sensor among its fields; unknown are " + String.join(", ", shown) + more + "; "
                + (advice.isEmpty()
                        ? "expected at least one of " + String.join(", ", MessageObject.SENSORS.names())
                        : advice);
    }

    /** Guess and advice for a message with these unknown fields; empty if it is not recognised. */
    public static String advice(UnusedFields parts) {
        List<String> names =
                IntStream.range(0, parts.count()).mapToObj(parts::name).toList();
        return SHAPES.stream()
                .filter(shape -> names.containsAll(shape.fields()))
                .map(Shape::advice)
                .findFirst()
                .orElse("");
    }
}
