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
 * Whether the loads of all feet computed from joint efforts explain the specific force. If they do not for long, with
 * an upright robot, it hangs or sits, or the efforts have a wrong unit or sign: they do not show which feet stand.
 */
final class CarriedWeight {
    /** Least share of the specific force that the feet must carry. */
    private static final double CARRIED = 0.4;

    /** Load share below which the feet pull: the sign is wrong. */
    private static final double PULLED = -0.2;

    /** Share of gravity from which something carries the robot. */
    private static final double FELT = 0.5;

    /** Time, s, after which the loads are doubted, and reported: touchdown of a foot disturbs them for a moment. */
    private static final float DOUBTED = 0.1f;

    private static final float TOLD = 0.5f;

    private final double mass;
    private @Nullable TwinEvent news;

    CarriedWeight(RobotModel model) {
        mass = model.mass();
    }

    /** An event about the last loads, returned once. */
    @Nullable TwinEvent takeNews() {
        TwinEvent event = news;
        news = null;
        return event;
    }

    /** Whether the efforts show which feet stand. */
    static boolean tells(TwinState state) {
        return state.gate.uncarried >= 0 && state.gate.uncarried < DOUBTED;
    }

    /**
     * Evaluates a frame.
     *
     * @param loads of all feet, N; NaN if unknown
     * @param dt s since the frame before; NaN if the past does not apply
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
        float step = (float) Math.min(dt, TOLD / 3); // one sample after a pause is not enough
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
