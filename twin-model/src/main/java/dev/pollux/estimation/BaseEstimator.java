package dev.pollux.estimation;

import dev.pollux.estimation.base.BaseEstimate;
import dev.pollux.estimation.base.BaseEstimate.Contradiction;
import dev.pollux.estimation.base.BaseEstimatorState;
import dev.pollux.estimation.base.Counter;
import dev.pollux.estimation.base.EstimatorInput;
import dev.pollux.estimation.base.EstimatorOptions;
import dev.pollux.estimation.base.ExternalPose;
import dev.pollux.estimation.base.FilterNoise;
import dev.pollux.estimation.base.Finite;
import dev.pollux.estimation.base.ImuMount;
import dev.pollux.estimation.base.Initialisation;
import dev.pollux.estimation.base.InvariantFilter;
import dev.pollux.estimation.base.ResetReason;
import dev.pollux.estimation.base.Whiteness;
import dev.pollux.estimation.feet.StanceFeet;
import dev.pollux.estimation.time.Gap;
import dev.pollux.spatial.World;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Estimates pose and velocity of a robot's base from its IMU, leg kinematics and contacts, frame by frame.
 *
 * <p>This object is the workspace of one thread and one robot model; {@link BaseEstimatorState} stores the state of a
 * robot. The result is a pure function of the frames, and a running estimator allocates nothing.
 */
public final class BaseEstimator {
    /** Tilt beyond which soles are not used: cos 60°. */
    private static final double FALLEN_COSINE = 0.5;

    /** Time without any foothold after which a rest counts as the end of a fall, s. */
    private static final double LOST = 0.5;

    /** Value of {@link BaseEstimatorState#falling} for a robot that fell, came to rest and has not stood up since. */
    private static final double LYING = -1;

    /** σ by which turn rate (rad/s) and acceleration (m/s²) change while a sample is held, before it is learned. */
    private static final double HELD_GYRO = 0.1;

    private static final double HELD_ACCEL = 0.5;

    /** Weight of the last rate of change at the next sample: changes come in bursts. */
    private static final double REMEMBERED = 0.9;

    /** Least time between samples for their rate of change, s. */
    private static final double LEAST_APART = 1e-3;

    /** σ by which turn rate (rad/s) and acceleration (m/s²) change over a pause that is too long to hold a sample. */
    private static final double STALE_GYRO = 1;

    private static final double STALE_ACCEL = 3;

    /** Time without an IMU sample after which the estimate is reset, s. */
    private static final double LOST_IMU = Gap.SILENCE_NS * 1e-9;

    /** Least averaging time of a gyro's sample, s: faster ones are smoothed. */
    private static final double LEAST_SAMPLE = 1e-3;

    /** Variance of a random walk's mean over a step with known ends (Brownian bridge), per change: 1/12. */
    private static final double PINNED = 1.0 / 12;

    /** Multiple of white noise's squared second difference from which a gyro sample is doubted. */
    private static final double BENDS = 10;

    /** σ of an unknown velocity, m/s. */
    private static final double WALKING = 1;

    private static final String GIVEN_UP = "no IMU sample for " + Gap.SILENCE_NS / 1_000_000_000L
            + " s: the pose and velocity of the base are not estimated until it reports again";

    private final EstimatorOptions options;
    private final InvariantFilter filter;
    private final Initialisation initialisation;
    private final Whiteness whiteness;
    private final StanceFeet feet;
    private final ExternalPose externalPose;
    private final ImuMount mount;
    private final double[] up = new double[3];
    private final double[] still = new double[6];
    private final double[] between = new double[6];
    private final double[] bend = new double[3];

    /**
     * An estimator for robots with K contact points.
     *
     * @param mount mount of the IMU; the caller updates it before each frame
     */
    public BaseEstimator(EstimatorOptions options, int contacts, ImuMount mount) {
        this.mount = mount;
        this.options = options;
        filter = new InvariantFilter(contacts);
        initialisation = new Initialisation(filter, options);
        whiteness = new Whiteness(contacts);
        feet = new StanceFeet(filter, whiteness, options);
        externalPose = new ExternalPose(filter);
    }

    /** Processes one frame. Frames of one robot must come in the order of their stamps; an older one causes a reset. */
    public void update(BaseEstimatorState x, EstimatorInput in, BaseEstimate out) {
        out.reset = ResetReason.NONE;
        out.complaint = null;
        out.contradiction = Contradiction.UNCHANGED;
        mount.up(up);
        boolean sampled = Finite.all(in.imu);
        if (!sampled) {
            x.counters[Counter.NOT_FINITE.ordinal()]++;
        }
        int ticks = x.seen && in.seq > x.seq && in.seq - x.seq < Integer.MAX_VALUE ? (int) (in.seq - x.seq) : 0;
        long elapsed = !x.seen ? 0 : Double.isNaN(in.step) ? in.stampNs - x.stampNs : Math.round(in.step * 1e9);
        out.gap = Gap.of(elapsed, ticks);
        boolean wasRunning = x.running;
        if (out.gap == Gap.SILENT || out.gap == Gap.BACKWARDS) {
            x.clear();
        }
        double dt = !x.seen ? 0 : Double.isNaN(in.step) ? elapsed * 1e-9 : in.step;
        remember(x, in);
        if (!x.running) {
            begin(x, in, sampled, dt, out);
            if (wasRunning) {
                out.reset = out.gap == Gap.SILENT ? ResetReason.SILENCE : ResetReason.CLOCK;
            }
            return;
        }
        if (!sampled && x.unsampled + dt > LOST_IMU) {
            giveUp(x, out);
            out.complaint = GIVEN_UP;
            return;
        }
        filter.open(x);
        Arrays.fill(bend, 0);
        timeUpdate(x, in, dt, ticks, sampled, out.gap);
        double since = x.unsampled + dt;
        x.unsampled = sampled ? 0 : since;
        if (sampled) {
            for (int i = 0; i < 3; i++) {
                double step = in.imu[i] - x.imu[i];
                bend[i] = step - x.turnStep[i];
                x.turnStep[i] = step;
            }
            System.arraycopy(in.imu, 0, x.imu, 0, 6);
        }
        measurementUpdate(x, in, dt, sampled ? since : 0, out);
        finish(x, in, since, out);
    }

    /** Resets the estimate. It starts again with the next IMU samples: once the robot rests, or after a short wait. */
    public void giveUp(BaseEstimatorState x, BaseEstimate out) {
        x.clear();
        initialisation.shortenWait(x);
        out.running = false;
        out.reset = ResetReason.NONE;
        out.complaint = null;
    }

    /** Makes the velocity of a running estimate uncertain, up to walking speed, and releases all feet. */
    public void loseVelocity(BaseEstimatorState x) {
        if (!x.running) {
            return;
        }
        filter.open(x);
        filter.inflate(InvariantFilter.V, WALKING);
        filter.close(x);
        Arrays.fill(x.standing, 0);
        x.waited = 0;
    }

    private static void remember(BaseEstimatorState x, EstimatorInput in) {
        x.seen = true;
        x.stampNs = in.stampNs;
        x.seq = in.seq;
    }

    private void begin(BaseEstimatorState x, EstimatorInput in, boolean sampled, double dt, BaseEstimate out) {
        out.running = false;
        initialisation.watchSoles(x, in);
        if (!sampled) {
            complain(x, initialisation.withoutImu(x, dt), out);
            return;
        }
        System.arraycopy(in.imu, 0, x.imu, 0, 6);
        out.reset = initialisation.advance(x, in, up, x.unsampled + dt);
        x.unsampled = 0;
        if (x.running) {
            x.complained = false;
            x.counters[Counter.RESETS.ordinal()]++;
            feet.apply(x, in, Double.POSITIVE_INFINITY, true, out);
            x.waited = 0;
            finish(x, in, dt, out);
            out.complaint = x.contacts == 0 ? Initialisation.NO_CONTACTS : null;
        } else if (x.waited == 0 && dt > 0) {
            complain(x, initialisation.complaint(in, up), out);
        }
    }

    /** Reports why no start is possible, once until the next start. */
    private static void complain(BaseEstimatorState x, @Nullable String complaint, BaseEstimate out) {
        out.complaint = x.complained ? null : complaint;
        x.complained |= complaint != null;
    }

    private void timeUpdate(BaseEstimatorState x, EstimatorInput in, double dt, int ticks, boolean sampled, Gap gap) {
        FilterNoise q = options.noise();
        double since = x.unsampled;
        if (gap == Gap.STALE || since + dt > Gap.HOLD && since > 0) {
            goStraightOn(x);
            filter.predict(x, still, dt, grown(STALE_GYRO, since, dt), grown(STALE_ACCEL, since, dt), q);
            if (gap != Gap.STALE) {
                System.arraycopy(still, 0, x.imu, 0, 6);
            }
            return;
        }
        double held = sampled ? ticks > 1 ? dt - dt / ticks : 0 : dt;
        if (held > 0) {
            x.counters[Counter.HELD.ordinal()]++;
        }
        double turn = sampled ? grown(HELD_GYRO, since, held) : strayed(x.change[0], HELD_GYRO, since, dt);
        double push = sampled ? grown(HELD_ACCEL, since, held) : strayed(x.change[1], HELD_ACCEL, since, dt);
        if (sampled && dt > 0) {
            learnChange(x, in.imu, q, since + dt);
            turn += PINNED * within(x.imu, in.imu, 0, q.gyro(), since + dt);
            // over one step the error of a held sample, over more the interpolation error
            double share = PINNED + (1 - PINNED) * square(lastStep(in, since, dt) / (since + dt));
            push += share * within(x.imu, in.imu, 3, q.accel(), since + dt);
        }
        if (StanceFeet.anySwings(x)) {
            push += square(options.strideAccel()) * dt;
        }
        between(x, in, sampled, dt);
        filter.predict(x, between, dt, turn, push, q);
    }

    /** Sets an IMU sample without turn and acceleration. */
    private void goStraightOn(BaseEstimatorState x) {
        System.arraycopy(x.gyroBias, 0, still, 0, 3);
        for (int i = 0; i < 3; i++) {
            still[3 + i] = x.accelBias[i] + World.GRAVITY * x.R[6 + i];
        }
    }

    private static void learnChange(BaseEstimatorState x, double[] imu, FilterNoise q, double dt) {
        // nearly equal stamps give no rate
        double apart = Math.max(dt, LEAST_APART);
        double fourth = square(square(apart));
        x.change[0] = Math.max(within(x.imu, imu, 0, q.gyro(), dt) / fourth, REMEMBERED * x.change[0]);
        x.change[1] = Math.max(within(x.imu, imu, 3, q.accel(), dt) / fourth, REMEMBERED * x.change[1]);
    }

    /** Growth of the variance (c t²/2)² of a held reading from t to t + dt, c its rate of change; σ t if unknown. */
    private static double strayed(double changeSquared, double sigma, double t, double dt) {
        double usual = grown(sigma, t, dt);
        return changeSquared > 0 ? changeSquared / 4 * (square(square(t + dt)) - square(square(t))) : usual;
    }

    /** Growth of the variance (σ t)² of a constant error from t to t + dt. */
    private static double grown(double sigma, double t, double dt) {
        return square(sigma) * dt * (2 * t + dt);
    }

    /**
     * The sample for the step. A gyro's reading changes evenly with the turn rate, so it is the mean of both ends: the
     * first sample alone is half a step late, which at 10 rad/s² and 1 m from the foot is 10 mm/s at 500 Hz. The
     * accelerometer's reading jumps with forces and torques, which a robot holds over a step: the first sample. If the
     * previous sample is more than a step old, it was held too long: this step corrects the error.
     */
    private void between(BaseEstimatorState x, EstimatorInput in, boolean sampled, double dt) {
        System.arraycopy(x.imu, 0, between, 0, 6);
        if (!sampled) {
            return;
        }
        double since = x.unsampled + dt;
        double steps = dt > 0 ? since / dt : 1;
        double late = dt > 0 ? (since - lastStep(in, x.unsampled, dt)) / dt : 0;
        for (int i = 0; i < 3; i++) {
            between[i] += 0.5 * steps * (in.imu[i] - x.imu[i]);
            between[3 + i] += 0.5 * late * (in.imu[3 + i] - x.imu[3 + i]);
        }
    }

    /** The last step of the sensors' loop, at most the age of the previous IMU sample, s. */
    private static double lastStep(EstimatorInput in, double since, double dt) {
        return Double.isNaN(in.lastStep) ? dt : Math.min(in.lastStep, since + dt);
    }

    /**
     * Variance of a channel's change between its two samples: their difference over the step, minus that due to white
     * noise of this density.
     */
    private static double within(double[] from, double[] to, int at, double density, double dt) {
        double d2 = 0;
        for (int i = at; i < at + 3; i++) {
            d2 += square(to[i] - from[i]);
        }
        return dt * dt * Math.max(0, d2 / 3 - 6 * density * density / dt);
    }

    private static double square(double a) {
        return a * a;
    }

    /** @param sampled the time that the IMU sample represents, s; 0 without a sample */
    private void measurementUpdate(
            BaseEstimatorState x, EstimatorInput in, double dt, double sampled, BaseEstimate out) {
        double cosine = x.R[6] * up[0] + x.R[7] * up[1] + x.R[8] * up[2];
        boolean toppled = cosine < FALLEN_COSINE;
        if (toppled) {
            feet.none(x, out);
        } else {
            feet.apply(x, in, dt, out.gap == Gap.STALE, out);
        }
        externalPose.apply(x, in);
        boolean felt = anyUsable(in);
        boolean lost = felt && !anyUnknown(in) && !StanceFeet.anyStands(x);
        boolean down = toppled || lost;
        boolean lies = down && x.falling == LYING;
        x.falling = lies ? LYING : down ? x.falling + dt : 0;
        double rest = sampled > 0 ? initialisation.rest(x, sampled) : 0;
        if (rest < Initialisation.REST) {
            return;
        }
        // upright and long without a foot on the ground, it hangs, if its level agrees with gravity
        boolean hangs = lost && !toppled && !lies;
        boolean used = lies || hangs || !felt && !toppled;
        boolean still = used && initialisation.holdStill(x);
        if (lies ? !still : x.falling > LOST && !(hangs && still)) {
            initialisation.afterFall(x);
            x.falling = LYING;
            x.counters[Counter.RESETS.ordinal()]++;
            out.reset = ResetReason.FALL;
        } else if (used) {
            Arrays.fill(x.rest, 0);
        }
    }

    /**
     * Whether any foot could support the robot: its sole's position can be known and a sensor shows whether it stands.
     * Otherwise lost footholds are not a sign of a fall.
     */
    private static boolean anyUsable(EstimatorInput in) {
        for (int c = 0; c < in.flag.length; c++) {
            if (usable(in, c)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the robot may stand on a foot that cannot be used. */
    private static boolean anyUnknown(EstimatorInput in) {
        for (int c = 0; c < in.flag.length; c++) {
            if (!usable(in, c)) {
                return true;
            }
        }
        return false;
    }

    private static boolean usable(EstimatorInput in, int c) {
        boolean told = in.flag[c] >= 0 || !Double.isNaN(in.force[c]);
        return in.awaited[c] || told && !Double.isNaN(in.sole[3 * c]);
    }

    /**
     * σ of a gyro sample, rad/s: its white noise over the time since the previous one; if the second difference exceeds
     * that noise (variance 6 σ² per axis), also a possible error of this size in a single sample.
     */
    private double gyroSample(double since) {
        double white = square(options.noise().gyro()) / Math.max(since, LEAST_SAMPLE);
        double bent = (square(bend[0]) + square(bend[1]) + square(bend[2])) / 6;
        return Math.sqrt(white + (bent > BENDS * 3 * white ? bent : 0));
    }

    private void contradict(BaseEstimatorState x, EstimatorInput in, BaseEstimate out) {
        boolean now = !in.coarse && whiteness.contradict(x, x.contradicted);
        if (now != x.contradicted) {
            out.contradiction = now ? Contradiction.BEGINS : Contradiction.ENDS;
        }
        x.contradicted = now;
    }

    /** @param since age of the IMU sample before this frame, s */
    private void finish(BaseEstimatorState x, EstimatorInput in, double since, BaseEstimate out) {
        out.read(x, filter, since > 0 ? gyroSample(since) : 0, whiteness.excess(x));
        contradict(x, in, out);
        out.doubt(0, x.waited > 0 ? WALKING : 0);
        boolean sound = filter.finite() && Finite.all(x.R) && Finite.all(x.v) && Finite.all(x.p);
        filter.close(x);
        if (!sound) {
            x.clear();
            out.running = false;
            out.reset = ResetReason.NOT_FINITE;
        }
    }
}
