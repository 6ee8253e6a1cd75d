package dev.pollux.twin;

import dev.pollux.model.RobotModel;
import dev.pollux.spatial.World;
import dev.pollux.state.GateMemory;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the loads that joint efforts tell of all feet carry what the IMU feels. If they do not, for long, of an upright robot, then it
 * hangs or sits, or the efforts are in another unit or of the wrong sign: they do not tell which feet stand.
 */
final class CarriedWeight {
    /** Share of what the IMU feels that the feet carry at least. */
    private static final double CARRIED = 0.4;

    /** The feet pull by as much where the sign is wrong. */
    private static final double PULLED = -0.2;

    /** Share of gravity by which something carries the robot. */
    private static final double FELT = 0.5;

    /** So long, s, the loads are doubted, and told; a foot that comes down misleads them for a moment. */
    private static final float DOUBTED = 0.1f;

    private static final float TOLD = 0.5f;

    private final double mass;
    private @Nullable TwinEvent news;

    CarriedWeight(RobotModel model) {
        mass = model.mass();
    }

    /** What is to be told of the last loads, once. */
    @Nullable TwinEvent takeNews() {
        TwinEvent event = news;
        news = null;
        return event;
    }

    /** Whether the efforts tell which feet stand. */
    static boolean tells(TwinState state) {
        return state.gate.uncarried >= 0 && state.gate.uncarried < DOUBTED;
    }

    /**
     * Judges a frame.
     *
     * @param loads of all feet, N; NaN where one is not known
     * @param dt s since the frame before; NaN where the past says nothing
     */
    void judge(TwinState state, double[] loads, double dt) {
        GateMemory memory = state.gate;
        double sum = 0;
        for (double load : loads) {
            sum += load;
        }
        double felt = mass
                * Math.sqrt(state.imu[3] * state.imu[3] + state.imu[4] * state.imu[4] + state.imu[5] * state.imu[5]);
        boolean upright = !state.base.running || state.basePose[10] > SensorAgreement.UPRIGHT;
        if (Double.isNaN(sum + dt) || !upright || felt < FELT * mass * World.GRAVITY) {
            return;
        }
        double share = sum / felt;
        float step = (float) Math.min(dt, TOLD / 3); // one sample after a pause is none
        boolean carries = share >= CARRIED;
        if (memory.uncarried < 0) {
            memory.uncarried = carries ? Math.min(memory.uncarried + step, 0) : -TOLD;
            if (memory.uncarried == 0) {
                tell(
                        Kind.RESTORED,
                        share,
                        "the efforts show again which feet stand: by them the feet bear %.2g %% of the weight");
            }
            return;
        }
        memory.uncarried = Math.max(memory.uncarried + (carries ? -step : step), 0);
        if (memory.uncarried >= TOLD) {
            memory.uncarried = -TOLD;
            if (share < PULLED) {
                tell(
                        Kind.SENSOR_REFUSED,
                        share,
                        "the efforts of the joints seem to have the wrong sign: by them the feet bear %.2g %% of the weight;"
                                + " they do not show which feet stand");
            } else {
                tell(
                        Kind.LIMITED,
                        share,
                        "the efforts do not show which feet stand: by them the feet bear %.2g %% of the weight; the robot hangs"
                                + " or sits, or the efforts are in another unit than N·m, or of the motor instead of the joint");
            }
        }
    }

    private void tell(Kind kind, double share, String words) {
        news = new TwinEvent(kind, String.format(Locale.ROOT, words, 100 * share), Map.of("share", share));
    }
}
