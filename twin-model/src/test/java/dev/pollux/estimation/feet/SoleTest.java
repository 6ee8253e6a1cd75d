package dev.pollux.estimation.feet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.estimation.base.BaseEstimatorState;
import dev.pollux.estimation.base.EstimatorInput;
import dev.pollux.estimation.base.EstimatorOptions;
import dev.pollux.estimation.base.InvariantFilter;
import org.junit.jupiter.api.Test;

/** What a standing sole does: it tips over its edge, sinks under load and creeps under a folding leg. */
class SoleTest {
    private static final double DT = 0.002;
    private static final double EDGE = 0.1;

    private final BaseEstimatorState x = new BaseEstimatorState(1);
    private final EstimatorInput in = new EstimatorInput(1);
    private final InvariantFilter filter = new InvariantFilter(1);
    private final EstimatorOptions options = EstimatorOptions.simulated(700);

    /** Turns the sole about a toe edge at 0.5 rad/s for 0.3 s; returns how far the foothold is from the sole then, m. */
    private double tip(boolean measured) {
        Tipping tipping = new Tipping(10, 0.1, 1);
        double off = 0;
        for (int k = 0; k <= 150; k++) {
            double angle = 0.5 * DT * k;
            in.clear();
            in.soleNormal[0] = Math.sin(angle);
            in.soleNormal[1] = 0;
            in.soleNormal[2] = Math.cos(angle);
            if (measured) {
                in.pressure[0] = EDGE * Math.cos(angle);
                in.pressure[1] = 0;
                in.pressure[2] = -EDGE * Math.sin(angle);
            }
            tipping.advance(x, 0, in, DT);
            tipping.lean(x, 0, 1);
            off = Math.hypot(x.d[0] - EDGE * (1 - Math.cos(angle)), x.d[2] - EDGE * Math.sin(angle));
            tipping.lean(x, 0, -1);
        }
        return off;
    }

    @Test
    void footholdOfASoleThatTurnsOverItsMeasuredEdgeGoesAlong() {
        assertThat(tip(true)).isLessThan(1e-4);
    }

    @Test
    void footholdStaysWhereTheEdgeIsNotMeasured() {
        assertThat(tip(false)).isCloseTo(EDGE * 0.15, within(3e-4));
    }

    @Test
    void soleSinksWithItsLoad() {
        SoleSinking yielding = new SoleSinking(filter, options);
        x.load[0] = 0.7;
        yielding.advance(x, 0, 0.2);
        assertThat(x.d[2]).isCloseTo(-0.5 * options.feet().solePerLoad(), within(1e-12));
    }
}
