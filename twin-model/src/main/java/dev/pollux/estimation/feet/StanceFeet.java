package dev.pollux.estimation.feet;

import dev.pollux.estimation.base.BaseEstimate;
import dev.pollux.estimation.base.BaseEstimatorState;
import dev.pollux.estimation.base.Counter;
import dev.pollux.estimation.base.EstimatorInput;
import dev.pollux.estimation.base.EstimatorOptions;
import dev.pollux.estimation.base.Finite;
import dev.pollux.estimation.base.Innovation;
import dev.pollux.estimation.base.Innovation.Outcome;
import dev.pollux.estimation.base.InvariantFilter;
import dev.pollux.estimation.base.Whiteness;
import dev.pollux.estimation.time.Gap;
import dev.pollux.spatial.SO3;
import java.util.Arrays;

/** The feet in one frame: decides which stand, places them, and corrects with them. */
public final class StanceFeet {
    /** Rejections in a row after which a foothold is placed again. */
    private static final int MOST_REFUSALS = 5;

    /**
     * Value of {@link BaseEstimatorState#refused} for a foot on trial: it should stand, but has moved according to the
     * IMU. Decreases by one with each frame in a row in which no other foot rests.
     */
    private static final int ON_TRIAL = -1;

    /** Time for which the sole of a foot on trial must rest according to the IMU, s: that resolves about 10 mm/s. */
    private static final double RESTED = 0.1;

    /** Frames in a row without a resting foot that end a trial: when flags change, the resting foot lands. */
    private static final int ALL_MOVE = 10;

    /** Time for which a foot that should not stand must have rested for a trial of another one, s. */
    private static final double RESTED_BESIDE = 0.02;

    /** A foot that should not stand rests if its mean speed is below this, m/s: the accuracy of the IMU's velocity. */
    private static final double RESTS = 0.03;

    /** Drift of the velocity from the IMU alone during a trial, m/s²: gravity times a hundredth of a radian of tilt. */
    private static final double STRAYS = 0.1;

    /** σ added to the velocity if all feet move in the world, m/s; and its growth during a trial, m/s². */
    private static final double SLIPPED = 0.1;

    private static final double DRIFT = 1;

    /**
     * Motion of a sole under an unmeasured load, m/√s: unobserved sinking, tipping and sliding before it lifts. With it
     * the NEES of the velocity on the humanoid's recordings without wrenches decreases from 9–11 to 2–3.
     */
    private static final double UNSEEN_LOAD = 1.5e-4;

    private final Whiteness whiteness;

    private final InvariantFilter filter;
    private final EstimatorOptions options;
    private final ContactDetector detector;
    private final Tipping tipping;
    private final SoleSinking sinking;
    private final Slip slip;
    private final LevelFloor floor;
    private final boolean[] landed;
    private final boolean[] placed;
    private final double[] covariance = new double[9];
    private final double[] sole = new double[3];

    /** Feet that correct through a filter. */
    public StanceFeet(InvariantFilter filter, Whiteness whiteness, EstimatorOptions options) {
        this.filter = filter;
        this.options = options;
        tipping = new Tipping(options.contact().tipping(), options.feet().unseenEdge(), filter.contacts);
        sinking = new SoleSinking(filter, options);
        slip = new Slip(filter, options);
        floor = new LevelFloor(filter, options);
        this.whiteness = whiteness;
        landed = new boolean[filter.contacts];
        placed = new boolean[filter.contacts];
        detector = new ContactDetector(options.contact(), options.weight());
    }

    /**
     * Updates contacts, places feet that landed, corrects with those that stand; writes the NIS of the estimate. A foot
     * whose sole is awaited stays unchanged and corrects nothing.
     */
    public void apply(BaseEstimatorState x, EstimatorInput in, double dt, boolean placeAnew, BaseEstimate out) {
        slip.none(x);
        for (int c = 0; c < x.contacts; c++) {
            out.nis[c] = Double.NaN;
            x.unplaced[c] += dt;
            placed[c] = Finite.all(in.sole, 3 * c, 3) && Finite.all(in.soleCovariance, 9 * c, 9);
            if (placed[c] || !in.awaited[c]) {
                advance(x, c, in, x.unplaced[c]);
            } else {
                await(x, c, in, placeAnew);
            }
        }
        for (int c = 0; c < x.contacts; c++) {
            if (!placed[c]) {
                continue;
            }
            withKinematicNoise(in.soleCovariance, 9 * c);
            if (x.standing[c] == 0) {
                watchBeside(x, c, in, x.unplaced[c]);
            } else if (landed[c] || placeAnew) {
                seed(x, c, in);
                x.refused[c] = x.waited > 0 ? ON_TRIAL : 0;
            } else {
                tipping.lean(x, c, 1);
                if (x.refused[c] < 0) {
                    watch(x, c, in, x.unplaced[c], out);
                } else {
                    correct(x, c, in, x.unplaced[c], out);
                }
                tipping.lean(x, c, -1);
            }
        }
        for (int c = 0; c < x.contacts; c++) {
            if (x.standing[c] != 0 && placed[c] && !landed[c] && !placeAnew && x.refused[c] >= 0) {
                floor.apply(x, c, in, tipping.rate(c), x.unplaced[c]);
            }
            x.unplaced[c] = placed[c] ? 0 : x.unplaced[c];
        }
        boolean disputed = x.waited > 0 || anyOnTrial(x);
        x.waited = disputed && !anyHolds(x) ? x.waited + dt : 0;
    }

    /** Between two known positions, releases contact c if its flag is off or its foothold is no longer usable. */
    private void await(BaseEstimatorState x, int c, EstimatorInput in, boolean placeAnew) {
        landed[c] = false;
        if (placeAnew || Double.isNaN(in.force[c]) && in.flag[c] == 0) {
            x.standing[c] = 0;
        }
        if (x.standing[c] != 0) {
            slip.lasts(x, c);
        }
    }

    /** Releases all feet. */
    public void none(BaseEstimatorState x, BaseEstimate out) {
        Arrays.fill(x.standing, 0);
        Arrays.fill(out.nis, Double.NaN);
        slip.none(x);
        x.waited = 0;
    }

    /** Decides whether contact c stands and moves its foothold, before any correction turns the world. */
    private void advance(BaseEstimatorState x, int c, EstimatorInput in, double dt) {
        double loadBefore = x.load[c];
        landed[c] = detector.update(x, c, in.force[c], placed[c] ? in.flag[c] : 0, dt) == ContactDetector.Change.LANDED;
        if (!placed[c]) {
            x.standing[c] = 0;
            return;
        }
        double moved = tipping.advance(x, c, in, dt);
        if (Double.isInfinite(moved)) {
            x.standing[c] = 0;
        }
        if (x.standing[c] != 0) {
            filter.inflate(InvariantFilter.D + 3 * c, moved);
            sinking.advance(x, c, loadBefore);
            slip.lasts(x, c);
            slip.addCreep(x, c, in, dt);
            if (Double.isNaN(in.force[c])) {
                filter.inflate(InvariantFilter.D + 3 * c, UNSEEN_LOAD * Math.sqrt(dt));
            }
        }
    }

    private void seed(BaseEstimatorState x, int c, EstimatorInput in) {
        filter.seedFoot(x, c, in.sole, 3 * c, covariance, 0, options.feet().footholdSigma());
        tipping.placed(x, c, in);
        x.refused[c] = 0;
        x.dwell[c] = 0;
    }

    private void correct(BaseEstimatorState x, int c, EstimatorInput in, double dt, BaseEstimate out) {
        Innovation innovation = filter.correctFoot(x, c, in.sole, 3 * c, covariance, 0, InvariantFilter.GATE);
        if (innovation.outcome() == Outcome.SINGULAR) {
            x.counters[Counter.SINGULAR.ordinal()]++;
            return;
        }
        slip.learn(x, c, innovation.nis(), innovation.variance(), dt);
        whiteness.add(x, c, innovation, dt);
        out.nis[c] = innovation.nis();
        if (innovation.taken()) {
            x.refused[c] = 0;
            x.counters[Counter.ACCEPTED.ordinal()]++;
        } else {
            x.counters[Counter.REFUSED.ordinal()]++;
            if (++x.refused[c] >= MOST_REFUSALS) {
                // the foot has slipped, or the state is wrong: either way the old foothold says nothing
                x.counters[Counter.RESEEDED.ordinal()]++;
                boolean alone = !anotherHolds(x, c);
                boolean byFlag = Double.isNaN(in.force[c]);
                boolean tried = alone && byFlag && anotherRests(x) && x.unsampled < Gap.HOLD;
                if (alone && !tried) {
                    filter.inflate(InvariantFilter.V, SLIPPED);
                }
                seed(x, c, in);
                x.refused[c] = tried ? ON_TRIAL : 0;
            }
        }
    }

    /**
     * Watches a foot whose sole moves according to the IMU, while no other foot holds and one that should not stand
     * rests: the flags may be wrong. The foot corrects nothing until it has rested, or no foot rests any more.
     */
    private void watch(BaseEstimatorState x, int c, EstimatorInput in, double dt, BaseEstimate out) {
        Innovation innovation = filter.compareFoot(x, c, in.sole, 3 * c, covariance, 0);
        if (innovation.outcome() == Outcome.SINGULAR) {
            x.counters[Counter.SINGULAR.ordinal()]++;
            return;
        }
        x.dwell[c] += dt;
        out.nis[c] = innovation.nis();
        int doubted = anotherRests(x) ? ON_TRIAL : x.refused[c] - 1;
        x.refused[c] = doubted;
        if (doubted <= ON_TRIAL - ALL_MOVE) {
            filter.inflate(InvariantFilter.V, Math.max(SLIPPED, DRIFT * x.waited));
            seed(x, c, in);
            x.waited = 0;
        } else if (innovation.nis() > InvariantFilter.GATE) {
            x.counters[Counter.RESEEDED.ordinal()]++;
            seed(x, c, in);
            x.refused[c] = doubted;
        } else if (x.dwell[c] > RESTED) {
            x.refused[c] = 0;
        }
    }

    /**
     * Watches whether a foot that should not stand rests according to the IMU. Its position is part of the filter's
     * error state like that of a standing foot, so that corrections of the base's position move it too.
     */
    private void watchBeside(BaseEstimatorState x, int c, EstimatorInput in, double dt) {
        if (x.dwell[c] > 0) {
            return; // it lands
        }
        SO3.rotate(x.R, 0, in.sole, 3 * c, sole, 0);
        double moved = 0;
        for (int i = 0; i < 3; i++) {
            sole[i] += x.p[i];
            moved += (sole[i] - x.d[3 * c + i]) * (sole[i] - x.d[3 * c + i]);
        }
        double rested = dt - x.dwell[c];
        double feigned = covariance[0] + covariance[4] + covariance[8];
        double most = (RESTS + STRAYS * x.waited) * rested;
        boolean rests = moved <= InvariantFilter.GATE * feigned + most * most;
        boolean anew = !rests || rested > RESTED;
        if (anew) {
            filter.seedFoot(x, c, in.sole, 3 * c, covariance, 0, 0);
        }
        x.dwell[c] = !rests ? 0 : -(anew ? RESTED_BESIDE : rested);
    }

    /** Whether a foot that should not stand rests while another moves: a wrong velocity would move both. */
    private static boolean anotherRests(BaseEstimatorState x) {
        for (int c = 0; c < x.contacts; c++) {
            // the state stores times in single precision
            if (x.standing[c] == 0 && -x.dwell[c] >= (float) RESTED_BESIDE) {
                return true;
            }
        }
        return false;
    }

    private static boolean anyOnTrial(BaseEstimatorState x) {
        for (int c = 0; c < x.contacts; c++) {
            if (x.standing[c] != 0 && x.refused[c] < 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether any foot stands whose last correction was not rejected. */
    private static boolean anyHolds(BaseEstimatorState x) {
        return anotherHolds(x, -1);
    }

    /** Whether any foot stands. */
    public static boolean anyStands(BaseEstimatorState x) {
        for (int s : x.standing) {
            if (s != 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether any foot is in the air. */
    public static boolean anySwings(BaseEstimatorState x) {
        for (int s : x.standing) {
            if (s == 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean anotherHolds(BaseEstimatorState x, int c) {
        for (int k = 0; k < x.contacts; k++) {
            if (k != c && x.standing[k] != 0 && x.refused[k] == 0) {
                return true;
            }
        }
        return false;
    }

    private void withKinematicNoise(double[] C, int at) {
        System.arraycopy(C, at, covariance, 0, 9);
        double s = options.feet().kinematicSigma() * options.feet().kinematicSigma();
        covariance[0] += s;
        covariance[4] += s;
        covariance[8] += s;
    }
}
