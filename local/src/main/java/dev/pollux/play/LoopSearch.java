package dev.pollux.play;

import dev.pollux.state.SensorFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Searches the longest part of a recording that can be repeated without a visible jump in any sensor: two instants, one
 * in the recording's first half and one in its second, with equal motion, so that what followed the first can also
 * follow the second.
 *
 * <p>Equal means that the robot's own sensors see no difference: over the {@value #BLOCK} frames before, and over the
 * {@value #BLOCK} from there on, no sensor's or command's mean differs by more than the noise of a single sample
 * ({@link SampleNoise}; at least that of good sensors of its kind, for recordings without noise). Means of so many
 * frames are accurate to a quarter of that, σ √(2/{@value #BLOCK}), so that noise does not hide equality; and positions
 * that agree before and after agree in velocity, far better than velocities are measured.
 *
 * <p>Position and heading in the world are not compared, as neither IMU nor legs measure them, unless frames have a
 * base pose. Memory is bounded: only the first and the last {@value #MOST} frames of a long recording are used.
 */
final class LoopSearch {
    /** Number of frames on each side that must agree. */
    static final int BLOCK = 32;

    /** A loop is at least a third of the recording, to represent it. */
    static final int LEAST_PART = 3;

    private static final int MOST = 8_192;

    /** Numbers stored of each end: 16 MiB. */
    static final int MOST_NUMBERS = 1 << 21;

    /** Stands for a number that was never sent: a multiple of the noise that no reading reaches. */
    private static final double UNKNOWN = -1e6;

    private final SensedColumns columns = new SensedColumns();
    private final List<double[]> head = new ArrayList<>();
    private final ArrayDeque<double[]> tail = new ArrayDeque<>();
    private long count;

    /** Adds the next frame; false if there can be no loop because names keep changing. */
    boolean take(SensorFrame frame) {
        if (!columns.take(frame)) {
            return false;
        }
        double[] row = columns.row();
        int most = most();
        if (head.size() < most) {
            head.add(row);
        }
        tail.add(row);
        while (tail.size() > most) {
            tail.remove();
        }
        count++;
        return true;
    }

    /** Most rows of each end, at their present width. */
    private int most() {
        return Math.min(MOST, MOST_NUMBERS / Math.max(1, columns.count()));
    }

    /** Number of frames added. */
    long count() {
        return count;
    }

    /** The longest loop in the added frames; null if there is none. */
    @Nullable Loop find() {
        if (columns.count() == 0 || head.size() < 2 * BLOCK) {
            return null;
        }
        double[][] first = first();
        double[][] last = whole(tail);
        double[] noise = IntStream.range(0, columns.count())
                .mapToDouble(column -> Math.max(columns.least(column), SampleNoise.of(column, List.of(first, last))))
                .toArray();
        average(first, noise);
        average(last, noise);
        return longest(first, last, widest(first));
    }

    /** The first rows, with all columns. */
    double[][] first() {
        return whole(head.subList(0, Math.min(head.size(), most())));
    }

    /** Rows with all columns; columns that came later are NaN. */
    private double[][] whole(Collection<double[]> rows) {
        double[][] all = new double[rows.size()][columns.count()];
        int i = 0;
        for (double[] row : rows) {
            Arrays.fill(all[i], Double.NaN);
            System.arraycopy(row, 0, all[i++], 0, row.length);
        }
        return all;
    }

    /**
     * Replaces each row by the mean of itself and the next ones, {@value #BLOCK} in all, as a multiple of the noise.
     * Each sum is computed separately: in a running sum, rounding of an outlier would remain.
     */
    private static void average(double[][] rows, double[] noise) {
        for (int column = 0; column < noise.length; column++) {
            for (double[] row : rows) {
                row[column] = Double.isNaN(row[column]) ? UNKNOWN : row[column] / noise[column];
            }
            for (int i = 0; i <= rows.length - BLOCK; i++) {
                double sum = 0;
                for (int k = i; k < i + BLOCK; k++) {
                    sum += rows[k][column];
                }
                rows[i][column] = sum / BLOCK;
            }
        }
    }

    /** The column that distinguishes most instants: in which the fewest pairs of means are equal. */
    private static int widest(double[][] means) {
        int widest = 0;
        long fewest = Long.MAX_VALUE;
        double[] sorted = new double[means.length - BLOCK + 1];
        for (int column = 0; column < means[0].length; column++) {
            for (int i = 0; i < sorted.length; i++) {
                sorted[i] = means[i][column];
            }
            Arrays.sort(sorted);
            long alike = 0;
            int from = 0;
            for (int i = 0; i < sorted.length; i++) {
                while (from < i && sorted[i] - sorted[from] > 1) {
                    from++;
                }
                alike += i - from;
            }
            if (alike < fewest) {
                fewest = alike;
                widest = column;
            }
        }
        return widest;
    }

    /**
     * The longest loop.
     *
     * @param first means of the recording's first frames
     * @param last means of its last ones
     * @param key the column by which candidates are found
     */
    private @Nullable Loop longest(double[][] first, double[][] last, int key) {
        int lastEnd = last.length - BLOCK;
        Integer[] order = IntStream.rangeClosed(0, lastEnd).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> last[i][key]));
        int[] ends = Arrays.stream(order).mapToInt(Integer::intValue).toArray();
        double[] keys = new double[ends.length];
        for (int i = 0; i < ends.length; i++) {
            keys[i] = last[ends[i]][key];
        }
        long before = count - last.length;
        Loop best = null;
        long longest = Math.max(BLOCK, count / LEAST_PART) - 1;
        for (int from = BLOCK; from <= first.length - BLOCK && from < count / 2; from++) {
            int start = Arrays.binarySearch(keys, first[from][key] - 1);
            start = start < 0 ? -start - 1 : start;
            for (int i = start; i < keys.length && keys[i] <= first[from][key] + 1; i++) {
                int end = ends[i];
                long length = before + end - from;
                if (length > longest
                        && end >= BLOCK
                        && before + end >= count / 2
                        && alike(first[from], last[end])
                        && alike(first[from - BLOCK], last[end - BLOCK])) {
                    best = new Loop(from, before + end);
                    longest = length;
                }
            }
        }
        return best;
    }

    private static boolean alike(double[] a, double[] b) {
        for (int i = 0; i < a.length; i++) {
            if (!(Math.abs(a[i] - b[i]) <= 1)) { // NaN for the difference of infinite means
                return false;
            }
        }
        return true;
    }
}
