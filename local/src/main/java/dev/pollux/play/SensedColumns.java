package dev.pollux.play;

import dev.pollux.state.SensorFrame;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sensors and commands of frames, each number in its own column, independent of the order in frames: a number that a
 * frame does not repeat stays, and one that was never sent is NaN.
 */
final class SensedColumns {
    private static final int SENSORS = Integer.bitCount(SensorFrame.SENSORS);
    private static final int GYRO = 3;
    private static final int POSE = 12;

    /** The most that a robot can have; with more, names change from frame to frame. */
    static final int MOST = Integer.bitCount(SensorFrame.JOINT_ARRAYS) * SensorFrame.MAX_JOINTS
            + 7 * SensorFrame.MAX_CONTACTS
            + 6
            + POSE
            + 6;

    private static final String[] NAMELESS = {};

    private final Map<String, Integer> columns = new HashMap<>();
    private final String[] @Nullable [] names = new String[SENSORS][];
    private final int[][] places = new int[SENSORS][0];
    private double[] values = new double[64];
    private double[] least = new double[64];
    private boolean tooMany;

    /** Adds a frame; false, and the object is then unusable, if there are more names than a robot has. */
    boolean take(SensorFrame frame) {
        for (int bits = frame.present() & SensorFrame.JOINT_ARRAYS; bits != 0; bits &= bits - 1) {
            int sensor = Integer.lowestOneBit(bits);
            put(sensor, frame.jointNames, frame.jointCount, 1, frame.jointArray(sensor));
        }
        if (frame.has(SensorFrame.IMU)) {
            put(SensorFrame.IMU, null, frame.imu.length, 1, frame.imu);
        }
        if (frame.has(SensorFrame.CONTACTS)) {
            put(SensorFrame.CONTACTS, frame.contactNames, frame.contactCount, 1, frame.contacts);
        }
        if (frame.has(SensorFrame.CONTACT_WRENCHES)) {
            put(SensorFrame.CONTACT_WRENCHES, frame.wrenchNames, frame.wrenchCount, 6, frame.contactWrenches);
        }
        if (frame.has(SensorFrame.BASE_POSE)) {
            put(SensorFrame.BASE_POSE, null, POSE, 1, frame.basePose);
        }
        if (frame.has(SensorFrame.BASE_VELOCITY)) {
            put(SensorFrame.BASE_VELOCITY, null, frame.baseVelocity.length, 1, frame.baseVelocity);
        }
        return !tooMany;
    }

    /** Number of columns so far. */
    int count() {
        return columns.size();
    }

    /** The last value of each column. */
    double[] row() {
        return Arrays.copyOf(values, columns.size());
    }

    /** Noise of a good sensor of the column's kind in one sample, in its unit; 1e-3 for flags and gains. */
    double least(int column) {
        return least[column];
    }

    private void put(int sensor, String @Nullable [] named, int count, int each, double[] said) {
        int slot = Integer.numberOfTrailingZeros(sensor);
        if (tooMany) {
            return;
        }
        String[] order = named == null ? NAMELESS : named;
        if (places[slot].length != count * each || !Arrays.equals(names[slot], order)) {
            names[slot] = order;
            int[] found = places(sensor, named, count, each);
            if (found == null) {
                tooMany = true;
                return;
            }
            places[slot] = found;
        }
        int[] to = places[slot];
        for (int i = 0; i < to.length; i++) {
            values[to[i]] = said[i];
        }
    }

    /** Columns of a sensor's numbers; null if there would be more than {@value #MOST}. */
    private int @Nullable [] places(int sensor, String @Nullable [] named, int count, int each) {
        int[] found = new int[count * each];
        for (int i = 0; i < found.length; i++) {
            String of = named == null ? String.valueOf(i / each) : named[i / each];
            int fresh = columns.size();
            found[i] = columns.computeIfAbsent(sensor + " " + i % each + " " + of, column -> fresh);
            if (columns.size() > MOST) {
                return null;
            }
            if (columns.size() > fresh) {
                begin(fresh, least(sensor, sensor == SensorFrame.IMU ? i : i % each));
            }
        }
        return found;
    }

    private void begin(int column, double noise) {
        if (column == values.length) {
            values = Arrays.copyOf(values, 2 * column);
            least = Arrays.copyOf(least, 2 * column);
        }
        values[column] = Double.NaN;
        least[column] = noise;
    }

    private static double least(int sensor, int part) {
        return switch (sensor) {
            case SensorFrame.JOINT_POSITIONS, SensorFrame.COMMAND_POSITION -> 1e-4; // an encoder of 16 bits: 2π / 2¹⁶
            case SensorFrame.JOINT_VELOCITIES, SensorFrame.COMMAND_VELOCITY -> 0.02;
            case SensorFrame.JOINT_EFFORTS, SensorFrame.COMMAND_EFFORT -> 0.5;
            case SensorFrame.IMU -> part < GYRO ? 1e-3 : 0.03;
            case SensorFrame.CONTACT_WRENCHES -> part < 3 ? 1 : 0.1;
            case SensorFrame.BASE_POSE -> 1e-3;
            case SensorFrame.BASE_VELOCITY -> 0.01;
            default -> 1e-3;
        };
    }
}
