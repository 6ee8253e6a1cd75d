package dev.pollux.estimation;

import dev.pollux.spatial.SO3;

/**
 * How ground and sole give under a standing robot.
 *
 * <p>A sole sinks with its load. It also creeps: a leg of length l that folds or stretches at l̇ pulls its foot along, since
 * joints that turn accelerate the foot by J̇ q̇ even when they keep their speed, and soft ground answers only after its own
 * time. In MuJoCo, whose contacts leave J̇ q̇ out, a sole creeps by 5.7 ms · J̇ q̇, several mm/s in a fall; l̇²/l follows J̇ q̇
 * without joint velocities.
 */
final class Yielding {
    private final InvariantFilter filter;
    private final double perLoad;
    private final double creep;
    private final double[] leg = new double[3];

    Yielding(InvariantFilter filter, EstimatorOptions options) {
        this.filter = filter;
        perLoad = options.solePerLoad();
        creep = options.foldingCreep();
    }

    /** Moves foothold c and doubts it, as load and leg have changed. */
    void advance(BaseEstimatorState x, int c, EstimatorInput in, double loadBefore, double dt) {
        double sunk = perLoad * (x.load[c] - loadBefore);
        x.d[3 * c + 2] -= sunk;
        filter.inflate(InvariantFilter.D + 3 * c, sunk);
        filter.inflate(InvariantFilter.D + 3 * c, creep * folding(x, c, in) * Math.sqrt(Tipping.LASTS * dt));
    }

    /** l̇²/l of the line from IMU to sole, m/s². */
    private double folding(BaseEstimatorState x, int c, EstimatorInput in) {
        SO3.rotate(x.R, 0, in.sole, 3 * c, leg, 0);
        double l2 = 0;
        double product = 0;
        for (int i = 0; i < 3; i++) {
            l2 += leg[i] * leg[i];
            product += leg[i] * x.v[i];
        }
        // l̇ = v·r / l for a foot that stands
        return l2 > 0 ? product * product / (l2 * Math.sqrt(l2)) : 0;
    }
}
