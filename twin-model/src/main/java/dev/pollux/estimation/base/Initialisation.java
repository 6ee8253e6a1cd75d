package dev.pollux.estimation.base;

import dev.pollux.spatial.World;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Initialises a state: level from gravity, biases, and a covariance for what is unknown. */
public final class Initialisation {
    /** Duration of rest for a standing start, s. */
    public static final double REST = 0.5;

    /** Least duration of rest if motion ends it, s. */
    private static final double SHORT_REST = 0.2;

    /** Longest wait for a rest, s: then the robot is taken to move. */
    private static final double LONGEST_WAIT = 1.5;

    /** The same for a robot whose estimate ran a moment ago, s. */
    private static final double SHORT_WAIT = 0.5;

    private static final double REST_GYRO_STRAY = 0.1;
    private static final double REST_ACCEL_STRAY = 1.0;

    /** Mean sway of a resting robot: rad/s, m/s², m/s. */
    private static final double SWAY_GYRO = 1e-3;

    private static final double SWAY_ACCEL = 0.1;
    private static final double SWAY_VELOCITY = 0.1;

    /** Turn of the soles during a rest that exceeds encoder noise, rad. */
    private static final double SEEN_TURN = 1.5e-3;

    /** σ of tilt (rad) and velocity (m/s) of a robot that starts in motion. */
    private static final double MOVING_TILT = 0.3;

    private static final double MOVING_VELOCITY = 1.0;

    /** Largest difference of the mean specific force from gravity that is accepted, m/s². */
    private static final double GRAVITY_TOLERANCE = 1.0;

    /** Largest turn rate at rest that counts as a bias, rad/s. */
    private static final double LARGEST_BIAS = 0.2;

    /** Share of the weight on the feet from which their direction checks the IMU's. */
    private static final double BEARING = 0.5;

    /** Cosine of the largest angle between measured and expected gravity: 60° with loaded feet, else 120°. */
    private static final double BESIDE_FEET = 0.5;

    private static final double UPSIDE_DOWN = -0.5;

    /** Message for a robot without contacts. */
    public static final String NO_CONTACTS =
            "the robot has no contact frames: orientation is estimated, velocity and position"
                    + " only drift between rests and external poses; name the soles in the robot description";

    /** Origin and yaw are defined by the start, so they are known then. */
    private static final double ORIGIN_SIGMA = 1e-4;

    private final RestWindow rest = new RestWindow(REST_GYRO_STRAY, REST_ACCEL_STRAY);

    private final InvariantFilter filter;
    private final EstimatorOptions options;
    private final double[] mean = new double[6];
    private final double[] up = new double[3];
    private final double[] down = new double[3];

    /** Initialises states through a filter. */
    public Initialisation(InvariantFilter filter, EstimatorOptions options) {
        this.filter = filter;
        this.options = options;
    }

    /**
     * Waits for a rest or for the end of the waiting time, then starts.
     *
     * @param in the frame, for its feet
     * @param baseUp the base link's z axis in the IMU frame
     * @return why the state now runs, or NONE while it waits
     */
    public ResetReason advance(BaseEstimatorState x, EstimatorInput in, double[] baseUp, double dt) {
        x.waited += dt;
        // a rest that ends early is better than none
        boolean rested = rest.ends(x.rest, x.imu) && RestWindow.seconds(x.rest) >= SHORT_REST
                || rest.add(x.rest, x.imu, dt) >= REST;
        if (RestWindow.justBegun(x.rest)) {
            Arrays.fill(x.normal, 0);
            x.restTurn = 0;
            watchSoles(x, in);
        }
        if (!rested && x.waited < LONGEST_WAIT) {
            return ResetReason.NONE;
        }
        RestWindow.mean(x.rest, mean);
        double lasted = RestWindow.seconds(x.rest);
        double seen = SEEN_TURN + options.feet().tilt();
        double sway = x.restTurn > seen ? x.restTurn / lasted : 0;
        x.waited = 0;
        x.restTurn = 0;
        Arrays.fill(x.rest, 0);
        Arrays.fill(x.normal, 0);
        if (!gravityFound(mean, rested) || rested && complaint(in, baseUp) != null) {
            return ResetReason.NONE;
        }
        begin(x, rested, lasted, sway, 0, ORIGIN_SIGMA, ORIGIN_SIGMA);
        return rested ? ResetReason.STANDING_START : ResetReason.MOVING_START;
    }

    /**
     * Measures how far the IMU turns during a rest relative to the soles that carry the robot: an IMU in a torso that
     * leans forward turns, which is not a bias.
     */
    public void watchSoles(BaseEstimatorState x, EstimatorInput in) {
        double most = -1;
        for (int c = 0; c < in.flag.length; c++) {
            int at = 3 * c;
            boolean bears = in.flag[c] > 0 || in.force[c] > BEARING / 2 * options.weight();
            if (!bears || Double.isNaN(in.soleNormal[at])) {
                continue;
            }
            if (x.normal[at] == 0 && x.normal[at + 1] == 0 && x.normal[at + 2] == 0) {
                System.arraycopy(in.soleNormal, at, x.normal, at, 3);
            }
            double turned = 0;
            for (int i = at; i < at + 3; i++) {
                double d = in.soleNormal[i] - x.normal[i];
                turned += d * d;
            }
            most = Math.max(most, Math.sqrt(turned));
        }
        x.restTurn = most < 0 ? x.restTurn : (float) most;
    }

    /** Adds the last IMU sample, of {@code dt} s, to the rest of a running robot; returns its duration, s. */
    public double rest(BaseEstimatorState x, double dt) {
        return rest.add(x.rest, x.imu, dt);
    }

    /** The robot moved before its estimate was lost: it may well not rest. */
    public void shortenWait(BaseEstimatorState x) {
        x.waited = LONGEST_WAIT - SHORT_WAIT;
    }

    /** Restarts from a rest after a fall, keeping position, yaw and biases, which have become uncertain. */
    public void afterFall(BaseEstimatorState x) {
        RestWindow.mean(x.rest, mean);
        double lasted = RestWindow.seconds(x.rest);
        Arrays.fill(x.rest, 0);
        begin(x, true, lasted, 0, Math.atan2(x.R[3], x.R[0]), 0.5, 0.5);
    }

    /** Message for a robot with a silent IMU; null while it may still report. */
    public @Nullable String withoutImu(BaseEstimatorState x, double dt) {
        x.unsampled += dt;
        if (x.unsampled < LONGEST_WAIT) {
            return null;
        }
        x.unsampled = 0;
        return "no finite IMU sample for 1.5 s: the pose and velocity of the base are not estimated";
    }

    /**
     * Uses a rest of a robot without contacts, or that lies: it is level with gravity and does not move. Returns
     * whether its level agrees with gravity. The rest is kept: if the level does not agree, a start may need it.
     */
    public boolean holdStill(BaseEstimatorState x) {
        RestWindow.mean(x.rest, mean);
        System.arraycopy(mean, 3, up, 0, 3);
        boolean level = filter.correctGravity(x, up, SWAY_ACCEL, Double.POSITIVE_INFINITY, InvariantFilter.GATE)
                .taken();
        // a rest does not prove that a robot stands still, but without it the drift never ends
        filter.correctZeroVelocity(x, SWAY_VELOCITY, Double.POSITIVE_INFINITY);
        return level;
    }

    /** What is wrong with the mean sample of the last rest, as a message; null if it is that of a standing robot. */
    public @Nullable String complaint(EstimatorInput in, double[] baseUp) {
        double a = norm(mean);
        double w = Math.sqrt(mean[0] * mean[0] + mean[1] * mean[1] + mean[2] * mean[2]);
        if (Math.abs(a - World.GRAVITY) > GRAVITY_TOLERANCE) {
            String hint = Math.abs(w - World.GRAVITY) < GRAVITY_TOLERANCE
                    ? "the angular velocity has the length of gravity: send it first, the specific force behind it"
                    : Math.abs(a - 1) < 0.2
                            ? "that is 1 g: convert to m/s²"
                            : a < 2
                                    ? "gravity seems to be taken out already: send specific force"
                                    : "check units and scale";
            return said("gravity not found: the specific force at rest is", 3, "m/s²", a, "9.81 ± 1.0", hint);
        }
        if (w > LARGEST_BIAS) {
            return said(
                    "the robot rests but turns at", 0, "rad/s", w, "below 0.2", "is the gyro in degrees per second?");
        }
        boolean borne = feetBear(in);
        double expected = borne ? -cosine(down) : cosine(baseUp);
        return expected > (borne ? BESIDE_FEET : UPSIDE_DOWN)
                ? null
                : said(
                        "gravity along an unexpected axis: the specific force at rest is",
                        3,
                        "m/s²",
                        a,
                        borne ? "away from the loaded feet" : "not below the base",
                        "check axes and mounting of the IMU");
    }

    private String said(String what, int at, String unit, double norm, String expected, String hint) {
        return String.format(
                Locale.ROOT,
                "%s (%.3f, %.3f, %.3f) %s in the IMU frame, norm %.3f, expected %s; %s",
                what,
                mean[at],
                mean[at + 1],
                mean[at + 2],
                unit,
                norm,
                expected,
                hint);
    }

    /** Whether the feet carry the robot; leaves the direction from the IMU to them in {@link #down}. */
    private boolean feetBear(EstimatorInput in) {
        Arrays.fill(down, 0);
        double load = 0;
        for (int c = 0; c < in.force.length; c++) {
            double share = Double.isNaN(in.force[c]) ? (in.flag[c] > 0 ? 1 : 0) : in.force[c] / options.weight();
            if (share > 0 && !Double.isNaN(in.sole[3 * c])) {
                load += share;
                for (int i = 0; i < 3; i++) {
                    down[i] += share * in.sole[3 * c + i];
                }
            }
        }
        return load > BEARING;
    }

    /** Cosine of the angle between a direction and the mean specific force. */
    private double cosine(double[] u) {
        double dot = u[0] * mean[3] + u[1] * mean[4] + u[2] * mean[5];
        return dot / (norm(mean) * Math.sqrt(u[0] * u[0] + u[1] * u[1] + u[2] * u[2]));
    }

    private static double norm(double[] imu) {
        return Math.sqrt(imu[3] * imu[3] + imu[4] * imu[4] + imu[5] * imu[5]);
    }

    private static boolean gravityFound(double[] mean, boolean rested) {
        return Math.abs(norm(mean) - World.GRAVITY) <= (rested ? 1 : 5) * GRAVITY_TOLERANCE;
    }

    /**
     * @param lasted duration of the rest whose mean sample gives the level, s
     * @param sway observed turn rate of the IMU during it, rad/s
     */
    private void begin(
            BaseEstimatorState x,
            boolean rested,
            double lasted,
            double sway,
            double yaw,
            double yawSigma,
            double positionSigma) {
        level(x.R, mean, yaw);
        Arrays.fill(x.v, 0);
        Arrays.fill(x.standing, 0);
        Arrays.fill(x.accelBias, 0);
        Arrays.fill(filter.cov, 0);
        int n = filter.n;
        for (int i = 0; i < n; i++) {
            filter.cov[i * n + i] = 1;
        }
        filter.reset(InvariantFilter.P, positionSigma);
        filter.reset(InvariantFilter.V, rested ? SWAY_VELOCITY : MOVING_VELOCITY);
        Arrays.fill(x.slip, 0);
        filter.reset(filter.slip, 0);
        filter.reset(filter.ba, options.accelBiasSigma());
        double gyro = options.noise().gyro() / Math.sqrt(REST);
        filter.reset(filter.bg, rested ? Math.hypot(gyro, SWAY_GYRO + sway) : options.gyroBiasSigma());
        filter.reset(InvariantFilter.THETA, rested ? 1 : MOVING_TILT);
        filter.cov[2 * n + 2] = yawSigma * yawSigma;
        if (rested) {
            System.arraycopy(mean, 0, x.gyroBias, 0, 3);
            System.arraycopy(mean, 3, up, 0, 3);
            // the level is as accurate as the accelerometer's bias and the gained velocity: this correlates the three
            filter.correctGravity(x, up, SWAY_VELOCITY / lasted, lasted, Double.POSITIVE_INFINITY);
        } else {
            Arrays.fill(x.gyroBias, 0);
        }
        x.running = true;
        x.falling = 0;
    }

    /** R whose third row is the measured up direction, with this yaw of the IMU's x axis (y, if x is upright). */
    static void level(double[] R, double[] imu, double yaw) {
        double a = norm(imu);
        double ux = imu[3] / a;
        double uy = imu[4] / a;
        double uz = imu[5] / a;
        boolean upright = Math.abs(ux) > 0.99;
        // the horizontal part of the IMU's x (or y) axis, in IMU coordinates
        double hx = upright ? -uy * ux : 1 - ux * ux;
        double hy = upright ? 1 - uy * uy : -ux * uy;
        double hz = upright ? -uy * uz : -ux * uz;
        double h = Math.sqrt(hx * hx + hy * hy + hz * hz);
        hx /= h;
        hy /= h;
        hz /= h;
        double lx = uy * hz - uz * hy;
        double ly = uz * hx - ux * hz;
        double lz = ux * hy - uy * hx;
        double c = Math.cos(yaw);
        double s = Math.sin(yaw);
        R[0] = c * hx - s * lx;
        R[1] = c * hy - s * ly;
        R[2] = c * hz - s * lz;
        R[3] = s * hx + c * lx;
        R[4] = s * hy + c * ly;
        R[5] = s * hz + c * lz;
        R[6] = ux;
        R[7] = uy;
        R[8] = uz;
    }
}
