package dev.pollux.twin;

import dev.pollux.estimation.base.EstimatorInput;
import dev.pollux.spatial.SO3;
import dev.pollux.spatial.World;
import dev.pollux.state.AgreementMemory;
import dev.pollux.state.AgreementMemory.Verdict;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinState;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether an accelerometer measures the velocity gains of the standing legs along the axes of the model: otherwise the
 * IMU is mounted differently. Working memory for one model and thread.
 */
final class PushAgreement {
    /** Weight of past windows: memory of about thirty. */
    private static final float KEPT = 0.97f;

    /** Windows before a decision. */
    static final double ENOUGH = 12;

    /** A rejected IMU is judged by batches of this many windows, so that old errors are soon forgotten. */
    static final double BATCH = 18;

    /** Correlation from which two signals agree. */
    private static final double AGREES = 0.7;

    /** Least improvement of the fit by turned axes. */
    private static final double BETTER = 0.4;

    /** Turn of the IMU up to which the mount is correct, rad; least number of σ; and windows before a report. */
    private static final double STRAIGHT = Math.toRadians(5);

    private static final double MOUNTING_SIGMAS = 4;

    static final double SURE_OF_TURN = 20;

    /** Least velocity gain that is used, m/s. */
    private static final double LEAST_PUSH = 0.01;

    /** Cosine of the angle between gravity from the IMU and from the soles, 30°. */
    private static final double UPRIGHT = 0.87;

    private final EstimatorInput in;
    private final int contacts;
    private final GravityAgreement gravity;
    private final MountingTurn mounting = new MountingTurn();
    private final double[] before = new double[9];
    private final double[] phi = new double[3];
    private final double[] imuPush = new double[3];
    private final double[] legsPush = new double[3];
    private final double[] gained = new double[3];
    private final double[] covariance = new double[9];

    /**
     * @param in positions of the soles at the end of each window
     * @param gravity receives what each standing sole shows about gravity
     */
    PushAgreement(int contacts, EstimatorInput in, GravityAgreement gravity) {
        this.contacts = contacts;
        this.in = in;
        this.gravity = gravity;
    }

    /**
     * Compares, over two windows, the specific force according to the legs, −(y₂ − 2 y₁ + y₀)/T + g T n with n the
     * normal of the flat standing sole, since the IMU in a head mostly measures tilt, with the measured ∫ f dt.
     */
    void compare(TwinState state) {
        AgreementMemory m = state.agreement;
        double T = m.window;
        for (int c = 0; c < contacts; c++) {
            // the orientation of a point foot is unknown, and so is the effect of gravity while the robot sways
            if (((m.stood & m.stoodBefore) >> c & 1) == 0 || !in.flat[c]) {
                continue;
            }
            double felt = 0;
            double said = 0;
            for (int i = 0; i < 3; i++) {
                phi[i] = m.sole[3 * c + i];
            }
            SO3.exp(phi[0], phi[1], phi[2], before, 0);
            double weight = World.GRAVITY * T;
            for (int i = 0; i < 3; i++) {
                imuPush[i] = 0.5 * (m.pushed[i] + m.pushedBefore[i]);
                gained[i] = -(in.sole[3 * c + i] - 2 * m.place[3 * c + i] + m.placeBefore[3 * c + i]) / T;
                legsPush[i] = gained[i] + weight * before[3 * i + 2];
                felt += square(imuPush[i]);
                said += square(legsPush[i]);
                m.pushes[i] = KEPT * m.pushes[i] + (float) imuPush[i];
                m.pushes[3 + i] = KEPT * m.pushes[3 + i] + (float) legsPush[i];
            }
            for (int i = 0; i < 9; i++) {
                m.product[i] = KEPT * m.product[i] + (float) (legsPush[i / 3] * imuPush[i % 3]);
            }
            m.imuPush = KEPT * m.imuPush + (float) felt;
            m.legsPush = KEPT * m.legsPush + (float) said;
            m.pushWindows = KEPT * m.pushWindows + 1;
            gravity.compare(state, imuPush, gained, in.soleNormal, 3 * c);
        }
    }

    /** Judges the axes by centred velocity gains, which do not depend on gravity. */
    void judge(AgreementMemory m, List<TwinEvent> events) {
        if (m.pushWindows < ENOUGH) {
            return;
        }
        double felt = m.imuPush;
        double said = m.legsPush;
        for (int i = 0; i < 3; i++) {
            felt -= square(m.pushes[i]) / m.pushWindows;
            said -= square(m.pushes[3 + i]) / m.pushWindows;
            for (int j = 0; j < 3; j++) {
                covariance[3 * i + j] = m.product[3 * i + j] - m.pushes[3 + i] * m.pushes[j] / m.pushWindows;
            }
        }
        if (!(Math.min(felt, said) > LEAST_PUSH * LEAST_PUSH * m.pushWindows)) {
            return;
        }
        double size = Math.sqrt(felt * said);
        double straight = QuarterTurns.fit(0, covariance) / size;
        int best = 0;
        double most = 0;
        for (int t = 0; t < QuarterTurns.COUNT; t++) {
            double fit = QuarterTurns.fit(t, covariance);
            if (fit > most && upright(m, t)) {
                most = fit;
                best = t;
            }
        }
        double turned = most / size;
        boolean found = mounting.fit(covariance, said, felt, m.pushWindows, best);
        boolean leans = found && mounting.fits(size, m.pushes) && mounting.beyond(STRAIGHT, MOUNTING_SIGMAS);
        m.agreed |= m.verdict == Verdict.SOUND && straight > AGREES && !leans;
        if (m.verdict == Verdict.AXES_TURNED && straight > AGREES && found && !mounting.beyond(STRAIGHT, 0)) {
            SensorAgreement.sound(m, "IMU and standing legs measure the same motion again", events);
        } else if (m.verdict == Verdict.SOUND && Math.max(turned, -straight) > AGREES && turned - straight > BETTER) {
            m.verdict = Verdict.AXES_TURNED;
            SensorAgreement.tell(
                    -straight > turned
                            ? "the IMU's signs seem to be reversed on all axes, according to the motion of the standing legs: no mounting does"
                                    + " that; it is not used"
                            : "the IMU's axes seem to be turned: what the model has as x, y, z it sends as "
                                    + QuarterTurns.words(best)
                                    + ", according to the motion of the standing legs; check its mounting in the model; it is not used",
                    Map.of("correlation", straight, "correlation_turned", turned),
                    events);
        } else if (m.verdict == Verdict.SOUND && leans && m.pushWindows > SURE_OF_TURN) {
            m.verdict = Verdict.AXES_TURNED;
            SensorAgreement.tell(
                    String.format(
                            Locale.ROOT,
                            "the IMU seems to be mounted differently from the model: according to the motion of the standing legs it"
                                    + " is turned by %s, IMU axes; check its mounting in the model; it is not used",
                            mounting.words()),
                    Map.of("turned_rad", mounting.angle(), "sigma_rad", mounting.sigma),
                    events);
        } else if (m.verdict == Verdict.AXES_TURNED && m.pushWindows > BATCH) {
            m.forgetMotion();
        }
    }

    /** Whether gravity, with the axes turned, agrees with the direction from the standing soles. */
    private boolean upright(AgreementMemory m, int turn) {
        double along = 0;
        double felt = 0;
        double said = 0;
        for (int i = 0; i < 3; i++) {
            double push = QuarterTurns.sign(turn, i) * m.pushes[QuarterTurns.axis(turn, i)];
            along += push * m.pushes[3 + i];
            felt += push * push;
            said += square(m.pushes[3 + i]);
        }
        return along > UPRIGHT * Math.sqrt(felt * said);
    }

    private static double square(double x) {
        return x * x;
    }
}
