package dev.pollux.state;

import dev.pollux.estimation.joints.JointFilter;
import dev.pollux.storage.StateFields;
import java.io.IOException;
import java.util.Arrays;

/**
 * Sizes of the prediction errors of one robot: per horizon the bound for each joint and the base that contains 68.3 %
 * of its own errors, and per horizon the ratio of the 95 % bound to it. Both track the quantile by stochastic
 * approximation (Robbins and Monro 1951) on a logarithmic scale: a bound grows a little when an error exceeds it and
 * shrinks slightly less otherwise.
 */
public final class PredictionBands {
    /** Share of errors inside one sigma of a normal distribution. */
    private static final double ONE_SIGMA = 0.6827;

    private static final double OUTER = 0.95;

    /** 1.96²: squared ratio of the 95 % bound to σ of a normal distribution. */
    private static final double NORMAL_OUTER = 3.8415;

    /** Gain after the start: the memory is about 100 errors, several strides of a walk. */
    private static final double GAIN = 0.01;

    /** Bound before the first error: as expected from an encoder of 0.1 mrad. */
    private static final double FIRST = 1e-4;

    /** Number of errors after which the band is valid: half a second of them. */
    private static final int YOUNG = 50;

    /** The two quantities of the base: position (m) and orientation (rad). */
    public static final int BASE = 2;

    private final int horizons;
    private final int width;
    private final float[] inner;
    private final float[] tail;
    private final int[] scored;

    PredictionBands(int horizons, int joints) {
        this.horizons = horizons;
        width = joints + BASE;
        inner = new float[horizons * width];
        tail = new float[horizons];
        scored = new int[horizons];
        Arrays.fill(inner, (float) FIRST);
        Arrays.fill(tail, 2);
    }

    /** Learns from a scored residual. */
    public void learn(int horizon, Residual residual) {
        // Larger steps, as 1/k, at the start, so that a wrong first value is corrected within seconds.
        double gain = Math.max(GAIN, 4.0 / (4 + scored[horizon]++));
        int at = horizon * width;
        int joints = width - BASE;
        int beyond = 0;
        int compared = 0;
        for (int j = 0; j < joints; j++) {
            double error = Math.abs(residual.joints[j]);
            if (Double.isNaN(error)) {
                continue;
            }
            compared++;
            beyond += error > bound(horizon, j) ? 1 : 0;
            learn(at + j, error, gain);
        }
        if (compared > 0) {
            // Twice the gain, since errors exceed the outer bound rarely.
            double excess = (double) beyond / compared - (1 - OUTER);
            tail[horizon] = Math.max(1, tail[horizon] * (float) Math.exp(2 * gain * excess));
        }
        if (residual.baseScored) {
            learn(at + width - 2, residual.basePosition / NORM_OF_THREE, gain);
            learn(at + width - 1, residual.baseOrientation / NORM_OF_THREE, gain);
        }
    }

    /** 68.3 % quantile of the length of a vector of three independent standard normal components. */
    private static final double NORM_OF_THREE = 1.8783;

    private void learn(int i, double error, double gain) {
        inner[i] *= (float) Math.exp(gain * (error > inner[i] ? ONE_SIGMA : ONE_SIGMA - 1));
        inner[i] = Math.max(inner[i], 1e-9f);
    }

    /**
     * Writes the bands of a prediction. Residuals are measured with encoders, whose noise is subtracted: σ² = r² − R,
     * but not less than the variance of the present estimate: the future is not known better than the present. Unknown
     * quantities get no band.
     */
    public void describe(int horizon, TwinState state, Prediction out) {
        int at = horizon * width;
        boolean young = scored[horizon] < YOUNG;
        double ahead = out.horizonNanos * 1e-9;
        for (int j = 0; j < width - BASE; j++) {
            if (!state.knowsJoint(j)) {
                out.jointPositionSigma[j] = Double.NaN;
                out.jointPositionBound[j] = Double.NaN;
                continue;
            }
            double noise = state.joints.encoderVariance(j);
            double least = young
                    ? JointFilter.positionInnovationVariance(state.joints, j, ahead)
                    : state.joints.positionVariance(j);
            double sigma = sigma(horizon, j);
            double bound = bound(horizon, j);
            out.jointPositionSigma[j] = Math.sqrt(Math.max(sigma * sigma - noise, least));
            // if nearly all errors have the same size, the bound without the wider noise term would be below σ
            out.jointPositionBound[j] = Math.max(
                    out.jointPositionSigma[j],
                    Math.sqrt(Math.max(bound * bound - NORMAL_OUTER * noise, NORMAL_OUTER * least)));
        }
        double[] base = state.baseSigma;
        double drift = young ? ahead * Math.sqrt((base[6] * base[6] + base[7] * base[7] + base[8] * base[8]) / 3) : 0;
        double moved = Math.max(inner[at + width - 2], drift);
        double turned = inner[at + width - 1];
        out.basePositionSigma =
                Math.sqrt(moved * moved + (base[0] * base[0] + base[1] * base[1] + base[2] * base[2]) / 3);
        out.baseOrientationSigma =
                Math.sqrt(turned * turned + (base[3] * base[3] + base[4] * base[4] + base[5] * base[5]) / 3);
        out.setKnown(out.known() | Prediction.SIGMA);
    }

    /** The bound that contains 68.3 % of joint j's residuals, rad or m. */
    double sigma(int horizon, int j) {
        return inner[horizon * width + j];
    }

    /** The bound that contains 95 % of joint j's residuals, rad or m. */
    double bound(int horizon, int j) {
        return (double) tail[horizon] * inner[horizon * width + j];
    }

    void describe(StateFields f) throws IOException {
        f.whole(scored);
        f.anySingle(tail);
        f.anySingle(inner);
    }
}
