package dev.pollux.estimation.feet;

import dev.pollux.estimation.base.BaseEstimatorState;
import dev.pollux.estimation.base.EstimatorInput;
import dev.pollux.spatial.SO3;
import java.util.Arrays;

/**
 * A standing sole that turns over an edge: it still carries load, but its origin moves with the turn about the centre
 * of pressure r, p ← p − θ × r.
 *
 * <p>The turn is that of the sole's normal in the world. A low-pass filtered normal n̄ shows how fast it turns; the
 * foothold in the state belongs to n̄, and {@link #lean} moves it to the normal of the frame for the correction. So
 * each encoder error counts once, however many frames pass. If the centre of pressure is not measured, the foothold
 * stays and the foot is only more uncertain, up to the limit of the options.
 */
final class Tipping {
    /** Duration of an error of the edge or of the creep, s: the time for which a sole turns in one direction. */
    static final double LASTS = 0.2;

    /** Time constant of the filtered normal, s: the deviation over it is the rate of tipping. */
    private static final double LAG = 0.01;

    /** Error of a measured distance to the edge, m. */
    private static final double MEASURED_EDGE = 0.025;

    /** Rate from which a foot is released although its edge is measured, rad/s. */
    private static final double MEASURED_LIMIT = 1;

    private final double limit;
    private final double unseenEdge;
    private final double[] ahead = new double[3];
    private final double[] arm = new double[3];
    private final double[] rates;
    private final double[] moved; // −θ × r between n̄ and the frame's normal, of each contact

    /**
     * @param rate rad/s from which a foothold without a measured edge is given up
     * @param unseenEdge m, greatest distance of such an edge
     */
    Tipping(double rate, double unseenEdge, int contacts) {
        limit = rate;
        this.unseenEdge = unseenEdge;
        rates = new double[contacts];
        moved = new double[3 * contacts];
    }

    /**
     * Advances the filtered normal of contact c and its foothold.
     *
     * @param in normals and, if measured, centres of pressure
     * @return further possible motion of the contact point over {@code dt}, one σ, m; infinite if the foot tips over
     */
    double advance(BaseEstimatorState x, int c, EstimatorInput in, double dt) {
        int at = 3 * c;
        Arrays.fill(moved, at, at + 3, 0);
        rates[c] = Double.NaN;
        if (Double.isNaN(in.soleNormal[at])) {
            return 0;
        }
        SO3.rotate(x.R, 0, in.soleNormal, at, ahead, 0);
        if (x.normal[at] == 0 && x.normal[at + 1] == 0 && x.normal[at + 2] == 0) {
            System.arraycopy(ahead, 0, x.normal, at, 3);
            return 0;
        }
        double d2 = 0;
        for (int i = 0; i < 3; i++) {
            ahead[i] -= x.normal[at + i];
            d2 += ahead[i] * ahead[i];
        }
        double gain = Math.min(1, dt / LAG);
        boolean measured = !Double.isNaN(in.pressure[at]);
        if (measured) {
            SO3.rotate(x.R, 0, in.pressure, at, arm, 0);
            turn(x, at);
        }
        for (int i = 0; i < 3; i++) {
            x.normal[at + i] += gain * ahead[i];
            x.d[at + i] += gain * moved[at + i];
            moved[at + i] *= 1 - gain;
        }
        // if frames are further apart than the time constant, n̄ is the normal of the frame before
        double rate = Math.sqrt(Math.max(0, d2 - in.normalNoise[c] * in.normalNoise[c])) / Math.max(LAG, dt);
        rates[c] = rate;
        if (rate > (measured ? MEASURED_LIMIT : limit)) {
            return Double.POSITIVE_INFINITY;
        }
        // an error that lasts for T has, as white noise, the density error √T
        return (measured ? MEASURED_EDGE : unseenEdge) * rate * Math.sqrt(LASTS * dt);
    }

    /** Turn rate of the sole of contact c in the last frame, beyond encoder noise, rad/s; NaN if unknown. */
    double rate(int c) {
        return rates[c];
    }

    /** m = −θ × r with θ = n̄ × δn, the turn from n̄ to the frame's normal. */
    private void turn(BaseEstimatorState x, int at) {
        double tx = x.normal[at + 1] * ahead[2] - x.normal[at + 2] * ahead[1];
        double ty = x.normal[at + 2] * ahead[0] - x.normal[at] * ahead[2];
        double tz = x.normal[at] * ahead[1] - x.normal[at + 1] * ahead[0];
        moved[at] = tz * arm[1] - ty * arm[2];
        moved[at + 1] = tx * arm[2] - tz * arm[0];
        moved[at + 2] = ty * arm[0] - tx * arm[1];
    }

    /** Moves the foothold of contact c to where the frame's normal puts it ({@code way} 1), or back to n̄'s (−1). */
    void lean(BaseEstimatorState x, int c, int way) {
        for (int i = 3 * c; i < 3 * c + 3; i++) {
            x.d[i] += way * moved[i];
        }
    }

    /** A foothold was placed in this frame: n̄ is the frame's normal. */
    void placed(BaseEstimatorState x, int c, EstimatorInput in) {
        Arrays.fill(moved, 3 * c, 3 * c + 3, 0);
        if (!Double.isNaN(in.soleNormal[3 * c])) {
            SO3.rotate(x.R, 0, in.soleNormal, 3 * c, x.normal, 3 * c);
        }
    }
}
