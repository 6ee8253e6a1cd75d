package dev.pollux.twin;

import dev.pollux.estimation.base.EstimatorInput;
import dev.pollux.estimation.base.EstimatorOptions;
import dev.pollux.estimation.feet.SoleKinematics;
import dev.pollux.model.RobotModel;
import dev.pollux.spatial.World;
import dev.pollux.state.AgreementMemory;
import dev.pollux.state.AgreementMemory.Verdict;
import dev.pollux.state.FrozenMemory;
import dev.pollux.state.TurnMemory;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether a gyro turns as the standing legs do, by windows with one vote each, so that a single slip or lift of a foot
 * has no effect.
 *
 * <p>A change of turn from one window to the next, Δφ, contains no bias. The mean logarithm of the ratio of its size in
 * gyro and legs shows degrees instead of radians. A sole may tip over its edges, but turns about its own normal n only
 * if it slides: with a = n · Δφ_legs and b = n · Δφ_gyro, the direction α = atan2(b, a) is 45° for a correct gyro, 63°
 * for one that reads twice the turn, 0° for one that reads none, and −45° for a reversed sign. α and α + 180° are
 * equivalent, so the mean of 2α is used, and the length R of the mean vector (1 if all votes agree, near 0 if they are
 * unrelated) is its reliability (K. Mardia, P. Jupp, Directional Statistics, 2000, §§2.2, 3.6). A difference of the
 * turns in window after window is a bias. Working memory for one model and thread.
 */
final class TurnAgreement {
    /** Weight of past windows: memory of about fourteen. */
    private static final float KEPT = 0.93f;

    /** Votes before a decision; votes from which the IMU is doubted. */
    private static final double ENOUGH = 5;

    private static final double DOUBT = 3;

    /** Ratio of gyro to legs: most with equal units; least with degrees (57, reduced by the legs' noise). */
    private static final double SAME_UNIT = 5;

    private static final double DEGREES = 15;

    /** Weight of a window in the mean logarithm of that ratio, and its largest ratio. */
    private static final float FRESH = 0.2f;

    private static final double MOST = 55;

    private static final String IN_DEGREES =
            "the gyro seems to be in degrees per second, radians per second are expected";

    private static final String EXCHANGED =
            "gyro and accelerometer seem to be exchanged, as it is the gyro that measures gravity; the angular velocity comes"
                    + " first, then the specific force";

    private static final String ALIKE = "gyro and standing legs measure the same rotation again";

    /** Least turn of a leg, rad: the effect of encoders with 0.1 mrad. */
    private static final double LEGS_FEIGN = 4e-4;

    /**
     * Least R for a fault, for a recovery; distance of α from 45°, rad: readings below 0.58 or above 1.7 of the turn.
     */
    private static final double ONE_MIND = 0.95;

    private static final double RIGHT_AGAIN = 0.8;

    private static final double OFF = Math.toRadians(15);

    /** A gyro that reads less than this share of a turn shows none. */
    private static final double NO_TURN = 0.2;

    /** Least turn in a window that exceeds creep of a sole, rad; number of σ of encoders, for three samples. */
    private static final double LEAST = 1e-3;

    private static final double SIGMAS = 5;

    private static final double SAMPLES = Math.sqrt(6);

    /**
     * Windows in a row with the same bias, within this share of it; number from which it is doubted (a robot that
     * topples over its toes shows four of 2 rad/s); and the least bias, rad/s, for legs without play.
     */
    private static final int LASTING = 10;

    private static final int DOUBTFUL = 6;

    private static final double SAME = 0.3;

    /** Windows from which this makes velocity and tilt uncertain, and the most uncertainty, rad and m/s. */
    private static final int SHOWN = 2;

    private static final double MOST_TILT = 0.5;
    private static final double MOST_VELOCITY = 0.4;

    private static final double LEAST_BIAS = 0.05;

    /** Cosine of the angle between the sole's normal and the mean specific force up to which a robot stands, 20°. */
    private static final double STANDS = 0.94;

    private final double play;
    private final double[] offset = new double[3];
    private double offsetSquare;
    private double tilting;

    TurnAgreement(RobotModel model) {
        play = EstimatorOptions.of(model).feet().tilt();
    }

    /** Starts a window. */
    void begin() {
        offsetSquare = Double.POSITIVE_INFINITY;
    }

    /**
     * Compares the turn of contact c, which stood through the window.
     *
     * @param phi turn according to its leg, IMU axes, rad
     * @param before whether it also stood through the window before
     */
    void compare(SoleKinematics soles, EstimatorInput in, TwinState state, int c, double[] phi, boolean before) {
        if (before) {
            vote(soles, in, state, c, phi);
        }
        TurnMemory m = state.agreement.turn;
        for (int i = 0; i < 3; i++) {
            m.legsBefore[3 * c + i] = (float) phi[i];
        }
        if (in.flat[c] && stands(state.agreement, in, c)) {
            differ(in, state.agreement, c, phi);
        }
    }

    private void vote(SoleKinematics soles, EstimatorInput in, TwinState state, int c, double[] phi) {
        TurnMemory m = state.agreement.turn;
        double a = 0;
        double b = 0;
        double legsSquare = 0;
        double gyroSquare = 0;
        for (int i = 0; i < 3; i++) {
            double n = in.soleNormal[3 * c + i];
            double legs = phi[i] - m.legsBefore[3 * c + i];
            double gyro = state.agreement.turned[i] - m.gyroBefore[i];
            legsSquare += legs * legs;
            gyroSquare += gyro * gyro;
            a += n * legs;
            b += n * gyro;
        }
        // coarse encoders turn in jumps; but a gyro at zero is not coarse
        boolean coarse =
                gyroSquare > 0 && state.frozen.imuSharpness < FrozenMemory.SHARP || !fine(state, soles.joints(c));
        if (coarse || !state.reporting.everHeard(state.reporting.imu())) {
            return;
        }
        if (Math.sqrt(legsSquare + gyroSquare) > LEAST / 2) {
            double ratio = Math.sqrt(gyroSquare / Math.max(legsSquare, LEGS_FEIGN * LEGS_FEIGN));
            double log = Math.log(Math.max(1 / MOST, Math.min(MOST, ratio)));
            m.excess += FRESH * (float) (log - m.excess);
        }
        double square = a * a + b * b;
        double noise = SIGMAS * SAMPLES * soles.turnNoise(c, state.joints);
        if (in.flat[c] && Math.sqrt(square) > Math.max(LEAST + play, noise)) {
            // (cos 2α, sin 2α)
            m.cosine = KEPT * m.cosine + (float) ((a * a - b * b) / square);
            m.sine = KEPT * m.sine + (float) (2 * a * b / square);
            m.votes = KEPT * m.votes + 1;
        }
    }

    private static boolean fine(TwinState state, int[] joints) {
        for (int j : joints) {
            if (!state.joints.fine(j)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the direction of gravity shows that the robot stands on sole c. */
    static boolean stands(AgreementMemory m, EstimatorInput in, int c) {
        double along = 0;
        double force = 0;
        for (int i = 0; i < 3; i++) {
            along += m.force[i] * in.soleNormal[3 * c + i];
            force += square(m.force[i]);
        }
        return along > STANDS * Math.sqrt(force);
    }

    /** The standing sole with the smallest difference of gyro and leg gives the difference. */
    private void differ(EstimatorInput in, AgreementMemory m, int c, double[] phi) {
        double sum = 0;
        double along = 0;
        for (int i = 0; i < 3; i++) {
            double d = (m.turned[i] - phi[i]) / m.window;
            sum += d * d;
            along += in.soleNormal[3 * c + i] * d;
        }
        if (sum < offsetSquare) {
            offsetSquare = sum;
            tilting = Math.sqrt(Math.max(sum - along * along, 0));
            for (int i = 0; i < 3; i++) {
                offset[i] = (m.turned[i] - phi[i]) / m.window;
            }
        }
    }

    /** Ends a window: its difference counts together with those of the windows before as long as they agree. */
    void end(TwinState state) {
        AgreementMemory agreement = state.agreement;
        TurnMemory m = agreement.turn;
        System.arraycopy(agreement.turned, 0, m.gyroBefore, 0, 3);
        if (offsetSquare == Double.POSITIVE_INFINITY) {
            return;
        }
        double[] bias = state.base.gyroBias;
        double apart = 0;
        double size = 0;
        for (int i = 0; i < 3; i++) {
            apart += square(offset[i] - m.offset[i]);
            size += square(m.offset[i] - bias[i]);
        }
        boolean same = m.offsets > 0 && apart < SAME * SAME * size;
        m.offsets = same ? Math.min(m.offsets + 1, LASTING) : 1;
        for (int i = 0; i < 3; i++) {
            m.offset[i] += (float) ((offset[i] - m.offset[i]) / m.offsets);
        }
        if (!state.base.running || tilting < LEAST_BIAS + play / agreement.window) {
            m.offsets = 0;
            Arrays.fill(m.offset, 0);
        }
    }

    /**
     * Effect of a possible gyro bias on tilt and velocity, if it has shown in some windows in a row, but in too few to
     * distinguish it from a tipping sole: δθ = δω t, δv = g δω t²/2.
     *
     * @param doubt result: of the tilt, rad, and of the velocity, m/s
     */
    void doubt(TwinState state, double[] doubt) {
        TurnMemory m = state.agreement.turn;
        Arrays.fill(doubt, 0);
        if (m.offsets < SHOWN || state.agreement.verdict != Verdict.SOUND) {
            return;
        }
        double square = 0;
        for (int i = 0; i < 3; i++) {
            square += square(m.offset[i] - state.base.gyroBias[i]);
        }
        // it may have jumped at the start of the window before them
        double t = (m.offsets + 1) * SensorAgreement.WINDOW + Math.max(state.agreement.window, 0);
        double tilt = Math.sqrt(square) * t;
        doubt[0] = Math.min(tilt, MOST_TILT);
        doubt[1] = Math.min(0.5 * World.GRAVITY * tilt * t, MOST_VELOCITY);
    }

    /** Whether the gyro's bias has jumped: it is subtracted from now on, and estimates that used it are invalid. */
    boolean leaps(AgreementMemory agreement, List<TwinEvent> events) {
        TurnMemory m = agreement.turn;
        if (m.offsets < LASTING || agreement.verdict != Verdict.SOUND) {
            return false;
        }
        String said = String.format(
                Locale.ROOT,
                "the gyro's bias has jumped: it reads (%.3f, %.3f, %.3f) rad/s, IMU axes, more than the standing legs"
                        + " turn; the difference is subtracted from now on, and the base is reset",
                m.offset[0],
                m.offset[1],
                m.offset[2]);
        Map<String, Double> numbers =
                Map.of("bias_x", (double) m.offset[0], "bias_y", (double) m.offset[1], "bias_z", (double) m.offset[2]);
        for (int i = 0; i < 3; i++) {
            m.taken[i] += m.offset[i];
        }
        agreement.forgetMotion();
        SensorAgreement.tell(said, numbers, events);
        return true;
    }

    /** Reports that the gyro's unit, scale or sign is wrong, or no longer is. */
    void judge(AgreementMemory agreement, List<TwinEvent> events) {
        TurnMemory m = agreement.turn;
        double alpha = Math.atan2(m.sine, m.cosine) / 2;
        double agreed = Math.hypot(m.sine, m.cosine) / Math.max(m.votes, 1);
        boolean off = Math.abs(alpha - Math.PI / 4) > OFF;
        boolean far = m.excess > Math.log(SAME_UNIT);
        boolean sound = agreement.verdict == Verdict.SOUND;
        agreement.doubted = sound && (far || m.votes > DOUBT && off && agreed > ONE_MIND || m.offsets >= DOUBTFUL);
        if (sound && m.excess > Math.log(DEGREES)) {
            String what = exchanged(agreement) ? EXCHANGED : IN_DEGREES;
            refuse(agreement, Verdict.GYRO_IN_DEGREES, what, Math.exp(m.excess), events);
        } else if (agreement.verdict == Verdict.GYRO_IN_DEGREES && !far) {
            SensorAgreement.sound(agreement, ALIKE, events);
        } else if (sound && !far && m.votes > ENOUGH && off && agreed > ONE_MIND) {
            refuse(agreement, Verdict.GYRO_SCALED, scaled(Math.tan(alpha)), Math.tan(alpha), events);
            m.forgetVotes();
        } else if (agreement.verdict == Verdict.GYRO_SCALED && m.votes > ENOUGH) {
            // in batches, so that old errors are soon forgotten
            m.forgetVotes();
            if (!off && agreed > RIGHT_AGAIN) {
                SensorAgreement.sound(agreement, ALIKE, events);
            }
        }
    }

    /** Whether the gyro in the last window has the size of gravity, and the accelerometer measures none. */
    private static boolean exchanged(AgreementMemory agreement) {
        double turn = 0;
        double force = 0;
        for (int i = 0; i < 3; i++) {
            turn += square(agreement.turn.gyroBefore[i] / SensorAgreement.WINDOW);
            force += square(agreement.force[i]);
        }
        double share = TiltAgreement.GRAVITY_SHARE * World.GRAVITY;
        return Math.abs(Math.sqrt(turn) - World.GRAVITY) < share && Math.sqrt(force) < share;
    }

    private static void refuse(
            AgreementMemory agreement, Verdict verdict, String what, double ratio, List<TwinEvent> events) {
        agreement.verdict = verdict;
        SensorAgreement.tell(
                String.format(
                        Locale.ROOT,
                        "%s: it reads %.2f times the turn that the standing legs show; the IMU is not used",
                        what,
                        ratio),
                Map.of("ratio", ratio),
                events);
    }

    private static String scaled(double ratio) {
        if (Math.abs(ratio) < NO_TURN) {
            return "the gyro shows no turn where the robot turns, or an encoder of the legs has the wrong sign or"
                    + " scale";
        }
        return ratio < 0
                ? "the gyro's sign seems to be reversed, or its axes turned"
                : "the gyro's scale seems to be wrong";
    }

    private static double square(double x) {
        return x * x;
    }
}
