package dev.pollux.estimation.joints;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The last samples of one signal of every joint, and what follows from their differences: a sensor's noise, a command's
 * rates.
 */
final class SampleHistory {
    static final int POSITION = 0;
    static final int VELOCITY = 1;
    static final int VELOCITY_TARGET = 2;

    private static final int PAST = JointEstimate.PAST;

    /** Weight of a new sample in the noise: memory of 200 samples. */
    private static final double LEARN = 0.005;

    /** Largest weight of one sample in the noise: that of three σ. */
    private static final double MOST_SURPRISE = 9;

    /** Largest factor by which one jump of a coarse sensor raises its variance. */
    private static final double MOST_RAISE = 1000;

    /** Samples per quantum of motion from which an encoder's quantisation error is correlated. */
    static final double COARSE = 12;

    /** A value that stays equal for longer is at rest, s: longer than between commands at 20 Hz. */
    private static final double MOST_HELD = 0.05;

    /** Samples less than this many frames apart come with each frame. */
    private static final double EACH_FRAME = 1.5;

    /** A third difference above this many σ, squared, does not come from a sensor with known noise. */
    private static final double UNLIKE = 25;

    /** Jerk above which it is not motion either, rad/s³ or m/s³. */
    private static final double MOST_JERK = 2000;

    private SampleHistory() {}

    /**
     * Notes whether the frame continues the signal's series of evenly spaced samples. A sample of only some of the
     * known joints ends it; one without any is not a sample.
     *
     * @param values the signal of each joint; null, or NaN if missing
     * @param dt s since the frame before
     */
    static void step(JointEstimate x, int signal, double @Nullable [] values, double dt) {
        x.age[signal] += dt;
        int there = 0;
        int missing = 0;
        for (int j = 0; values != null && j < x.known.length; j++) {
            there += Double.isNaN(values[j]) ? 0 : 1;
            missing += Double.isNaN(values[j]) && x.known[j] ? 1 : 0;
        }
        if (there == 0) {
            return;
        }
        double step = x.age[signal];
        boolean evenly = Math.abs(step - x.sampleStep[signal]) < 0.2 * step;
        x.run[signal] = missing > 0 ? 0 : evenly ? Math.min(x.run[signal] + 1, PAST) : 1;
        x.sampleStep[signal] = step;
        x.age[signal] = 0;
    }

    /**
     * Whether a frame repeats the last sample of all joints bit for bit, as from a sender that is faster than the
     * changes of a command: then it is not a sample of this instant. A value that has been equal for {@value
     * #MOST_HELD} s is one, and so are its repetitions: the command rests. So is, at once, a repetition of a value that
     * changed with every frame before.
     */
    static boolean holds(JointEstimate x, int signal, double[] values, double dt) {
        if (x.age[signal] + dt > MOST_HELD) {
            return false;
        }
        boolean rests = true;
        boolean rested = true;
        boolean any = false;
        for (int j = 0; j < x.known.length; j++) {
            if (Double.isNaN(values[j])) {
                continue;
            }
            int at = at(x, signal, j);
            if (x.past[at] != (float) values[j]) {
                return false;
            }
            any = true;
            rests &= x.past[at + 1] == x.past[at];
            rested &= x.past[at + 2] == x.past[at + 1];
        }
        boolean eachFrame = !rested && x.sampleStep[signal] < EACH_FRAME * dt;
        return any && !rests && !eachFrame;
    }

    /** Adds joint j's sample, after {@link #step}. */
    static void add(JointEstimate x, int signal, int j, double value) {
        int at = at(x, signal, j);
        for (int i = at + PAST - 1; i > at; i--) {
            x.past[i] = x.past[i - 1];
        }
        x.past[at] = (float) value;
    }

    /** Replaces all of joint j's samples by the given one. */
    static void fill(JointEstimate x, int signal, int j, double value) {
        int at = at(x, signal, j);
        Arrays.fill(x.past, at, at + PAST, (float) value);
    }

    /**
     * Learns the variance of one sample from the third difference, in which motion almost vanishes and white noise
     * counts 1 + 9 + 9 + 1 = 20 times. A difference of exactly zero is that of a coarse sensor at rest and is ignored.
     */
    static void learnNoise(JointEstimate x, int signal, int j, double least) {
        if (x.run[signal] < PAST) {
            return;
        }
        int at = at(x, signal, j);
        double third = x.past[at] - 3.0 * x.past[at + 1] + 3.0 * x.past[at + 2] - x.past[at + 3];
        if (third == 0) {
            return;
        }
        int slot = signal * x.position.length + j;
        double known = x.noise[slot];
        double seen = Math.min(third * third / 20, MOST_SURPRISE * known);
        x.noise[slot] = (float) Math.max(known + LEARN * (seen - known), least);
    }

    /**
     * Variance of one sample from the third differences of all joints together; NaN unless most of them are far above
     * the known noise. Call it before the samples are added.
     */
    static double unlikeNoise(JointEstimate x, int signal, double[] values) {
        if (x.run[signal] < PAST) {
            return Double.NaN;
        }
        double step = x.sampleStep[signal];
        double moved = MOST_JERK * step * step * step;
        double sum = 0;
        int there = 0;
        int unlike = 0;
        for (int j = 0; j < x.known.length; j++) {
            if (Double.isNaN(values[j]) || !x.known[j]) {
                continue;
            }
            int at = at(x, signal, j);
            double third = values[j] - 3.0 * x.past[at] + 3.0 * x.past[at + 1] - x.past[at + 2];
            double square = third * third;
            there++;
            sum += square / 20;
            unlike += square > UNLIKE * 20 * x.noise[signal * x.position.length + j] && square > moved * moved ? 1 : 0;
        }
        return 2 * unlike > there ? sum / there : Double.NaN;
    }

    /** Whether two consecutive ones of joint j's last samples are equal. */
    static boolean repeated(JointEstimate x, int signal, int j) {
        int at = at(x, signal, j);
        for (int i = at + 1; i < at + PAST; i++) {
            if (x.past[i] == x.past[i - 1]) {
                return true;
            }
        }
        return false;
    }

    /**
     * Jump of joint j's sample after a repetition: many times farther than the joint moved, by a quantum of a coarse
     * sensor; 0 if there was no jump.
     *
     * @param most greatest motion of the joint since the previous sample, rad or m
     */
    static double leap(JointEstimate x, int signal, int j, double most) {
        int at = at(x, signal, j);
        double way = (double) x.past[at] - x.past[at + 1];
        boolean leapt = x.past[at + 1] == x.past[at + 2] && Math.abs(way) > COARSE * most;
        return leapt ? way : 0;
    }

    /**
     * Raises the variance of one sample after a jump by a quantum q: to q²/12, or as far as one jump may raise it.
     *
     * @return whether it was raised
     */
    static boolean raiseNoise(JointEstimate x, int signal, int j, double leap) {
        int slot = signal * x.position.length + j;
        double known = x.noise[slot];
        double coarse = leap * leap / 12;
        if (coarse <= known || coarse <= JointEstimate.FINE) {
            return false;
        }
        x.noise[slot] = (float) Math.min(coarse, MOST_RAISE * known);
        return true;
    }

    /** First difference per second of joint j's signal; needs two samples. */
    static double rate(JointEstimate x, int signal, int j) {
        int at = at(x, signal, j);
        return ((double) x.past[at] - x.past[at + 1]) / x.sampleStep[signal];
    }

    /**
     * Whether joint j's last sample jumps: it differs from the previous one by more than this rate explains, and by
     * more than a multiple of the previous difference of the same sign. A jump is an outlier, the return from it, or a
     * step; none of them is a rate. Needs two samples.
     */
    static boolean leaps(JointEstimate x, int signal, int j, double rate, double times) {
        int at = at(x, signal, j);
        double young = (double) x.past[at] - x.past[at + 1];
        double old = x.run[signal] > 2 ? (double) x.past[at + 1] - x.past[at + 2] : 0;
        double same = young * old > 0 ? Math.abs(old) : 0;
        return Math.abs(young) > rate * x.sampleStep[signal] + times * same;
    }

    /**
     * Second difference per second², the smaller of the last two if they have the same sign, otherwise 0 (minmod): a
     * step in the signal appears in both with opposite signs, a bend in only one. Needs all samples.
     */
    static double rateOfRate(JointEstimate x, int signal, int j) {
        int at = at(x, signal, j);
        double step = x.sampleStep[signal];
        double old = (double) x.past[at + 1] - 2.0 * x.past[at + 2] + x.past[at + 3];
        return smaller(lastBend(x, signal, j), old / (step * step));
    }

    /** Second difference per second² of joint j's last three samples; needs three samples. */
    static double lastBend(JointEstimate x, int signal, int j) {
        int at = at(x, signal, j);
        double step = x.sampleStep[signal];
        return ((double) x.past[at] - 2.0 * x.past[at + 1] + x.past[at + 2]) / (step * step);
    }

    /** The smaller of two numbers of the same sign, otherwise 0 (minmod). */
    static double smaller(double a, double b) {
        return a * b <= 0 ? 0 : Math.abs(a) < Math.abs(b) ? a : b;
    }

    private static int at(JointEstimate x, int signal, int j) {
        return (signal * x.position.length + j) * PAST;
    }
}
