package dev.pollux.estimation.feet;

import dev.pollux.estimation.base.BaseEstimatorState;
import dev.pollux.estimation.base.EstimatorOptions;
import dev.pollux.estimation.base.InvariantFilter;

/** How ground and sole give under a standing robot: a sole sinks with its load. */
final class SoleSinking {
    /** How well the sinking is known, as a share of it. */
    private static final double KNOWN = 0.5;

    private final InvariantFilter filter;
    private final double perLoad;

    SoleSinking(InvariantFilter filter, EstimatorOptions options) {
        this.filter = filter;
        perLoad = options.feet().solePerLoad();
    }

    /** Moves foothold c and doubts it, as its load has changed. */
    void advance(BaseEstimatorState x, int c, double loadBefore) {
        double sunk = perLoad * (x.load[c] - loadBefore);
        x.d[3 * c + 2] -= sunk;
        filter.inflate(InvariantFilter.D + 3 * c, KNOWN * sunk);
    }
}
