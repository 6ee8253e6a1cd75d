package dev.pollux.estimation.feet;

import dev.pollux.estimation.base.BaseEstimatorState;
import dev.pollux.estimation.base.EstimatorInput;
import dev.pollux.estimation.base.EstimatorOptions;
import dev.pollux.estimation.base.InvariantFilter;
import dev.pollux.spatial.SO3;

/**
 * Motion of standing feet: a white part for each foot, and a correlated part that all share. The filter's time update
 * adds the white part's learned variance ({@code slipScale}); {@link #addCreep} adds what a folding leg causes.
 *
 * <p>It is not known in advance how well a robot's feet hold and how accurate its legs are, so the white part's
 * variance is learned from the innovations: it follows the normalised innovation squared, as far as it contributes to
 * the innovation's variance; otherwise it stays at, or returns to, the options' value. That is the gradient of the
 * innovations' log likelihood in ln(scale), with a normal prior on ln(scale) (R. Mehra, "Approaches to adaptive
 * filtering", IEEE Trans. Automatic Control 17(5), 1972).
 *
 * <p>The correlated part ({@link InvariantFilter#SLIP_LASTS}) has {@link
 * dev.pollux.estimation.base.FootModel#lastingSlip} times the white part's power at low frequencies.
 *
 * <p>A leg of length l that folds or stretches at l̇ pulls its foot along, since turning joints accelerate the foot by
 * J̇ q̇ even at constant speed, and soft ground responds with its own delay. In MuJoCo, whose contacts omit J̇ q̇, a
 * sole creeps by 5.7 ms · J̇ q̇, several mm/s in a fall; l̇²/l follows J̇ q̇ without joint velocities. It lasts for
 * tenths of a second, but modelled as correlated slip it increased the velocity error with a foot on the ground by
 * half: it stays white.
 */
final class Slip {
    /** Rate at which the scale follows, 1/s: within the first steps after a start. */
    private static final double RATE = 3;

    /** Weight of the options' variance: with pure slip, NIS/3 settles at 1.14 for a scale of a hundred. */
    private static final double PULL = 0.03;

    /** Largest weight of an outlier, in usual innovations. */
    private static final double OUTLIER = 20;

    private static final double LEAST = 1e-6;
    private static final double MOST = 100;

    private final InvariantFilter filter;
    private final double white;
    private final double lasting;
    private final double creep;
    private final double[] leg = new double[3];

    Slip(InvariantFilter filter, EstimatorOptions options) {
        this.filter = filter;
        white = options.noise().contact() * options.noise().contact();
        lasting = options.feet().lastingSlip() / (2 * InvariantFilter.SLIP_LASTS);
        creep = options.feet().foldingCreep();
    }

    /** No foot stands: no slip. */
    void none(BaseEstimatorState x) {
        x.slipVariance = 0;
    }

    /** Contact c stands: the correlated slip is that of the loosest foot. */
    void lasts(BaseEstimatorState x, int c) {
        x.slipVariance = Math.max(x.slipVariance, (float) (lasting * white * x.slipScale[c]));
    }

    /** Adds the creep of contact c, which has stood for {@code dt} s while its leg folded or stretched. */
    void addCreep(BaseEstimatorState x, int c, EstimatorInput in, double dt) {
        filter.inflate(InvariantFilter.D + 3 * c, creep * folding(x, c, in) * Math.sqrt(Tipping.LASTS * dt));
    }

    /**
     * Learns from contact c's innovation.
     *
     * @param nis its normalised square, three degrees of freedom, taken or gated
     * @param variance mean variance of its components, m²
     */
    void learn(BaseEstimatorState x, int c, double nis, double variance, double dt) {
        double share = Math.min(1, white * x.slipScale[c] * dt / variance);
        double excess = Math.min(nis / 3, OUTLIER) - 1;
        double scale = x.slipScale[c] * Math.exp(RATE * dt * (share * excess - PULL * Math.log(x.slipScale[c])));
        x.slipScale[c] = Math.max(LEAST, Math.min(MOST, scale));
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
