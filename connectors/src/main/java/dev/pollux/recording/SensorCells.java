package dev.pollux.recording;

import dev.pollux.spatial.SE3;
import dev.pollux.spatial.SO3;
import dev.pollux.state.SensorFrame;
import java.util.Arrays;

/** The cells of a CSV row that form one sensor. */
final class SensorCells {
    private final int sensor;
    private final boolean truth;
    private final int[] columns;
    private final double[] values;
    private final double[] rotation = new double[9];

    /**
     * A sensor's cells.
     *
     * @param sensor a bit of {@link SensorFrame}
     * @param truth whether it is the truth's
     * @param columns per number of the sensor its column, −1 if there is none; for a pose: x, y, z, roll, pitch, yaw
     *     and the quaternion's x, y, z, w
     */
    SensorCells(int sensor, boolean truth, int[] columns) {
        this.sensor = sensor;
        this.truth = truth;
        this.columns = columns;
        values = new double[columns.length];
    }

    boolean ofTruth() {
        return truth;
    }

    /** Fills the sensor from a row; where a number of the IMU or the base is missing, or all of a list, it is absent. */
    void fill(double[] row, RecordedFrame out) {
        int there = 0;
        for (int i = 0; i < columns.length; i++) {
            values[i] = columns[i] < 0 ? Double.NaN : row[columns[i]];
            there += Double.isNaN(values[i]) ? 0 : 1;
        }
        SensorFrame frame = truth ? out.truth : out.frame;
        boolean present = switch (sensor) {
            case SensorFrame.BASE_POSE -> pose(frame.basePose);
            case SensorFrame.IMU, SensorFrame.BASE_VELOCITY -> all(there, frame.numbers(sensor));
            default -> any(there, frame.numbers(sensor));
        };
        if (present) {
            frame.mark(sensor);
        }
    }

    private boolean all(int there, double[] out) {
        System.arraycopy(values, 0, out, 0, values.length);
        return there == values.length;
    }

    private boolean any(int there, double[] out) {
        System.arraycopy(values, 0, out, 0, values.length);
        return there > 0;
    }

    private boolean pose(double[] T) {
        boolean quaternion = isThere(6, 10);
        if (!isThere(0, 3) || !(quaternion || isThere(3, 6))) {
            return false;
        }
        if (quaternion) {
            SO3.fromQuaternion(values[6], values[7], values[8], values[9], rotation, 0);
        } else {
            SO3.fromRollPitchYaw(values[3], values[4], values[5], rotation, 0);
        }
        SE3.identity(T);
        for (int i = 0; i < 3; i++) {
            System.arraycopy(rotation, 3 * i, T, 4 * i, 3);
            T[4 * i + 3] = values[i];
        }
        return true;
    }

    private boolean isThere(int from, int to) {
        return Arrays.stream(values, from, to).noneMatch(Double::isNaN);
    }
}
