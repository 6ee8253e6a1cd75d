package dev.pollux.estimation.joints;

import dev.pollux.model.RobotModel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Estimates position, velocity and acceleration of each joint from its encoder, its velocity sensor, and the
 * accelerations from its commands and from the dynamics: a Kalman filter of three states per joint (Bar-Shalom, Li and
 * Kirubarajan, "Estimation with Applications to Tracking and Navigation", 2001, §6.2.3, the Wiener-process acceleration
 * model). See docs/algorithms/joint-filter.md.
 *
 * <p>A frame goes {@link #advance} ► dynamics at the new estimate ► {@link #correctAcceleration}. Sensor noise is
 * learned, so that the filter follows accurate sensors closely and smooths coarse encoders; each source of acceleration
 * has the weight of its recent agreement with the others. Allocates nothing.
 */
public final class JointFilter {
    private static final int PP = 0;
    private static final int PV = 1;
    private static final int PA = 2;
    private static final int VV = 3;
    private static final int VA = 4;
    private static final int AA = 5;

    /** Initial values: an encoder of 0.1 mrad, a velocity of 0.02 rad/s. */
    private static final double FIRST_POSITION_VARIANCE = 1e-8;

    private static final double FIRST_VELOCITY_VARIANCE = 4e-4;
    private static final double FIRST_ACCELERATION_VARIANCE = 100;

    /** For a joint that starts or jumped, and whose velocity is not measured, (rad/s)². */
    private static final double UNKNOWN_VELOCITY_VARIANCE = 25;

    /** Limit of the frame counter, also after months: users only compare it with small numbers. */
    private static final int MOST_FRAMES = 1 << 30;

    /** Replaces the number of consecutive velocity targets: they are not a plan of the motion. */
    private static final int NO_PLAN = -1;

    /** Number of frames in which an encoder's noise is learned at once. */
    private static final int YOUNG = 50;

    /** Variance below which a joint's velocity has been observed, (rad/s)². */
    private static final double SEEN_VELOCITY_VARIANCE = 1;

    /** Least noise variances, rad² and (rad/s)²: samples are stored in single precision. */
    private static final double LEAST_POSITION_VARIANCE = 1e-13;

    private static final double LEAST_VELOCITY_VARIANCE = 1e-12;

    /** Rate of change of accelerations, 1/s, within a fifth of a second: determines the jerk and the decay. */
    private static final double CHANGE = 5;

    /** Root of the spectral density of a resting joint's jerk, rad/s³/√Hz. */
    private static final double LEAST_JERK = 1;

    /** Time between sampling of positions and velocities, s: they differ by this times q̈. */
    private static final double SKEW = 3e-4;

    /** Weight of a frame in the statistics of acceleration: memory of 60 ms at 500 Hz. */
    private static final double LEARN = 0.03;

    /** Least variance of dynamics and commands, (rad/s²)²: there are no rigid contacts and no perfect drives. */
    private static final double LEAST_ACCELERATION_VARIANCE = 0.25;

    /** Length of a limb, m: an acceleration of the base of this, m/s², accelerates joints by 1 rad/s². */
    private static final double LIMB = 1 / 3.0;

    /** Rate at which an unexplained acceleration that has ended counts as a change of acceleration, 1/s. */
    private static final double ONSET = 20;

    /** Decay rate of an acceleration that only the sensors show, 1/s: a push ends within a horizon. */
    private static final double FADE = 25;

    /** Factor for errors of the dynamics, which last over several frames but which the filter assumes white. */
    private static final double CORRELATION = 3;

    /**
     * A commanded velocity that suddenly changes faster than this, rad/s² or m/s², or this many times faster than
     * before, jumps: no drive follows it, and its acceleration is not that of the joint. Walking robots command up to
     * 75 rad/s².
     */
    private static final double LEAP = 100;

    private static final double LEAP_TIMES = 4;

    /** Greatest joint acceleration, rad/s² or m/s², and its change per s: limits the effect of invalid input. */
    private static final double MAX_ACCELERATION = 1e5;

    private static final double MAX_JERK = 1e7;

    /** Variance from which a position, rad² or m², is unknown: the joint starts again. */
    private static final double LOST = 1e6;

    /** Variance of the position at which a coarse encoder's sample jumps, relative to the square of its resolution. */
    private static final double EDGE = 1.0 / 144;

    /** Share of the jerk from commands that is used: plans change within a horizon. */
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

    /** A filter for robots of a model. */
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

    /** Forgets the motion; learned properties of the sensors stay. */
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

    /** Position of a joint that never reported: zero or, if its limits exclude that, midway between them. */
    private double neutral(int j) {
        boolean zero = lower[j] <= 0 && upper[j] >= 0;
        double middle = (lower[j] + upper[j]) / 2;
        return zero ? 0 : Double.isInfinite(middle) ? Math.max(lower[j], Math.min(upper[j], 0)) : middle;
    }

    /**
     * Marks joint j's encoder as lost: the joint is unknown from now on; where a position is needed, it is the last
     * one, within its limits.
     */
    public void lose(JointEstimate x, int j) {
        x.known[j] = false;
        rest(x, j, Math.max(lower[j], Math.min(upper[j], x.position[j])));
    }

    /** All encoders were silent for long: {@link #lose} for every known joint. */
    public void loseAll(JointEstimate x) {
        for (int j = 0; j < n; j++) {
            if (x.known[j]) {
                lose(x, j);
            }
        }
    }

    /** Marks the commands as lost. */
    public void loseTargets(JointEstimate x) {
        x.run[SampleHistory.VELOCITY_TARGET] = 0;
    }

    /** Whether the last frame had no targets, or repeated those before. */
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
     * Processes a frame's samples; an array is null if the frame has none, and a number is NaN if it is missing for a
     * joint. A joint whose position the frame does not have is predicted, within its limits; one that never reported or
     * was lost stays in place.
     *
     * @param positions rad or m, n
     * @param velocities rad/s or m/s, n
     * @param commanded the commands' velocities, n; repeated ones are not new samples
     * @param dt s since the last frame's sample, > 0 except for the first frame
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
     * Whether velocity targets are not a plan of the motion: all have been zero since the first. They are for damping,
     * or unused fields of a driver, and give no acceleration until one differs from zero.
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
     * Learns the noise of encoders that is far above the initial value at once: otherwise their samples would make an
     * unmeasured velocity wrong, and the samples after them would seem wrong.
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

    /** Greatest speed of joint j, from its estimate and from its velocity sample as far as that exceeds noise. */
    private double speed(JointEstimate x, int j, double sample) {
        double sure = Double.isNaN(sample) ? 0 : Math.abs(sample) - 3 * Math.sqrt(x.noise[n + j]);
        return Math.max(Math.abs(x.velocity[j]), sure);
    }

    /**
     * Processes an encoder's sample. A jump of a coarse one shows the position, midway between two quanta; between
     * jumps the sample only shows the two quanta between which it is.
     *
     * @param moved greatest motion of the joint since the previous sample, rad or m
     */
    private static void takePosition(JointEstimate x, int j, double q, double moved) {
        // a joint did not rest before its first samples; the first step of one with unobserved velocity is motion
        boolean begun = x.frames > JointEstimate.PAST && x.covariance[6 * j + VV] < SEEN_VELOCITY_VARIANCE;
        double leap = begun ? SampleHistory.leap(x, SampleHistory.POSITION, j, moved) : 0;
        if (leap != 0 && SampleHistory.raiseNoise(x, SampleHistory.POSITION, j, leap)) {
            // the earlier samples were equally coarse
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

    /** Limits an unmeasured joint to its limits, or to the last position seen beyond them. */
    private void stayWithinLimits(JointEstimate x, int j) {
        double low = Math.min(lower[j], x.measured(j));
        double high = Math.max(upper[j], x.measured(j));
        if (x.position[j] < low || x.position[j] > high) {
            rest(x, j, Math.max(low, Math.min(high, x.position[j])));
        }
    }

    /**
     * Corrects with the joints' accelerations from the commands and from the dynamics.
     *
     * @param physics acceleration of each joint from {@code at}, from the dynamics at this frame; null if there is none
     * @param unexplained squared difference of the base's acceleration from that of the dynamics, beyond noise,
     *     (m/s²)²: a push on the base also moves the joints, and neither source knows it
     */
    public void correctAcceleration(JointEstimate x, double @Nullable [] physics, int at, double unexplained) {
        boolean commanded = x.run[SampleHistory.VELOCITY_TARGET] >= 2;
        boolean announced = x.run[SampleHistory.VELOCITY_TARGET] >= JointEstimate.PAST;
        // between two commands their acceleration is not new: used repeatedly, it would dominate
        boolean fresh = x.age[SampleHistory.VELOCITY_TARGET] == 0;
        double unknown = unexplained / (LIMB * LIMB);
        // a robot without commands may hang, and its support then pushes its base all the time
        boolean held = commanded || x.run[SampleHistory.VELOCITY_TARGET] == NO_PLAN;
        for (int j = 0; j < n; j++) {
            if (!x.known[j]) {
                continue;
            }
            double a = bounded(x.acceleration[j], MAX_ACCELERATION);
            x.acceleration[j] = a;
            // uncertainty of the estimate does not count as motion
            double sure = Math.max(a * a - x.covariance[6 * j + AA], 0);
            x.accelerationSquare[j] += LEARN * (sure - x.accelerationSquare[j]);
            double target = commanded ? SampleHistory.rate(x, SampleHistory.VELOCITY_TARGET, j) : 0;
            if (held && physics != null) {
                x.covariance[6 * j + AA] += (float) (ONSET * unknown * x.step);
            }
            if (commanded && SampleHistory.leaps(x, SampleHistory.VELOCITY_TARGET, j, LEAP, LEAP_TIMES)) {
                target = x.acceleration[j]; // it gives no information, and misleads the dynamics
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

    /** Commands and dynamics check each other: the variance of each is at least their squared difference. */
    private static void correctByBoth(JointEstimate x, int j, double target, double physics, double unknown) {
        double difference = (target - physics) * (target - physics);
        double usual = Math.max(learn(x.disagreement, j, difference), LEAST_ACCELERATION_VARIANCE);
        correctAcceleration(x, j, target - x.acceleration[j], usual + unknown);
        double now = LEAST_ACCELERATION_VARIANCE + difference;
        correctAcceleration(x, j, physics - x.acceleration[j], now + unknown);
    }

    /** A single source has the variance of its recent innovations (Mehra 1970): R = E[ν²] − P. */
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
     * The commands' jerk, as far as commands describe this joint's motion at all. Until the next command is due it
     * continues, as far as the last second difference allows: the oldest sample is not stored.
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

    /** @param measured its velocity, rad/s or m/s; NaN if not measured */
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

    /** Predicted position of joint j {@code h} s after the last frame, rad or m. */
    public static double predictedPosition(JointEstimate x, int j, double h) {
        return x.position[j] + h * (x.velocity[j] + h * (x.acceleration[j] / 2 + h * x.jerk[j] / 6));
    }

    /** Predicted velocity of joint j then, rad/s or m/s. */
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
     * Restarts joint j at its encoder's position: it jumped, so nothing known about its motion applies.
     *
     * @param velocity rad/s or m/s; NaN if not measured
     */
    public void restart(JointEstimate x, int j, double position, double velocity) {
        begin(x, j, position, velocity);
    }
}
