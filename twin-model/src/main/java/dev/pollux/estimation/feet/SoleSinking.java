package dev.pollux.estimation.feet;

import dev.pollux.estimation.base.BaseEstimatorState;
import dev.pollux.estimation.base.EstimatorOptions;
import dev.pollux.estimation.base.InvariantFilter;

/** Elasticity of ground and sole under a standing robot: a sole sinks with its load. */
final class SoleSinking {
    /** Relative uncertainty of the sinking. */
    private static final double KNOWN = 0.5;

    private final InvariantFilter filter;
    private final double perLoad;

    SoleSinking(InvariantFilter filter, EstimatorOptions options) {
        this.filter = filter;
        perLoad = options.feet().solePerLoad();
    }

    /** Moves foothold c with the change of its load, and makes it more uncertain. */
    void advance(BaseEstimatorState x, int c, double loadBefore) {
        double sunk = perLoad * (x.load[c] - loadBefore);
        x.d[3 * c + 2] -= sunk;
        filter.inflate(InvariantFilter.D + 3 * c, KNOWN * sunk);
    }
}
