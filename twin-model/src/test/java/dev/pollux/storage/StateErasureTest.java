package dev.pollux.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StateErasureTest {
    @Test
    void everyNumberAndFlagOfErasedStateIsThatOfNewState() throws IOException {
        EveryField erased = new EveryField();
        erased.fill();
        assertThat(StoredState.bytes(erased)).isNotEqualTo(StoredState.bytes(new EveryField()));

        new StateErasure().over(erased);

        assertThat(StoredState.bytes(erased)).isEqualTo(StoredState.bytes(new EveryField()));
    }

    /** A field of every kind. */
    private static final class EveryField implements Described {
        private final double[] numbers = new double[5];
        private final float[] floats = new float[2];
        private final long[] longs = new long[3];
        private final int[] ints = new int[3];
        private final boolean[] flags = new boolean[1];
        private final double[][] doubleArrays = new double[3][3];
        private final float[][] floatArrays = new float[3][3];
        private final long[][] longArrays = new long[2][3];
        private final int[][] intArrays = new int[3][3];
        private final boolean[][] flagArrays = new boolean[2][3];

        void fill() {
            double[][] doubles = {numbers, doubleArrays[0], doubleArrays[1], doubleArrays[2]};
            for (double[] values : doubles) {
                Arrays.fill(values, 1);
            }
            for (float[] values : new float[][] {floats, floatArrays[0], floatArrays[1], floatArrays[2]}) {
                Arrays.fill(values, 1);
            }
            for (long[] values : new long[][] {longs, longArrays[0], longArrays[1]}) {
                Arrays.fill(values, 1);
            }
            for (int[] values : new int[][] {ints, intArrays[0], intArrays[1], intArrays[2]}) {
                Arrays.fill(values, 1);
            }
            for (boolean[] values : new boolean[][] {flags, flagArrays[0], flagArrays[1]}) {
                Arrays.fill(values, true);
            }
        }

        @Override
        public void describe(StateFields f) throws IOException {
            numbers[0] = f.exact(numbers[0]);
            numbers[1] = f.single(numbers[1]);
            numbers[2] = f.anyExact(numbers[2]);
            numbers[3] = f.anySingle(numbers[3]);
            numbers[4] = f.near(numbers[4], 7.0);
            floats[0] = f.single(floats[0]);
            floats[1] = f.anySingle(floats[1]);
            longs[0] = f.whole(longs[0]);
            longs[1] = f.word(longs[1]);
            longs[2] = f.near(longs[2], 7);
            ints[0] = f.whole(ints[0]);
            ints[1] = f.word(ints[1]);
            ints[2] = f.count(ints[2], 7);
            flags[0] = f.flag(flags[0]);
            f.exact(doubleArrays[0]);
            f.single(doubleArrays[1]);
            f.anySingle(doubleArrays[2]);
            f.single(floatArrays[0]);
            f.anySingle(floatArrays[1]);
            f.sparse(floatArrays[2]);
            f.whole(longArrays[0]);
            f.word(longArrays[1]);
            f.whole(intArrays[0]);
            f.word(intArrays[1]);
            f.sparse(intArrays[2]);
            f.flags(flagArrays[0]);
            f.sparse(flagArrays[1]);
        }
    }
}
