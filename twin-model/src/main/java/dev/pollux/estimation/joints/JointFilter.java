package dev.pollux.estimation.joints;

import dev.pollux.model.RobotModel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Position, velocity and acceleration of each joint from its encoder, its velocity sensor, the acceleration its commands
 * ask for and the acceleration that physics gives: a Kalman filter of three states per joint (Bar-Shalom, Li and
 * Kirubarajan, "Estimation with Applications to Tracking and Navigation", 2001, §6.2.3, the Wiener-process acceleration
 * model). See docs/algorithms/joint-filter.md.
 *
 * <p>A frame goes {@link #advance} ► physics at the new estimate ► {@link #correctAcceleration}. Sensor noise is learned,
 * so that a clean log is followed closely and a coarse encoder is smoothed; each source of acceleration counts by how well
 * it has agreed with the others of late. Allocates nothing.
 */
public final class JointFilter {
    private static final int PP = 0;
    private static final int PV = 1;
    private static final int PA = 2;
    private static final int VV = 3;
    private static final int VA = 4;
    private static final int AA = 5;

    /** Before anything is learned: an encoder of 0.1 mrad, a velocity of 0.02 rad/s. */
    private static final double FIRST_POSITION_VARIANCE = 1e-8;

    private static final double FIRST_VELOCITY_VARIANCE = 4e-4;
    private static final double FIRST_ACCELERATION_VARIANCE = 100;

    /** Of a joint that begins, or jumped, and whose velocity is not measured, (rad/s)². */
    private static final double UNKNOWN_VELOCITY_VARIANCE = 25;

    /** Frames are counted to here: what counts them knows no more than a beginning from its end, also after months. */
    private static final int MOST_FRAMES = 1 << 30;

    /** In place of the number of velocity targets in a row: they are no plan. */
    private static final int NO_PLAN = -1;

    /** Frames in which an encoder's noise is learned at once. */
    private static final int YOUNG = 50;

    /** Below this something has been seen of a joint's velocity, (rad/s)². */
    private static final double SEEN_VELOCITY_VARIANCE = 1;

    /** Noise is never believed below these, rad² and (rad/s)²: samples are kept in single precision. */
    private static final double LEAST_POSITION_VARIANCE = 1e-13;

    private static final double LEAST_VELOCITY_VARIANCE = 1e-12;

    /** Accelerations change at this rate, 1/s, within a fifth of a second: so large is the jerk, and so they fade. */
    private static final double CHANGE = 5;

    /** Root of the spectral density of a resting joint's jerk, rad/s³/√Hz. */
    private static final double LEAST_JERK = 1;

    /** Positions and velocities are not sampled at the same instant, to within this, s: they part by this times q̈. */
    private static final double SKEW = 3e-4;

    /** Weight of a frame in the statistics of acceleration: the last 60 ms at 500 Hz. */
    private static final double LEARN = 0.03;

    /** Physics and commands are never trusted beyond this, (rad/s²)²: rigid contact and perfect drives do not exist. */
    private static final double LEAST_ACCELERATION_VARIANCE = 0.25;

    /** Length of a limb, m: what accelerates the base by this much, m/s², accelerates joints by 1 rad/s². */
    private static final double LIMB = 1 / 3.0;

    /** What was unexplained a moment ago and is no more counts as a change of acceleration this often, 1/s. */
    private static final double ONSET = 20;

    /** What only the sensors tell of an acceleration fades at this rate, 1/s: a push is over within a horizon. */
    private static final double FADE = 25;

    /** Errors of physics last over several frames; the filter takes them for white: count them for more. */
    private static final double CORRELATION = 3;

    /**
     * A commanded velocity that at once changes faster than this, rad/s² or m/s², or so many times faster than before, leaps:
     * no drive follows it, and what it does to the torque is not what the joint does. Walking robots command up to 75 rad/s².
     */
    private static final double LEAP = 100;

    private static final double LEAP_TIMES = 4;

    /** No joint accelerates harder, rad/s² or m/s², nor changes it faster, per s: what senseless input may do at most. */
    private static final double MAX_ACCELERATION = 1e5;

    private static final double MAX_JERK = 1e7;

    /** A position this uncertain, rad² or m², is not known: the joint starts anew. */
    private static final double LOST = 1e6;

    /** Variance of the place where a coarse encoder's sample leaps, over the square of its quantum. */
    private static final double EDGE = 1.0 / 144;

    /** The share of the announced jerk that is believed: plans change within a horizon. */
    private static final double JERK_TRUST = 0.9;

    private final int n;
    private final double[] lower;
    private final double[] upper;
    private double firstPositionVariance = FIRST_POSITION_VARIANCE;

    /** A filter for robots of n joints without limits. */
    public JointFilter(int n) {
        this.n = n;
        lower = new double[n];
        upper = new double[n];
        Arrays.fill(lower, Double.NEGATIVE_INFINITY);
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
    }

    /** A filter for robots of a kind. */
    public JointFilter(RobotModel model) {
        this(model.jointCount());
        for (int j = 0; j < n; j++) {
            lower[j] = model.joints().get(j).lower();
            upper[j] = model.joints().get(j).upper();
        }
        double said = model.sensing().encoderNoise();
        if (!Double.isNaN(said)) {
            firstPositionVariance = Math.max(said * said, LEAST_POSITION_VARIANCE);
        }
    }

    /** Forgets the motion; what was learned of the sensors stays. */
    public void restart(JointEstimate x) {
        x.frames = 0;
        x.step = 0;
        Arrays.fill(x.run, 0);
        Arrays.fill(x.sampleStep, 0);
        Arrays.fill(x.age, 0);
        Arrays.fill(x.known, false);
        for (int j = 0; j < n; j++) {
            rest(x, j, neutral(j));
        }
    }

    /** Where a joint is placed that was never seen: at zero, or where its limits exclude that, midway between them. */
    private double neutral(int j) {
        boolean zero = lower[j] <= 0 && upper[j] >= 0;
        double middle = (lower[j] + upper[j]) / 2;
        return zero ? 0 : Double.isInfinite(middle) ? Math.max(lower[j], Math.min(upper[j], 0)) : middle;
    }

    /**
     * Joint j's encoder is taken to report no more: the joint is unknown from now on, and rests where it was seen last, within
     * its limits, for whatever must place it somewhere.
     */
    public void lose(JointEstimate x, int j) {
        x.known[j] = false;
        rest(x, j, Math.max(lower[j], Math.min(upper[j], x.position[j])));
    }

    /** No encoder was heard for long: as {@link #lose} of every joint that was known. */
    public void loseAll(JointEstimate x) {
        for (int j = 0; j < n; j++) {
            if (x.known[j]) {
                lose(x, j);
            }
        }
    }

    /** The commands are taken to be sent no more. */
    public void loseTargets(JointEstimate x) {
        x.run[SampleHistory.VELOCITY_TARGET] = 0;
    }

    /** Whether the last frame brought no targets, or repeated those before. */
    public boolean repeatsTargets(JointEstimate x) {
        return x.run[SampleHistory.VELOCITY_TARGET] > 0 && x.age[SampleHistory.VELOCITY_TARGET] > 0;
    }

    private static void rest(JointEstimate x, int j, double position) {
        x.position[j] = position;
        x.velocity[j] = 0;
        x.acceleration[j] = 0;
        x.jerk[j] = 0;
    }

    /**
     * Takes in a frame's samples; an array is null where the frame has none, and a number NaN where it has none of that
     * joint. A joint whose position the frame does not bring is left to its model, within its limits; one that was never
     * brought, or was lost, stays as it is.
     *
     * @param positions rad or m, n
     * @param velocities rad/s or m/s, n
     * @param commanded the commands' velocities, n; what they repeat is no news
     * @param dt s since the last frame's sample, > 0 but for the first frame
     */
    public void advance(
            JointEstimate x,
            double @Nullable [] positions,
            double @Nullable [] velocities,
            double @Nullable [] commanded,
            double dt) {
        x.step = dt;
        boolean unplanned = commanded != null && noPlan(x, commanded);
        double[] targets =
                commanded == null || unplanned || SampleHistory.holds(x, SampleHistory.VELOCITY_TARGET, commanded, dt)
                        ? null
                        : commanded;
        SampleHistory.step(x, SampleHistory.POSITION, positions, dt);
        SampleHistory.step(x, SampleHistory.VELOCITY, velocities, dt);
        SampleHistory.step(x, SampleHistory.VELOCITY_TARGET, targets, dt);
        if (positions != null && x.frames < YOUNG) {
            learnAtOnce(x, positions, velocities);
        }
        boolean any = false;
        for (int j = 0; j < n; j++) {
            double q = positions == null ? Double.NaN : positions[j];
            double v = velocities == null ? Double.NaN : velocities[j];
            x.setMeasured(j, !Double.isNaN(q));
            if (!x.known[j] && !x.measuredNow(j)) {
                continue;
            }
            any = true;
            if (x.known[j]) {
                predict(x, j, dt);
            } else {
                begin(x, j, q, v);
            }
            if (x.measuredNow(j)) {
                SampleHistory.add(x, SampleHistory.POSITION, j, q);
                SampleHistory.learnNoise(x, SampleHistory.POSITION, j, LEAST_POSITION_VARIANCE);
                takePosition(x, j, q, x.sampleStep[SampleHistory.POSITION] * speed(x, j, v));
            } else {
                stayWithinLimits(x, j);
            }
            if (!Double.isNaN(v)) {
                SampleHistory.add(x, SampleHistory.VELOCITY, j, v);
                SampleHistory.learnNoise(x, SampleHistory.VELOCITY, j, LEAST_VELOCITY_VARIANCE);
                correctVelocity(x, j, v - x.velocity[j], x.noise[n + j]);
            }
            if (targets != null && !Double.isNaN(targets[j])) {
                SampleHistory.add(x, SampleHistory.VELOCITY_TARGET, j, targets[j]);
            }
        }
        x.frames = any || x.frames > 0 ? Math.min(x.frames, MOST_FRAMES - 1) + 1 : 0;
    }

    /**
     * Whether velocity targets are no plan of the motion: all of them zero since the first. They damp, or a driver fills its message up,
     * and tell no acceleration until one is not zero.
     */
    private boolean noPlan(JointEstimate x, double[] targets) {
        for (int j = 0; j < n; j++) {
            if (targets[j] != 0 && !Double.isNaN(targets[j])) {
                x.run[SampleHistory.VELOCITY_TARGET] = Math.max(x.run[SampleHistory.VELOCITY_TARGET], 0);
                return false;
            }
        }
        boolean none = x.run[SampleHistory.VELOCITY_TARGET] <= 0;
        x.run[SampleHistory.VELOCITY_TARGET] = none ? NO_PLAN : x.run[SampleHistory.VELOCITY_TARGET];
        return none;
    }

    /**
     * Encoders that scatter far more than theirs at first are believed at once: while each sample counts for what it is not, a velocity
     * that is not measured becomes wild, and the samples after it would seem so.
     */
    private void learnAtOnce(JointEstimate x, double[] positions, double @Nullable [] velocities) {
        double noise = SampleHistory.unlikeNoise(x, SampleHistory.POSITION, positions);
        for (int j = 0; j < n && !Double.isNaN(noise); j++) {
            if (!x.known[j] || noise <= x.noise[j]) {
                continue;
            }
            x.noise[j] = (float) noise;
            boolean measured = velocities != null && !Double.isNaN(velocities[j]);
            double velocity = measured ? x.velocity[j] : 0;
            double variance = measured ? x.velocityVariance(j) : UNKNOWN_VELOCITY_VARIANCE;
            rest(x, j, x.position[j]);
            x.velocity[j] = velocity;
            Arrays.fill(x.covariance, 6 * j, 6 * j + 6, 0);
            x.covariance[6 * j + PP] = (float) noise;
            x.covariance[6 * j + VV] = (float) variance;
            x.covariance[6 * j + AA] = (float) FIRST_ACCELERATION_VARIANCE;
        }
    }

    /** How fast joint j moves at most, by its estimate and by its velocity's sample as far as that is no noise. */
    private double speed(JointEstimate x, int j, double sample) {
        double sure = Double.isNaN(sample) ? 0 : Math.abs(sample) - 3 * Math.sqrt(x.noise[n + j]);
        return Math.max(Math.abs(x.velocity[j]), sure);
    }

    /**
     * Takes in an encoder's sample. A coarse one's leap says where the joint is, midway between two quanta; between two
     * leaps it says no more than between which quanta.
     *
     * @param moved how far the joint can have moved since its sample before, rad or m
     */
    private static void takePosition(JointEstimate x, int j, double q, double moved) {
        // before its first samples a joint did not rest, and the first step of one whose velocity nobody has seen is
        // its motion
        boolean begun = x.frames > JointEstimate.PAST && x.covariance[6 * j + VV] < SEEN_VELOCITY_VARIANCE;
        double leap = begun ? SampleHistory.leap(x, SampleHistory.POSITION, j, moved) : 0;
        if (leap != 0 && SampleHistory.raiseNoise(x, SampleHistory.POSITION, j, leap)) {
            // the samples before were as coarse
            x.covariance[6 * j + PP] = Math.max(x.covariance[6 * j + PP], x.noise[j]);
        }
        double off = q - x.position[j];
        if (!x.coarse(j)) {
            correctPosition(x, j, off, x.noise[j]);
        } else if (leap != 0) {
            correctPosition(x, j, off - leap / 2, leap * leap * EDGE);
        } else {
            double half = Math.sqrt(3 * x.noise[j]);
            double beyond = off > half ? off - half : off < -half ? off + half : 0;
            if (beyond != 0) {
                correctPosition(x, j, beyond, 12 * EDGE * x.noise[j]);
            } else if (x.covariance[6 * j + PP] > x.noise[j]) {
                correctPosition(x, j, off, x.noise[j]);
            }
        }
    }

    /** A joint that nobody measures does not move on beyond its limits, or where it was seen beyond them. */
    private void stayWithinLimits(JointEstimate x, int j) {
        double low = Math.min(lower[j], x.measured(j));
        double high = Math.max(upper[j], x.measured(j));
        if (x.position[j] < low || x.position[j] > high) {
            rest(x, j, Math.max(low, Math.min(high, x.position[j])));
        }
    }

    /**
     * Takes in what accelerates the joints: the commands' own acceleration, and that of physics.
     *
     * @param physics acceleration of each joint from {@code at}, by the dynamics at this frame; null where there is none
     * @param unexplained how far the base's acceleration is from that of physics, squared and beyond noise, (m/s²)²: what
     *     pushes the base moves the joints too, and neither source knows
     */
    public void correctAcceleration(JointEstimate x, double @Nullable [] physics, int at, double unexplained) {
        boolean commanded = x.run[SampleHistory.VELOCITY_TARGET] >= 2;
        boolean announced = x.run[SampleHistory.VELOCITY_TARGET] >= JointEstimate.PAST;
        // between two commands their acceleration is no news: counted again and again it would outweigh all else
        boolean fresh = x.age[SampleHistory.VELOCITY_TARGET] == 0;
        double unknown = unexplained / (LIMB * LIMB);
        // a robot that is not commanded may hang, and what carries it pushes its base for ever
        boolean held = commanded || x.run[SampleHistory.VELOCITY_TARGET] == NO_PLAN;
        for (int j = 0; j < n; j++) {
            if (!x.known[j]) {
                continue;
            }
            double a = bounded(x.acceleration[j], MAX_ACCELERATION);
            x.acceleration[j] = a;
            // What the estimate itself is unsure of is not taken for motion.
            double sure = Math.max(a * a - x.covariance[6 * j + AA], 0);
            x.accelerationSquare[j] += LEARN * (sure - x.accelerationSquare[j]);
            double target = commanded ? SampleHistory.rate(x, SampleHistory.VELOCITY_TARGET, j) : 0;
            if (held && physics != null) {
                x.covariance[6 * j + AA] += (float) (ONSET * unknown * x.step);
            }
            if (commanded && SampleHistory.leaps(x, SampleHistory.VELOCITY_TARGET, j, LEAP, LEAP_TIMES)) {
                target = x.acceleration[j]; // it tells nothing, and physics is misled by it
            } else if (commanded && physics != null) {
                correctByBoth(x, j, target, physics[at + j], unknown);
            } else if (commanded && fresh) {
                correctBySource(x, j, target, x.disagreement, 0);
            } else if (!commanded && physics != null) {
                correctBySource(x, j, physics[at + j], x.innovationSquare, unknown);
            }
            double jerk = announced
                    ? announcedJerk(x, j, fresh) - FADE * (x.acceleration[j] - target)
                    : -CHANGE * x.acceleration[j];
            x.jerk[j] = bounded(jerk, MAX_JERK);
        }
    }

    /** Commands and physics vouch for each other: where they differ, neither is trusted beyond their difference. */
    private static void correctByBoth(JointEstimate x, int j, double target, double physics, double unknown) {
        double difference = (target - physics) * (target - physics);
        double usual = Math.max(learn(x.disagreement, j, difference), LEAST_ACCELERATION_VARIANCE);
        correctAcceleration(x, j, target - x.acceleration[j], usual + unknown);
        double now = LEAST_ACCELERATION_VARIANCE + difference;
        correctAcceleration(x, j, physics - x.acceleration[j], now + unknown);
    }

    /** A source alone is trusted as far as it did not surprise the filter lately (Mehra 1970): R = E[ν²] − P. */
    private static void correctBySource(
            JointEstimate x, int j, double source, float[] innovationSquare, double unknown) {
        double innovation = source - x.acceleration[j];
        double usual = learn(innovationSquare, j, innovation * innovation);
        double variance = Math.max(usual - x.covariance[6 * j + AA], LEAST_ACCELERATION_VARIANCE);
        correctAcceleration(x, j, innovation, CORRELATION * variance + unknown);
    }

    private static double learn(float[] mean, int j, double square) {
        double known = mean[j];
        double next = known + LEARN * (Math.min(square, 9 * known + LEAST_ACCELERATION_VARIANCE) - known);
        mean[j] = (float) next;
        return next;
    }

    /**
     * The commands' jerk, as far as commands tell of this joint's motion at all. Until the next command is due it goes on, as far
     * as the last bend of the row allows: the row's oldest sample is not kept.
     */
    private static double announcedJerk(JointEstimate x, int j, boolean fresh) {
        double told = 1 - x.disagreement[j] / (x.accelerationSquare[j] + LEAST_ACCELERATION_VARIANCE);
        boolean overdue = x.age[SampleHistory.VELOCITY_TARGET] >= x.sampleStep[SampleHistory.VELOCITY_TARGET];
        if (told <= 0 || !fresh && overdue) {
            return 0;
        }
        return fresh
                ? JERK_TRUST * told * SampleHistory.rateOfRate(x, SampleHistory.VELOCITY_TARGET, j)
                : SampleHistory.smaller(
                        x.jerk[j], JERK_TRUST * told * SampleHistory.lastBend(x, SampleHistory.VELOCITY_TARGET, j));
    }

    /** @param measured its velocity, rad/s or m/s; NaN where that is not measured */
    private void begin(JointEstimate x, int j, double position, double measured) {
        double velocity = Double.isNaN(measured) ? 0 : measured;
        x.position[j] = position;
        x.velocity[j] = velocity;
        x.acceleration[j] = 0;
        x.jerk[j] = 0;
        x.known[j] = true;
        SampleHistory.fill(x, SampleHistory.POSITION, j, position);
        SampleHistory.fill(x, SampleHistory.VELOCITY, j, velocity);
        if (x.noise[j] == 0) {
            x.noise[j] = (float) firstPositionVariance;
            x.noise[n + j] = (float) FIRST_VELOCITY_VARIANCE;
            x.innovationSquare[j] = (float) FIRST_ACCELERATION_VARIANCE;
            x.disagreement[j] = (float) FIRST_ACCELERATION_VARIANCE;
        }
        Arrays.fill(x.covariance, 6 * j, 6 * j + 6, 0);
        x.covariance[6 * j + PP] = x.noise[j];
        x.covariance[6 * j + VV] = (float)
                (Double.isNaN(measured) ? UNKNOWN_VELOCITY_VARIANCE : FIRST_VELOCITY_VARIANCE + velocity * velocity);
        x.covariance[6 * j + AA] = (float) FIRST_ACCELERATION_VARIANCE;
    }

    private static double bounded(double x, double most) {
        return Math.max(-most, Math.min(most, x));
    }

    private void predict(JointEstimate x, int j, double h) {
        if (!(x.covariance[6 * j + PP] < LOST)) {
            begin(x, j, x.position[j], Double.NaN);
            x.covariance[6 * j + PP] = 1;
        }
        double jerk = x.jerk[j];
        double a = x.acceleration[j];
        double v = x.velocity[j];
        // q ← q + h v + h²/2 a + h³/6 j
        x.position[j] += h * (v + h * (a / 2 + h * jerk / 6));
        x.velocity[j] = v + h * (a + h * jerk / 2);
        x.acceleration[j] = a + h * jerk;
        int c = 6 * j;
        double pp = x.covariance[c + PP];
        double pv = x.covariance[c + PV];
        double pa = x.covariance[c + PA];
        double vv = x.covariance[c + VV];
        double va = x.covariance[c + VA];
        double aa = x.covariance[c + AA];
        // F P Fᵀ with F = [1 h h²/2; 0 1 h; 0 0 1]
        double s = h * h / 2;
        double pv1 = pv + h * vv + s * va;
        double pa1 = pa + h * va + s * aa;
        double va1 = va + h * aa;
        double spread = LEAST_JERK + CHANGE * Math.sqrt(x.accelerationSquare[j]);
        // Q = σ² [h⁵/20 h⁴/8 h³/6; h⁴/8 h³/3 h²/2; h³/6 h²/2 h]: white jerk
        double q = spread * spread * h;
        double skew = h * h * SKEW * SKEW * x.accelerationSquare[j];
        x.covariance[c + PP] = (float) (pp + h * pv + s * pa + h * pv1 + s * pa1 + q * h * h * h * h / 20 + skew);
        x.covariance[c + PV] = (float) (pv1 + h * pa1 + q * h * h * h / 8);
        x.covariance[c + PA] = (float) (pa1 + q * h * h / 6);
        x.covariance[c + VV] = (float) (vv + h * va + h * va1 + q * h * h / 3);
        x.covariance[c + VA] = (float) (va1 + q * h / 2);
        x.covariance[c + AA] = (float) (aa + q);
    }

    private static void correctPosition(JointEstimate x, int j, double innovation, double variance) {
        float[] P = x.covariance;
        correct(x, j, innovation, variance, P[6 * j + PP], P[6 * j + PP], P[6 * j + PV], P[6 * j + PA]);
    }

    private static void correctVelocity(JointEstimate x, int j, double innovation, double variance) {
        float[] P = x.covariance;
        correct(x, j, innovation, variance, P[6 * j + VV], P[6 * j + PV], P[6 * j + VV], P[6 * j + VA]);
    }

    private static void correctAcceleration(JointEstimate x, int j, double innovation, double variance) {
        float[] P = x.covariance;
        correct(x, j, innovation, variance, P[6 * j + AA], P[6 * j + PA], P[6 * j + VA], P[6 * j + AA]);
    }

    /** x ← x + K ν, P ← P − (P h)(P h)ᵀ / s with the column P h = (hp, hv, ha) and s = hᵀ P h + R. */
    private static void correct(
            JointEstimate x, int j, double nu, double R, double prior, double hp, double hv, double ha) {
        double s = prior + R;
        if (!(s > 0)) {
            return;
        }
        double gain = nu / s;
        x.position[j] += hp * gain;
        x.velocity[j] += hv * gain;
        x.acceleration[j] += ha * gain;
        float[] P = x.covariance;
        int c = 6 * j;
        P[c + PP] = (float) Math.max(P[c + PP] - hp * hp / s, 0);
        P[c + PV] = (float) (P[c + PV] - hp * hv / s);
        P[c + PA] = (float) (P[c + PA] - hp * ha / s);
        P[c + VV] = (float) Math.max(P[c + VV] - hv * hv / s, 0);
        P[c + VA] = (float) (P[c + VA] - hv * ha / s);
        P[c + AA] = (float) Math.max(P[c + AA] - ha * ha / s, 0);
    }

    /** Where joint j will be {@code h} s after the last frame, rad or m. */
    public static double predictedPosition(JointEstimate x, int j, double h) {
        return x.position[j] + h * (x.velocity[j] + h * (x.acceleration[j] / 2 + h * x.jerk[j] / 6));
    }

    /** How fast joint j will be then, rad/s or m/s. */
    public static double predictedVelocity(JointEstimate x, int j, double h) {
        return x.velocity[j] + h * (x.acceleration[j] + h * x.jerk[j] / 2);
    }

    /** Variance of an encoder's sample about {@link #predictedPosition}, rad² or m². */
    public static double positionInnovationVariance(JointEstimate x, int j, double h) {
        float[] P = x.covariance;
        int c = 6 * j;
        double s = h * h / 2;
        double moved = P[c + PP]
                + 2 * h * P[c + PV]
                + 2 * s * P[c + PA]
                + h * h * P[c + VV]
                + 2 * h * s * P[c + VA]
                + s * s * P[c + AA];
        double spread = LEAST_JERK + CHANGE * Math.sqrt(x.accelerationSquare[j]);
        return moved + spread * spread * h * h * h * h * h / 20 + x.noise[j];
    }

    /** Variance of a velocity sample about {@link #predictedVelocity}, (rad/s)² or (m/s)². */
    public static double velocityInnovationVariance(JointEstimate x, int j, double h) {
        float[] P = x.covariance;
        int c = 6 * j;
        double spread = LEAST_JERK + CHANGE * Math.sqrt(x.accelerationSquare[j]);
        double moved = P[c + VV] + 2 * h * P[c + VA] + h * h * P[c + AA];
        return moved + spread * spread * h * h * h / 3 + x.noise[x.position.length + j];
    }

    /**
     * Lets joint j begin anew where its encoder says it is: it jumped, so nothing that was known of its motion holds.
     *
     * @param velocity rad/s or m/s; NaN where it is not measured
     */
    public void restart(JointEstimate x, int j, double position, double velocity) {
        begin(x, j, position, velocity);
    }
}
