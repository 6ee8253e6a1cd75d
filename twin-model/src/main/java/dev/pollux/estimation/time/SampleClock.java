package dev.pollux.estimation.time;

import dev.pollux.model.RobotModel;

/**
 * Estimates when the sensors were sampled, from stamps with a variable delay. There are two hypotheses about a robot's
 * stamps, and the joints decide between them:
 *
 * <ul>
 *   <li>the sensors' loop ticks evenly and the stamps jitter: a two-state Kalman filter of the sample's instant and the
 *       loop's period (the clock model of D. Allan, with the sequence number as the tick count), with learned noise;
 *   <li>the sensors are sampled unevenly, at the times of the stamps.
 * </ul>
 *
 * <p>Stamps of a coarse clock stay equal for several frames, and give the time only where they jump.
 *
 * <p>If joints move, the motion of each divided by its velocity is the elapsed time ({@link JointTime}). The share β of
 * the stamps' deviation from even ticks that appears in it, by least squares, is 0 in the first case and 1 in the
 * second; a hypothesis is accepted when β is two standard deviations on its side of ½. Until then ticks are even,
 * except for jumps of more than six σ. A constant delay cannot be observed and stays in the stamps. What was learned is
 * specific to the robot, and stored in its state.
 */
public final class SampleClock {
    /** Number of values in the state. */
    public static final int SIZE = 14;

    /** Standard deviation of a stamp's delay if nothing is known about the robot, s. */
    public static final double USUAL_JITTER = 0.0006;

    /** Interpretation of a robot's stamps. */
    public enum Reading {
        /** The joints have not decided yet; like {@link #EVEN_TICKS}, except for jumps. */
        UNDECIDED,
        /** Samples are even, stamps jitter. */
        EVEN_TICKS,
        /** Samples are taken at the stamps. */
        STAMPS
    }

    /** Last sample minus its stamp according to the line of even ticks, s. */
    private static final int LATE = 0;

    private static final int PERIOD = 1;

    /** Covariance of these two, relative to the stamps' variance. */
    private static final int C00 = 2;

    private static final int C01 = 3;
    private static final int C11 = 4;
    private static final int TICKS = 5;

    /** Learned variance of a stamp about the line, s². */
    private static final int VARIANCE = 6;

    /** Σ e²/σ² and Σ e y/σ²: deviations from even ticks, e of the stamps and y of the joints, σ² of y. */
    private static final int INFORMATION = 7;

    private static final int FOUND = 8;

    /** How long stamps have been off the line, s; negative while each is further off than the previous one. */
    private static final int ASIDE = 9;

    /** Time since the joints' last sample, by ticks and by stamps, s. */
    private static final int BY_TICKS = 10;

    private static final int BY_STAMPS = 11;
    /** The {@link Reading}, plus four times the step of a coarse clock's stamps, µs. */
    private static final int READING = 12;

    /** Last report: the jitter, s; {@link #TRUE}; 0: none. */
    private static final int TOLD = 13;

    /** It was reported that stamps are used unchanged. */
    private static final double TRUE = -1;

    /** It was reported that the stamps' clock is coarse. */
    private static final double TOLD_GRAIN = -2;

    /** Before the line begins: number of frames since the stamps last changed. */
    private static final int STILL = C00;

    /** Number of frames in a row with equal stamps that show a coarse clock. */
    private static final double COARSE = 2;

    /** Largest step of a coarse clock's stamps that is stored, µs: a quarter of the integers of single precision. */
    private static final long MOST_GRAIN = 4_000_000;

    /** Forgetting of the line per tick: periods drift. */
    private static final double FORGET = 1.0 / 2000;

    /** Weight of a frame in the learned variance, and of one that jumps. */
    private static final double LEARN = 1.0 / 200;

    private static final double LEARN_LEAP = 1.0 / 20;

    /** Squared σ from which a stamp has less weight, and none. */
    private static final double DOUBTED = 9;

    private static final double LEAP = 36;

    /** Least and greatest variance of stamps, s². */
    private static final double LEAST_VARIANCE = 1e-10;

    private static final double MOST_VARIANCE = 0.06;

    /** Longer delays are pauses, s, whatever the joints show: a robot that was set down elsewhere shows no velocity. */
    private static final double LONGEST_DELAY = 0.25;

    /** Time off the line after which the line has moved, s. */
    private static final double MOVED = 0.3;

    /** Number of stamps in a row, each further off the line than the previous one, that show another sampling rate. */
    private static final double OTHER_RATE = 6;

    /** Least growth of that deviation per stamp, ticks. */
    private static final double LEAST_GROWTH = 0.25;

    /** Deviations below this share of the period are ignored: at first the period itself is not known better. */
    private static final double LEAST_DEVIATION = 0.02;

    /** Information needed before the joints decide, the most that one frame adds, and the most that is kept. */
    private static final double ENOUGH = 25;

    private static final double MOST_AT_ONCE = 4;
    private static final double MOST = 400;

    /** Joints decide about a single jump if they know the time to a quarter of it: 4². */
    private static final double PLAIN = 16;

    /** Over more ticks, the joints' velocities at both ends do not describe the motion between them. */
    private static final double LONGEST_STEP = 8;

    /** Time according to the joints, as a share of a tick, below which the tick must be shorter. */
    private static final double SHORTER = 0.75;

    /** Relative accuracy for that: the joints' time becomes the tick. */
    private static final double SURE = 1.0 / 40;

    /** Greatest distance of the joints' time from whole ticks, as a share of a tick. */
    private static final double WHOLE = 0.25;

    /** Number of frames at the start: all are fitted, however far off the line, and none counts as lost. */
    private static final double SETTLED = 16;

    /** Ticks since the start after which period and jitter are reported: the jitter is that of the last 200 or so. */
    private static final double KNOWN_WELL = 400;

    /** Shortest period of frames, s; also the assumed period while stamps give less. */
    private static final double FASTEST = 1e-4;

    private static final double UNKNOWN_PERIOD = 1e-3;

    /** Least time between two samples as a share of the period: rates over less would be meaningless. */
    private static final double SHORTEST = 0.1;

    private final double jitter;

    /** @param jitter initial standard deviation of a stamp's delay, s; 0 uses the stamps unchanged */
    public SampleClock(double jitter) {
        this.jitter = jitter;
    }

    /** The clock for a robot from its description. */
    public static SampleClock of(RobotModel model) {
        double said = model.sensing().stampJitter();
        return new SampleClock(Double.isNaN(said) ? USUAL_JITTER : said);
    }

    /** Interpretation of the robot's stamps. */
    public static Reading reading(double[] c) {
        long read = (long) c[READING] % 4;
        return read == 1 ? Reading.EVEN_TICKS : read == 2 ? Reading.STAMPS : Reading.UNDECIDED;
    }

    /** Period of even ticks, s. */
    public static double period(double[] c) {
        return c[PERIOD];
    }

    /** Step of a coarse clock's stamps, s; 0 if the clock is fine. */
    public static double grain(double[] c) {
        return (long) c[READING] / 4 * 1e-6;
    }

    private static void setGrain(double[] c, double grain) {
        long micros = Math.max(0, Math.min(Math.round(1e6 * grain), MOST_GRAIN));
        c[READING] = (long) c[READING] % 4 + 4 * micros;
    }

    /** Whether stamps stay equal and have not shown the period of frames yet. */
    public static boolean unknown(double[] c) {
        return c[TICKS] == 0 && (c[STILL] >= COARSE || grain(c) > 0);
    }

    /** Learned standard deviation of the stamps about even ticks, s. */
    public static double jitter(double[] c) {
        return Math.sqrt(c[VARIANCE]);
    }

    /** Share of the stamps' deviation from even ticks that the joints confirm; 0 if unknown. */
    public static double confirmed(double[] c) {
        return c[INFORMATION] > 0 ? c[FOUND] / c[INFORMATION] : 0;
    }

    /** By how much the stamps of two samples may contradict their order, s; 0 if stamps are used unchanged. */
    public static double spread(double[] c) {
        return reading(c) == Reading.STAMPS ? 0 : Math.sqrt(LEAP) * jitter(c);
    }

    /** Time of the last sample relative to its stamp, s: mostly negative. */
    public static double sampleAfterStamp(double[] c) {
        return reading(c) == Reading.STAMPS ? 0 : c[LATE];
    }

    /** Rough time from the joints' last sample to the last sample, s. */
    public static double sinceJoints(double[] c) {
        return c[BY_TICKS];
    }

    /** Rough time from the joints' last sample to this frame, s. */
    public double sinceJoints(double[] c, double elapsed, int ticks) {
        boolean counted = ticks > 0 && c[TICKS] > 0;
        return c[BY_TICKS] + (counted ? ticks * c[PERIOD] : c[TICKS] > 0 ? c[PERIOD] : elapsed);
    }

    /**
     * Processes one frame.
     *
     * @param c the state, {@link #SIZE} numbers
     * @param elapsed stamp minus the last stamp, s; jitter may make it negative
     * @param ticks number of frames that the robot sampled since the last, ≥ 1; 0 if unknown
     * @param joints time since their last sample according to the joints
     * @return s between the two samples, ≥ 0
     */
    public double advance(double[] c, double elapsed, int ticks, JointTime joints) {
        if (jitter == 0) {
            return Math.max(0, elapsed);
        }
        if (elapsed == 0 && grain(c) == 0 && c[TICKS] > 0 && c[TICKS] < SETTLED) {
            restart(c);
        }
        if (c[TICKS] == 0 || !(c[PERIOD] > 0)) {
            return begin(c, elapsed, Math.max(ticks, 1));
        }
        if (ticks == 0 && c[TICKS] >= SETTLED && c[BY_TICKS] == 0) {
            shorten(c, joints);
        }
        int k = ticks > 0 ? confirmed(c, elapsed, ticks) : count(c, elapsed, joints);
        double tick = k * c[PERIOD];
        c[BY_TICKS] += tick;
        c[BY_STAMPS] += elapsed;
        double told = c[BY_STAMPS] - c[BY_TICKS];
        double seen = joints.elapsed() - c[BY_TICKS];
        boolean plain = joints.known() && told * told > PLAIN * joints.variance();
        listen(c, joints);
        boolean pause = Math.abs(elapsed - tick) > LONGEST_DELAY;
        boolean real = pause || (plain ? Math.abs(seen - told) < Math.abs(seen) : reading(c) != Reading.EVEN_TICKS);
        if (!pause && c[TICKS] >= SETTLED && reading(c) != Reading.STAMPS && leapt(c, told, seen, joints)) {
            // a pause is never shorter than a tick: the robot samples faster than before
            boolean faster = elapsed > k * FASTEST && elapsed < tick / 2;
            return faster ? start(c, elapsed, k) : pause(c, elapsed, tick + seen, k);
        }
        double even = follow(c, elapsed, k, real, plain);
        return Math.max(SHORTEST * tick, reading(c) == Reading.STAMPS ? elapsed : even);
    }

    /**
     * Processes a frame with a further part of the last sample: only its joints' time matters. If they moved for longer
     * than was assumed without them, frames are missing before the sample.
     *
     * @return correction of the sample's time, s: mostly 0
     */
    public double stay(double[] c, JointTime joints) {
        if (jitter == 0 || !(c[PERIOD] > 0)) {
            return 0;
        }
        double T = c[PERIOD];
        double more = T * Math.rint((joints.elapsed() - c[BY_TICKS]) / T);
        boolean missed = c[TICKS] >= SETTLED && plainly(joints, T) && more > 0 && more < LONGEST_DELAY;
        if (missed) {
            c[BY_TICKS] += more;
            c[LATE] += more;
        }
        listen(c, joints);
        return missed ? more : 0;
    }

    /** Whether the joints know the time to a twelfth of a period. */
    private static boolean plainly(JointTime joints, double T) {
        return joints.known() && joints.variance() < T * T / 144;
    }

    /** Lets the joints decide about the time since their last sample. */
    private static void listen(double[] c, JointTime joints) {
        double told = c[BY_STAMPS] - c[BY_TICKS];
        if (joints.known() && Math.abs(told) > LEAST_DEVIATION * c[BY_TICKS]) {
            judge(c, told, joints.elapsed() - c[BY_TICKS], joints.variance());
        }
        if (joints.sampled()) {
            c[BY_TICKS] = 0;
            c[BY_STAMPS] = 0;
        }
    }

    /** Moves the line of even ticks on by k ticks, and corrects it by a stamp; s between the samples. */
    private double follow(double[] c, double elapsed, int k, boolean real, boolean plain) {
        double tick = k * c[PERIOD];
        // e ← e + k T − Δstamp: the sample's time relative to its own stamp
        double late = c[LATE] + tick - elapsed;
        double fade = 1 + k * FORGET;
        double c00 = fade * (c[C00] + 2 * k * c[C01] + (double) k * k * c[C11]);
        double c01 = fade * (c[C01] + k * c[C11]);
        double c11 = fade * c[C11];
        double s = c00 + 1;
        double frames = c[TICKS];
        c[TICKS] += k;
        if (grain(c) > 0 && elapsed == 0) {
            c[LATE] = late;
            c[C00] = c00;
            c[C01] = c01;
            c[C11] = c11;
            return tick;
        }
        setGrain(c, grain(c) > 0 && c[LATE] > tick / 2 ? elapsed : 0);
        double square = late * late / (s * c[VARIANCE]);
        double leap = (elapsed - tick) * (elapsed - tick) / (s * c[VARIANCE]);
        boolean settled = frames >= SETTLED || Math.abs(elapsed - tick) > LONGEST_DELAY;
        if (settled && square > LEAP && leap > LEAP) {
            if (!real || !plain) {
                learn(c, LEAP, Math.max(LEARN_LEAP, 1 / (frames + 2)));
            }
            if (real) {
                return pause(c, elapsed, elapsed, k);
            }
        }
        if (settled && square > LEAP) {
            double away = Math.abs(late) - Math.abs(c[LATE]);
            boolean growing = c[ASIDE] <= 0 && late * (tick - elapsed) > 0 && away > LEAST_GROWTH * tick;
            if (growing && c[ASIDE] <= -OTHER_RATE * c[PERIOD] && elapsed > k * FASTEST) {
                return start(c, elapsed, k);
            }
            c[ASIDE] = growing ? c[ASIDE] : Math.abs(c[ASIDE]);
            c[LATE] = late;
            c[C00] = c00;
            c[C01] = c01;
            c[C11] = c11;
            c[ASIDE] += growing ? -tick : tick;
            if (c[ASIDE] > MOVED) {
                c[LATE] = 0;
                c[C00] = 1;
                c[C01] = 0;
                c[C11] = Math.max(c11, 1e-3);
                c[ASIDE] = 0;
            }
            return tick;
        }
        c[ASIDE] = 0;
        learn(c, square, Math.max(LEARN, 1 / (frames + 2)));
        double before = c[LATE];
        s *= settled ? Math.max(1, Math.sqrt(square / DOUBTED)) : 1;
        c[LATE] = late - c00 / s * late;
        c[PERIOD] -= c01 / s * late;
        c[C00] = c00 - c00 * c00 / s;
        c[C01] = c01 - c00 * c01 / s;
        c[C11] = c11 - c01 * c01 / s;
        // while the line settles, its slope is more accurate than its offset
        return settled ? elapsed + c[LATE] - before : Math.max(0, k * c[PERIOD]);
    }

    /**
     * Whether joints that know the time well confirm a jump of the stamps: one above their jitter, or one by whole
     * ticks, of samples that the robot took and did not count.
     */
    private static boolean leapt(double[] c, double told, double seen, JointTime joints) {
        double T = c[PERIOD];
        if (!plainly(joints, T) || !(joints.elapsed() < LONGEST_STEP * T) || !(Math.abs(seen) > T / 2)) {
            return false;
        }
        double fromLine = told - c[LATE];
        boolean uncounted = Math.abs(seen - T * Math.rint(seen / T)) < WHOLE * T
                && seen > 0
                && Math.abs(seen - fromLine) < Math.abs(fromLine);
        return uncounted || told * told > PLAIN * c[VARIANCE] && Math.abs(seen - told) < Math.abs(seen) / 2;
    }

    /**
     * Pauses the line together with the sensors; if that happens in frame after frame, they tick at another rate.
     *
     * @param step time between the sensors' samples, s
     */
    private double pause(double[] c, double elapsed, double step, int k) {
        c[LATE] += step - elapsed;
        c[ASIDE] = Math.min(c[ASIDE], 0) - k * c[PERIOD];
        boolean other = c[ASIDE] <= -OTHER_RATE * c[PERIOD] && reading(c) != Reading.STAMPS;
        if (other && elapsed > k * FASTEST) {
            start(c, elapsed, k);
        }
        return step;
    }

    private static void learn(double[] c, double square, double weight) {
        double next = c[VARIANCE] * (1 + weight * (square - 1));
        c[VARIANCE] = Math.min(Math.max(next, LEAST_VARIANCE), MOST_VARIANCE);
    }

    /** Adds what the joints show of a deviation from even ticks. */
    private static void judge(double[] c, double told, double seen, double variance) {
        double information = Math.min(told * told / variance, MOST_AT_ONCE);
        double share = Math.max(-1, Math.min(2, seen / told));
        c[INFORMATION] += information;
        c[FOUND] += information * share;
        if (c[INFORMATION] > MOST) {
            c[FOUND] *= MOST / c[INFORMATION];
            c[INFORMATION] = MOST;
        }
        double off = c[FOUND] / c[INFORMATION] - 0.5;
        if (c[INFORMATION] >= ENOUGH && off * off * c[INFORMATION] > 4) {
            c[READING] += (off < 0 ? 1 : 2) - (long) c[READING] % 4;
        }
    }

    /**
     * Joints that clearly show less than a tick prove that frames were missing when the line began, for a robot that
     * does not count them: its tick is shorter, and what was learned with the longer one is reset.
     */
    private void shorten(double[] c, JointTime joints) {
        double T = joints.elapsed();
        boolean sure = joints.known() && joints.byMeasuredVelocities() && joints.variance() < SURE * SURE * T * T;
        if (sure && T > FASTEST && T < SHORTER * c[PERIOD]) {
            c[PERIOD] = T;
            c[VARIANCE] = Math.max(jitter * jitter, LEAST_VARIANCE);
            c[C01] = 0;
            c[C11] = Math.max(c[C11], joints.variance() / c[VARIANCE]);
            c[INFORMATION] = 0;
            c[FOUND] = 0;
            c[READING] -= (long) c[READING] % 4;
        }
    }

    /** Ticks of a robot that counts its frames: if the stamps refute them, the number that the stamps show. */
    private static int confirmed(double[] c, double elapsed, int ticks) {
        if (!refutes(c, elapsed, ticks)) {
            return ticks;
        }
        double sinceLine = elapsed - c[LATE];
        return whole((c[ASIDE] == 0 ? sinceLine : Math.min(elapsed, sinceLine)) / c[PERIOD]);
    }

    /**
     * Whether the stamps show far less time than the ticks by which a seq has risen: lost frames take time, so the seq
     * is wrong. Stamps that are off their line, as after a clock was set, must show this both relative to their offset
     * and relative to the line; stamps that do not advance refute nothing.
     *
     * @param c the state before the frame
     * @param elapsed from the last stamp to the frame's, s
     */
    public static boolean refutes(double[] c, double elapsed, long ticks) {
        if (ticks <= 1 || elapsed <= 0 || c[TICKS] < SETTLED || grain(c) != 0) {
            return false;
        }
        double T = c[PERIOD];
        double sinceLine = elapsed - c[LATE];
        double byStamps = c[ASIDE] == 0 ? sinceLine : Math.max(elapsed, sinceLine);
        double more = ticks * T - byStamps;
        return byStamps < ticks * T / 2 && more * more > LEAP * (2 * c[VARIANCE] + T * T / 4);
    }

    /** Ticks of a robot that does not count its frames. */
    private int count(double[] c, double elapsed, JointTime joints) {
        double T = c[PERIOD];
        if (c[TICKS] < SETTLED) {
            return 1;
        }
        double byStamps = elapsed - c[LATE];
        double byJoints = joints.elapsed() - c[BY_TICKS];
        double apart = byJoints - byStamps;
        if (joints.known() && apart * apart > PLAIN * (joints.variance() + c[VARIANCE])) {
            return whole(byJoints / T);
        }
        if (16 * c[VARIANCE] < T * T) {
            return whole(byStamps / T);
        }
        if (plainly(joints, T)) {
            return whole(byJoints / T);
        }
        // the joints choose between one tick and the ticks of the stamps if they distinguish the two by 2 σ
        int k = whole(byStamps / T);
        double more = (k - 1) * T;
        return joints.known() && more * more > 4 * joints.variance() && byJoints - T > more / 2 ? k : 1;
    }

    private static int whole(double ticks) {
        return (int) Math.max(1, Math.min(Math.rint(ticks), 1e6));
    }

    /**
     * Whether the robot's timing has changed and must be reported; marks it as reported. Not before period and jitter
     * are well known.
     *
     * @param due whether a report is allowed
     */
    public boolean news(double[] c, boolean due) {
        Reading reading = reading(c);
        boolean first = c[TOLD] == 0;
        if (!due || !(c[TICKS] >= KNOWN_WELL) || reading == Reading.UNDECIDED && grain(c) == 0) {
            return false;
        }
        if (grain(c) > 0) {
            boolean known = c[TOLD] == TOLD_GRAIN;
            c[TOLD] = TOLD_GRAIN;
            return !known;
        }
        if (reading == Reading.STAMPS) {
            boolean known = c[TOLD] == TRUE;
            c[TOLD] = TRUE;
            return !known;
        }
        boolean changed = c[TOLD] < 0;
        if (changed || jitter(c) > 2 * (first ? jitter : c[TOLD])) {
            c[TOLD] = jitter(c);
            return true;
        }
        return false;
    }

    /**
     * Before the line begins. The first whole step of a coarse clock, from jump to jump, gives the period.
     *
     * @param ticks since the frame before
     */
    private double begin(double[] c, double elapsed, int ticks) {
        if (c[VARIANCE] == 0 || !(c[PERIOD] > 0)) {
            start(c, 0, ticks);
            c[STILL] = 0;
        }
        if (elapsed == 0) {
            c[STILL] += ticks;
            return ticks * c[PERIOD];
        }
        double still = c[STILL];
        if (grain(c) == 0 && still < COARSE) {
            return start(c, elapsed, ticks);
        }
        boolean whole = grain(c) > 0 && elapsed > FASTEST;
        setGrain(c, Math.max(elapsed, 0));
        c[STILL] = 0;
        if (whole) {
            start(c, elapsed, (int) still + ticks);
        }
        return ticks * c[PERIOD];
    }

    private double start(double[] c, double elapsed, int ticks) {
        boolean ahead = elapsed > ticks * FASTEST;
        double step = ahead ? elapsed : UNKNOWN_PERIOD;
        c[LATE] = 0;
        c[PERIOD] = step / ticks;
        c[C00] = 1;
        c[C01] = 1.0 / ticks;
        c[C11] = 2.0 / ((double) ticks * ticks);
        c[VARIANCE] = c[VARIANCE] > 0 ? c[VARIANCE] : Math.max(jitter * jitter, LEAST_VARIANCE);
        c[ASIDE] = 0;
        c[BY_TICKS] = 0;
        c[BY_STAMPS] = 0;
        c[TICKS] = ahead ? ticks : 0;
        return step;
    }

    /** Resets the clock; learned properties of the robot's stamps stay. */
    public static void restart(double[] c) {
        c[TICKS] = 0;
        c[LATE] = 0;
        c[STILL] = 0;
        setGrain(c, 0);
    }
}
