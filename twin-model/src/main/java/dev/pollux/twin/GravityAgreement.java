package dev.pollux.twin;

import dev.pollux.dynamics.TreeMotion;
import dev.pollux.state.AgreementMemory;
import dev.pollux.state.AgreementMemory.Verdict;
import dev.pollux.state.GravityMemory;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinState;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether an accelerometer feels gravity as large as it is. A leg that stands tells how its IMU accelerates, a; what is felt less
 * that, f − b − a, is gravity, 9.81 m/s² along the mean force û, however the floor slopes and to first order however û is off. What
 * is lacking in window after window is a bias that has jumped: a filter whose bias only walks takes it for tilt.
 */
final class GravityAgreement {
    /** Windows in a row that lack the same: each for itself is off by 0.1 m/s² as a robot walks. */
    private static final int LASTING = 12;

    /** How far a window may be from the mean of those before it, and the least that is told, m/s². */
    private static final double SAME = 0.4;

    private static final double LEAST = 0.2;

    /** Gravity may be felt so far aside from a sole's normal, m/s²: a floor that slopes by 6°. */
    private static final double SLOPED = 1;

    private double lacking;
    private boolean seen;

    /** Begins a window. */
    void begin() {
        seen = false;
    }

    /**
     * Takes in a sole that stood through this window and the one before.
     *
     * @param felt the mean ∫ f dt of both windows, IMU axes, m/s
     * @param gained the velocity that its leg shows that the IMU gained, IMU axes, m/s
     * @param normal of the sole, out of the ground, IMU axes, three numbers from {@code at}
     */
    void compare(TwinState state, double[] felt, double[] gained, double[] normal, int at) {
        AgreementMemory m = state.agreement;
        double along = 0;
        double size = 0;
        double aside = 0;
        for (int i = 0; i < 3; i++) {
            double gravity = (felt[i] - gained[i]) / m.window - state.base.accelBias[i];
            double off = gravity - TreeMotion.GRAVITY * normal[at + i];
            along += gravity * m.force[i];
            size += m.force[i] * m.force[i];
            aside += off * off;
        }
        double less = along / Math.sqrt(size) - TreeMotion.GRAVITY;
        if (aside - less * less > SLOPED * SLOPED) {
            return; // what is off does not lie along gravity
        }
        // of two soles the one that says less: the other may slip or lift
        lacking = seen && Math.abs(lacking) < Math.abs(less) ? lacking : less;
        seen = true;
    }

    /** Ends a window: whether the bias has jumped. From now on it is taken out, and what was estimated with it does not hold. */
    boolean jumps(TwinState state, List<TwinEvent> events) {
        AgreementMemory agreement = state.agreement;
        GravityMemory m = agreement.gravity;
        if (!seen || !state.base.running || agreement.verdict != Verdict.SOUND) {
            return false;
        }
        boolean same = m.windows > 0 && Math.abs(lacking - m.lacking) < SAME;
        m.windows = same ? Math.min(m.windows + 1, LASTING) : 1;
        m.lacking += (float) ((lacking - m.lacking) / m.windows);
        if (m.windows < LASTING || Math.abs(m.lacking) < LEAST) {
            return false;
        }
        double size = 0;
        double along = 0;
        for (int i = 0; i < 3; i++) {
            size += agreement.force[i] * agreement.force[i];
            along += state.base.accelBias[i] * agreement.force[i];
        }
        // along gravity only: what else the bias has become meanwhile is tilt
        double off = m.lacking + along / Math.sqrt(size);
        for (int i = 0; i < 3; i++) {
            m.taken[i] += (float) (off * agreement.force[i] / Math.sqrt(size));
        }
        agreement.forgetMotion();
        SensorAgreement.tell(
                String.format(
                        Locale.ROOT,
                        "the accelerometer's bias has jumped: by what the standing legs accelerate it feels gravity as %.2f"
                                + " m/s², 9.81 is right; the difference is taken out from now on, and the base starts over",
                        TreeMotion.GRAVITY + off),
                Map.of("gravity", TreeMotion.GRAVITY + off),
                events);
        return true;
    }
}
