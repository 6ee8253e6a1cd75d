package dev.pollux.evaluate;

import dev.pollux.evaluation.EstimationSkill;
import dev.pollux.evaluation.Truth;
import dev.pollux.state.TwinState;
import java.util.ArrayList;
import java.util.List;

/** The base as it was estimated and as it was, every so often, for a plot. */
public final class Track {
    /** s between two points: a pixel of half a minute. */
    private static final double STEP = 0.02;

    /**
     * One instant of a run.
     *
     * @param run which one, from 0
     * @param time s since the run's first frame
     * @param estimated x, y, z, m
     * @param actual the same, aligned
     * @param sigma stated standard deviations of them; empty where none were stated
     */
    public record Point(int run, double time, double[] estimated, double[] actual, double[] sigma) {}

    private final List<Point> points = new ArrayList<>();
    private int run = -1;
    private double last;

    void restart() {
        run++;
        last = Double.NEGATIVE_INFINITY;
    }

    void add(double time, TwinState state, Truth truth, EstimationSkill skill) {
        if (time < last + STEP || !state.knows(TwinState.BASE_POSE) || !truth.knows(Truth.BASE_POSE)) {
            return;
        }
        last = time;
        double[] sigma = state.knows(TwinState.BASE_SIGMA)
                ? new double[] {state.baseSigma[0], state.baseSigma[1], state.baseSigma[2]}
                : new double[0];
        points.add(new Point(run, time, position(state.basePose), position(skill.alignedTruth()), sigma));
    }

    private static double[] position(double[] T) {
        return new double[] {T[3], T[7], T[11]};
    }

    /** The points so far. */
    public List<Point> points() {
        return List.copyOf(points);
    }
}
