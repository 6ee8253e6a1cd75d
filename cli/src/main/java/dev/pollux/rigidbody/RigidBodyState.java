package dev.pollux.rigidbody;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pollux.model.RobotModel;
import dev.pollux.spatial.SE3;
import dev.pollux.spatial.SO3;
import java.util.ArrayList;
import java.util.List;

/**
 * Position, velocity and force of a robot, from a JSON object (docs/dynamics-command.md).
 *
 * @param basePose T_WB, 16 numbers; the identity with a fixed base
 * @param q joint positions
 * @param v generalised velocity
 * @param tau generalised force
 * @param contacts names of the frames that are fixed
 */
record RigidBodyState(double[] basePose, double[] q, double[] v, double[] tau, List<String> contacts) {
    /** Tolerance of a quaternion's length: it may be written with few digits. */
    private static final double UNIT = 1e-3;

    /**
     * Reads a state.
     *
     * @throws IllegalArgumentException naming the field and what was expected of it
     */
    static RigidBodyState read(JsonNode line, RobotModel model) {
        if (!line.isObject()) {
            throw new IllegalArgumentException("expected a JSON object");
        }
        double[] T = new double[16];
        SE3.identity(T);
        if (model.floatingBase()) {
            readPose(line, T);
        }
        return new RigidBodyState(
                T,
                numbers(line, "qj", model.jointCount()),
                numbers(line, "v", model.velocityCount()),
                numbers(line, "tau", model.velocityCount()),
                frames(line, model));
    }

    private static void readPose(JsonNode line, double[] T) {
        double[] p = numbers(line, "base_pos", 3);
        double[] wxyz = numbers(line, "base_quat", 4);
        double length = Math.sqrt(wxyz[0] * wxyz[0] + wxyz[1] * wxyz[1] + wxyz[2] * wxyz[2] + wxyz[3] * wxyz[3]);
        if (Math.abs(length - 1) > UNIT) {
            throw new IllegalArgumentException("base_quat has length " + length + "; expected a unit quaternion wxyz");
        }
        double[] R = new double[9];
        SO3.fromQuaternion(wxyz[1], wxyz[2], wxyz[3], wxyz[0], R, 0);
        for (int i = 0; i < 3; i++) {
            System.arraycopy(R, 3 * i, T, 4 * i, 3);
            T[4 * i + 3] = p[i];
        }
    }

    private static double[] numbers(JsonNode line, String field, int count) {
        JsonNode array = line.path(field);
        if (!array.isArray() || array.size() != count) {
            throw new IllegalArgumentException(field + ": expected " + count + " numbers, got "
                    + (array.isArray() ? array.size() : array.isMissingNode() ? "nothing" : "something else"));
        }
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = array.get(i).isNumber() ? array.get(i).doubleValue() : Double.NaN;
            if (!Double.isFinite(numbers[i])) {
                throw new IllegalArgumentException(
                        field + "[" + i + "]: expected a finite number, got " + array.get(i));
            }
        }
        return numbers;
    }

    private static List<String> frames(JsonNode line, RobotModel model) {
        JsonNode named = line.path("contacts");
        if (!named.isArray() && !named.isMissingNode() && !named.isNull()) {
            throw new IllegalArgumentException("contacts: expected an array of frames' names");
        }
        List<String> frames = new ArrayList<>();
        for (JsonNode name : named) {
            if (!name.isTextual() || model.frame(name.textValue()) == null) {
                throw new IllegalArgumentException("contacts[" + frames.size() + "]: the model has no frame " + name);
            }
            if (frames.contains(name.textValue())) {
                throw new IllegalArgumentException("contacts[" + frames.size() + "]: " + name + " is named twice");
            }
            frames.add(name.textValue());
        }
        return frames;
    }
}
