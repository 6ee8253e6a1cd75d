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
 * Looks for the longest part of a recording that can be played again and again without a sensor noticing: two instants, one in
 * the recording's first half and one in its second, at which the robot moves alike, so that what came after the first can as
 * well come after the second.
 *
 * <p>Alike is what the robot's own sensors cannot tell apart: over the {@value #BLOCK} frames before, and over the
 * {@value #BLOCK} from there on, the mean of no sensor and no command differs by more than the noise of a single sample
 * ({@link SampleNoise}; at least what good sensors of its kind have, where a recording has no noise). Means of so many frames
 * know that to a quarter of it, σ √(2/{@value #BLOCK}), so that what is alike is found in spite of the noise; and positions
 * that agree before and after agree in their velocity, far better than velocities are measured.
 *
 * <p>Place and heading in the world are not compared, as neither IMU nor legs know them, but where frames carry a pose of the
 * base. Memory is bounded: of a long recording the first and the last {@value #MOST} frames are looked at.
 */
final class LoopSearch {
    /** Frames on each side that have to agree. */
    static final int BLOCK = 32;

    /** A loop is at least a third of the recording: less would not be the recording any more. */
    static final int LEAST_PART = 3;

    private static final int MOST = 8_192;

    /** Numbers that are kept of each end: 8 MiB. */
    private static final int MOST_NUMBERS = 1 << 21;

    /** Stands for what was never said: a multiple of the noise that no reading is. */
    private static final float UNKNOWN = -1e6F;

    private final SensedColumns columns = new SensedColumns();
    private final List<float[]> head = new ArrayList<>();
    private final ArrayDeque<float[]> tail = new ArrayDeque<>();
    private long count;

    /** Takes the next frame. */
    void take(SensorFrame frame) {
        columns.take(frame);
        float[] row = columns.row();
        int most = Math.min(MOST, MOST_NUMBERS / Math.max(1, row.length));
        if (head.size() < most) {
            head.add(row);
        }
        tail.add(row);
        while (tail.size() > most) {
            tail.remove();
        }
        count++;
    }

    /** Frames taken. */
    long count() {
        return count;
    }

    /** The longest loop among the frames taken; null where there is none. */
    @Nullable Loop find() {
        if (columns.count() == 0 || head.size() < 2 * BLOCK) {
            return null;
        }
        float[][] first = whole(head);
        float[][] last = whole(tail);
        double[] noise = IntStream.range(0, columns.count())
                .mapToDouble(column -> Math.max(columns.least(column), SampleNoise.of(column, List.of(first, last))))
                .toArray();
        average(first, noise);
        average(last, noise);
        return longest(first, last, widest(first));
    }

    /** Rows of all columns; those that came later are NaN. */
    private float[][] whole(Collection<float[]> rows) {
        float[][] all = new float[rows.size()][columns.count()];
        int i = 0;
        for (float[] row : rows) {
            Arrays.fill(all[i], Float.NaN);
            System.arraycopy(row, 0, all[i++], 0, row.length);
        }
        return all;
    }

    /** Turns each row into the mean of itself and those after it, {@value #BLOCK} in all, as a multiple of the noise. */
    private static void average(float[][] rows, double[] noise) {
        for (int column = 0; column < noise.length; column++) {
            double sum = 0;
            for (int i = 0; i < rows.length; i++) {
                float value = rows[i][column];
                rows[i][column] = Float.isNaN(value) ? UNKNOWN : (float) (value / noise[column]);
                sum += rows[i][column];
                if (i >= BLOCK - 1) {
                    float oldest = rows[i - BLOCK + 1][column];
                    rows[i - BLOCK + 1][column] = (float) (sum / BLOCK);
                    sum -= oldest;
                }
            }
        }
    }

    /** The column that tells most instants apart. */
    private static int widest(float[][] means) {
        int widest = 0;
        float width = -1;
        for (int column = 0; column < means[0].length; column++) {
            float least = Float.POSITIVE_INFINITY;
            float most = Float.NEGATIVE_INFINITY;
            for (int i = 0; i <= means.length - BLOCK; i++) {
                least = Math.min(least, means[i][column]);
                most = Math.max(most, means[i][column]);
            }
            if (most - least > width) {
                width = most - least;
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
    private @Nullable Loop longest(float[][] first, float[][] last, int key) {
        int lastEnd = last.length - BLOCK;
        Integer[] order = IntStream.rangeClosed(0, lastEnd).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> last[i][key]));
        int[] ends = Arrays.stream(order).mapToInt(Integer::intValue).toArray();
        float[] keys = new float[ends.length];
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

    private static boolean alike(float[] a, float[] b) {
        for (int i = 0; i < a.length; i++) {
            if (Math.abs(a[i] - b[i]) > 1) {
                return false;
            }
        }
        return true;
    }
}
