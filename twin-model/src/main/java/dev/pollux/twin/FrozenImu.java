package dev.pollux.twin;

import dev.pollux.state.FrozenMemory;
import dev.pollux.state.GateMemory;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Removes an IMU with frozen axes from a frame: axes that repeat their samples bit for bit, in an IMU whose axes never
 * did, while the other axes change as usual. At rest, all axes of a coarse IMU may repeat; and when a robot stops, the
 * other axes change less than before. An IMU that repeats as a whole is compared with the legs ({@link
 * SensorAgreement}). Working memory for one thread; allocates for events only.
 */
final class FrozenImu {
    private static final int ALL = 0b111_111;
    private static final int GYRO = 0b000_111;
    private static final String[] AXES = {"x", "y", "z"};

    /** Repeating axes are judged once, after this time, s, and this many samples. */
    private static final double REPEATS = 0.1;

    private static final int LEAST_RUN = 10;
    private static final int MOST_RUN = FrozenMemory.IMU_FROZEN - 1;

    private static final int SHARPEST = 255;

    /** How much a sample with a repeated axis reduces the sharpness of an IMU: one in sixteen is too many. */
    private static final int BLUNTS = 16;

    /** Samples change as usual above this share of the usual mean square; number of a run that must do so. */
    private static final double LIVELY = 0.25;

    private static final double MOSTLY = 0.5;

    private final SensorFrame passed = new SensorFrame();

    /**
     * Checks a frame.
     *
     * @param state the state after the frame before
     * @param dt s since then
     * @return the frame if its IMU is not frozen, otherwise a copy without it, valid until the next call
     */
    SensorFrame pass(TwinState state, SensorFrame frame, double dt, List<TwinEvent> events) {
        if (!frame.has(SensorFrame.IMU)) {
            return frame;
        }
        FrozenMemory memory = state.frozen;
        int same = repeated(state.gate, frame.imu);
        if (memory.imuRun == FrozenMemory.IMU_FROZEN) {
            memory.imuAxes &= same;
            memory.imuRun = memory.imuAxes == 0 ? 0 : memory.imuRun;
        } else {
            follow(memory, state.gate, frame.imu, same);
            double step = state.gate.sinceImu() + dt;
            int run = (int) Math.min(MOST_RUN, Math.max(LEAST_RUN, Math.ceil(REPEATS / step)));
            if (memory.imuRun == run && memory.imuSharpness >= FrozenMemory.SHARP && memory.imuLively > MOSTLY * run) {
                memory.imuRun = FrozenMemory.IMU_FROZEN;
                tell(memory.imuAxes, run * step, events);
            }
        }
        if (memory.imuRun != FrozenMemory.IMU_FROZEN) {
            return frame;
        }
        state.gate.total++;
        passed.copyFrom(frame);
        passed.drop(SensorFrame.IMU);
        return passed;
    }

    private static void follow(FrozenMemory memory, GateMemory gate, double[] imu, int same) {
        int go = memory.imuAxes & same;
        if (go == 0) {
            memory.imuSharpness = Math.max(0, memory.imuSharpness - BLUNTS * memory.imuRun);
            memory.imuRun = 0;
            memory.imuLively = 0;
            go = same == ALL ? 0 : same;
        }
        memory.imuAxes = go;
        if (go == 0 && same != ALL) {
            memory.imuSharpness = Math.min(SHARPEST, memory.imuSharpness + 1);
        } else if (go != 0 && same != ALL) {
            memory.imuRun = Math.min(MOST_RUN, memory.imuRun + 1);
            memory.imuLively = Math.min(MOST_RUN, memory.imuLively + (lively(gate, imu, go) ? 1 : 0));
        }
    }

    /** The axes that repeat the previous sample, as bits; none without one. */
    private static int repeated(GateMemory gate, double[] imu) {
        int same = 0;
        boolean any = false;
        for (int i = 0; i < 6; i++) {
            any |= gate.imu[i] != 0;
            same |= (float) imu[i] == gate.imu[i] ? 1 << i : 0;
        }
        return any ? same : 0;
    }

    /** Whether the axes of gyro or accelerometer that do not repeat change as usual. */
    private static boolean lively(GateMemory gate, double[] imu, int repeated) {
        boolean lively = false;
        for (int from = 0; from < 6; from += 3) {
            double change = 0;
            double usual = 0;
            for (int i = from; i < from + 3; i++) {
                if ((repeated >> i & 1) == 0) {
                    change += (imu[i] - gate.imu[i]) * (imu[i] - gate.imu[i]);
                    usual += gate.usualStep[from / 3] / 3;
                }
            }
            lively |= change > LIVELY * usual;
        }
        return lively;
    }

    private static void tell(int axes, double seconds, List<TwinEvent> events) {
        int gyro = axes & GYRO;
        int force = axes >> 3;
        String what = (gyro != 0 ? named(gyro, "angular velocity") : "")
                + (gyro != 0 && force != 0 ? " and " : "")
                + (force != 0 ? named(force, "specific force") : "");
        events.add(new TwinEvent(
                Kind.SENSOR_REFUSED,
                String.format(
                        Locale.ROOT,
                        "the IMU is frozen in part: its %s repeated one sample for %.2f s, while the rest changed as usual;"
                                + " the IMU is not used until that changes",
                        what,
                        seconds),
                Map.of("repeated_s", seconds)));
    }

    private static String named(int axes, String what) {
        StringBuilder names = new StringBuilder(what);
        for (int i = 0; i < 3 && axes != GYRO; i++) {
            names.append((axes >> i & 1) != 0 ? " " + AXES[i] : "");
        }
        return names.toString();
    }
}
