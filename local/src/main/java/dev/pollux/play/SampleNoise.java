package dev.pollux.play;

import java.util.Arrays;
import java.util.List;

/**
 * Noise of a sensor's single samples in a recording: the median distance from the line through the neighbours, which
 * neither jumps nor outliers change.
 */
final class SampleNoise {
    private static final int MOST_SAMPLES = 4_096;

    /** Median of |N(0, 1)|. */
    private static final double MEDIAN = 0.6745;

    private SampleNoise() {}

    /**
     * Standard deviation of a column's samples, in its unit: σ² = E(x₋ - 2x + x₊)²/6. Repeated samples are ignored. 0
     * if there are no others.
     *
     * @param parts consecutive rows, part by part
     */
    static double of(int column, List<double[][]> parts) {
        double[] bends = new double[MOST_SAMPLES];
        int found = 0;
        int rows = parts.stream().mapToInt(part -> part.length).sum();
        int step = rows / MOST_SAMPLES + 1;
        for (double[][] part : parts) {
            for (int i = 1; i + 1 < part.length; i += step) {
                double bend = Math.abs(part[i - 1][column] - 2.0 * part[i][column] + part[i + 1][column]);
                if (bend > 0 && Double.isFinite(bend)) {
                    bends[found++] = bend;
                }
            }
        }
        Arrays.sort(bends, 0, found);
        return found == 0 ? 0 : bends[found / 2] / (MEDIAN * Math.sqrt(6));
    }
}
