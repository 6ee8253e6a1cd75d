package dev.pollux.twin;

import dev.pollux.spatial.World;
import dev.pollux.state.AgreementMemory;
import dev.pollux.state.AgreementMemory.Verdict;
import dev.pollux.state.GravityMemory;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether an accelerometer measures gravity with its true size. A standing leg gives the acceleration a of the IMU; f −
 * b − a is then gravity, 9.81 m/s² along the mean force û, for any slope of the floor and, to first order, any error of
 * û. A lasting difference is a bias that jumped, which a filter with a random-walk bias would take for tilt.
 */
final class GravityAgreement {
    /** Windows in a row with the same difference: a single one has an error of 0.1 m/s² during walking. */
    private static final int LASTING = 12;

    /** The same if the load on the feet changed equally. */
    private static final int LASTING_OF_FLOOR = 5;

    /** Largest deviation of a window from the mean of those before, and least difference that is reported, m/s². */
    private static final double SAME = 0.4;

    private static final double LEAST = 0.2;

    /** Largest component of the measured gravity across a sole's normal, m/s²: a floor that slopes by 6°. */
    private static final double SLOPED = 1;

    /** Angle that exceeds the slope of any floor, rad. */
    private static final double ASIDE = Math.toRadians(18);

    /** Time constant of the mean load on the feet, s. */
    private static final double BORNE = 0.3;

    /** Kinds of jumps of the measured gravity, with their reports. */
    private enum Jump {
        BIAS_JUMPED(
                Kind.SENSOR_REFUSED,
                "the accelerometer's bias has jumped: by the acceleration of the standing legs it measures gravity as %.2f m/s²,"
                        + " 9.81 is right; the difference is subtracted from now on, and the base is reset"),
        BIAS_AS_BEFORE(
                Kind.SENSOR_REFUSED,
                "the accelerometer's bias is as before: it measures gravity as %.2f m/s²; the base is reset"),
        FLOOR_ACCELERATES(
                Kind.LIMITED,
                "the floor accelerates, as that of a lift: accelerometer and feet measure gravity as %.2f m/s²; the difference"
                        + " is subtracted from now on, and the base is reset"),
        FLOOR_RESTS(
                Kind.LIMITED,
                "the floor no longer accelerates: accelerometer and feet measure gravity as %.2f m/s²; the base is reset");

        private final Kind kind;
        private final String words;

        Jump(Kind kind, String words) {
            this.kind = kind;
            this.words = words;
        }

        /** @param felt measured gravity, m/s² */
        TwinEvent event(double felt) {
            return new TwinEvent(kind, String.format(Locale.ROOT, words, felt), Map.of("gravity", felt));
        }
    }

    private final double mass;
    private double lacking;
    private boolean seen;

    GravityAgreement(double mass) {
        this.mass = mass;
    }

    /** Updates the mean load on the feet, if all of them report it. */
    void listen(AgreementMemory agreement, SensorFrame frame, double dt) {
        if (!frame.has(SensorFrame.CONTACT_WRENCHES) || agreement.swapped) {
            return;
        }
        double load = 0;
        for (int c = 0; c < agreement.sole.length / 3; c++) {
            load += frame.contactWrenches[6 * c + 2];
        }
        GravityMemory m = agreement.gravity;
        if (!Double.isNaN(load)) {
            double gain = m.borne == 0 ? 1 : Math.min(1, dt / BORNE);
            m.borne += (float) (gain * (load / mass - m.borne));
        }
    }

    /** Starts a window. */
    void begin() {
        seen = false;
    }

    /**
     * Adds a sole that stood through this window and the one before.
     *
     * @param felt mean ∫ f dt of both windows, IMU axes, m/s
     * @param gained gain of the IMU's velocity according to the leg, IMU axes, m/s
     * @param normal of the sole, out of the ground, IMU axes, three numbers from {@code at}
     */
    void compare(TwinState state, double[] felt, double[] gained, double[] normal, int at) {
        AgreementMemory m = state.agreement;
        double along = 0;
        double size = 0;
        double aside = 0;
        for (int i = 0; i < 3; i++) {
            // without the estimated bias, which may be wrong together with the tilt
            double gravity = (felt[i] - gained[i]) / m.window;
            double off = gravity - World.GRAVITY * normal[at + i];
            along += (gravity - state.base.accelBias[i]) * m.force[i];
            size += m.force[i] * m.force[i];
            aside += off * off;
        }
        double less = along / Math.sqrt(size) - World.GRAVITY;
        if (aside - less * less > SLOPED * SLOPED) {
            return; // the difference is not along gravity
        }
        // of two soles the smaller difference: the other sole may slip or lift
        lacking = seen && Math.abs(lacking) < Math.abs(less) ? lacking : less;
        seen = true;
    }

    /** Whether load and measured gravity have changed equally; {@code taken} is the correction along gravity, m/s². */
    private static boolean floorAccelerates(GravityMemory m, double taken) {
        double more = m.borne - World.GRAVITY - taken;
        return m.borne > 0 && Math.abs(m.lacking - more) < 0.5 * Math.abs(m.lacking);
    }

    /** Ends a window; whether the bias jumped: then the jump is subtracted from now on, and estimates are invalid. */
    boolean jumps(TwinState state, List<TwinEvent> events) {
        AgreementMemory agreement = state.agreement;
        GravityMemory m = agreement.gravity;
        if (!seen || !state.base.running || agreement.verdict != Verdict.SOUND) {
            return false;
        }
        boolean same = m.windows > 0 && Math.abs(lacking - m.lacking) < SAME;
        m.windows = same ? Math.min(m.windows + 1, LASTING) : 1;
        m.lacking += (float) ((lacking - m.lacking) / m.windows);
        double taken = 0;
        double bias = 0;
        double size = 0;
        for (int i = 0; i < 3; i++) {
            taken += m.taken[i] * agreement.force[i];
            bias += state.base.accelBias[i] * agreement.force[i];
            size += agreement.force[i] * agreement.force[i];
        }
        size = Math.sqrt(size);
        // along gravity only: the other components of the bias are indistinguishable from tilt
        double off = m.lacking + bias / size;
        double felt = World.GRAVITY + off + taken / size;
        boolean right = Math.abs(felt - World.GRAVITY) < LEAST;
        boolean floor = floorAccelerates(m, taken / size) && (!right || m.ofFloor);
        if (m.windows < (floor ? LASTING_OF_FLOOR : LASTING) || Math.abs(m.lacking) < LEAST) {
            return false;
        }
        m.ofFloor = floor && !right;
        for (int i = 0; i < 3; i++) {
            m.taken[i] += (float) (off * agreement.force[i] / size);
        }
        events.add((floor
                        ? right ? Jump.FLOOR_RESTS : Jump.FLOOR_ACCELERATES
                        : right ? Jump.BIAS_AS_BEFORE : Jump.BIAS_JUMPED)
                .event(felt));
        agreement.forgetMotion();
        return true;
    }

    /** Whether the direction of gravity agrees with the standing soles. This needs no motion, but floors slope. */
    static void judgeDirection(AgreementMemory m, List<TwinEvent> events) {
        if (m.pushWindows < PushAgreement.ENOUGH) {
            return;
        }
        double along = 0;
        double felt = 0;
        double said = 0;
        for (int i = 0; i < 3; i++) {
            along += m.pushes[i] * m.pushes[3 + i];
            felt += m.pushes[i] * m.pushes[i];
            said += m.pushes[3 + i] * m.pushes[3 + i];
        }
        double aside = Math.acos(Math.max(-1, Math.min(1, along / Math.sqrt(felt * said))));
        if (m.verdict == Verdict.SOUND && m.pushWindows > PushAgreement.SURE_OF_TURN && aside > ASIDE) {
            m.verdict = Verdict.GRAVITY_ASIDE;
            m.forgetMotion();
            SensorAgreement.tell(
                    String.format(
                            Locale.ROOT,
                            "the IMU measures gravity %.0f° away from the direction that the standing soles show: it seems to be mounted"
                                    + " differently from the model, or encoders of the legs have an offset; it is not used",
                            Math.toDegrees(aside)),
                    Map.of("aside_rad", aside),
                    events);
        } else if (m.verdict == Verdict.GRAVITY_ASIDE && aside < ASIDE / 2) {
            SensorAgreement.sound(m, "the IMU measures gravity in the direction that the standing soles show", events);
        } else if (m.verdict == Verdict.GRAVITY_ASIDE && m.pushWindows > PushAgreement.BATCH) {
            m.forgetMotion();
        }
    }
}
