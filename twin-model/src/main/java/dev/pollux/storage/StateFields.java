package dev.pollux.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A pass over the fields of a piece of state: it writes, reads, rounds or checks them. A field that is a number is given and
 * taken back, {@code seq = f.whole(seq)}; an array is changed in place. What a condition decides is a flag of its own, so
 * that a reader takes the same way as the writer did. Package {@link dev.pollux.storage} has the bytes.
 *
 * <p>Every method throws IOException where the bytes cannot be read or written, or are none of such a field; passes that
 * know no bytes throw none.
 */
public interface StateFields {
    /** Yes or no. */
    boolean flag(boolean value) throws IOException;

    /** Many of them. */
    void flags(boolean[] values) throws IOException;

    /** A whole number, most often a small one. */
    long whole(long value) throws IOException;

    /** The same in 32 bits. */
    default int whole(int value) throws IOException {
        long whole = whole((long) value);
        if (whole != (int) whole) {
            throw new IOException("a whole number of " + whole + " where 32 bits are enough");
        }
        return (int) whole;
    }

    /** A whole number from 0 to a bound: the size of something. */
    default int count(int value, int most) throws IOException {
        int count = whole(value);
        if (count < 0 || count > most) {
            throw new IOException("a count of " + count + ", which is none of 0 to " + most);
        }
        return count;
    }

    default void whole(int[] values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            values[i] = whole(values[i]);
        }
    }

    default void whole(long[] values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            values[i] = whole(values[i]);
        }
    }

    /** A whole number that is mostly near another one, which stands before it. */
    default long near(long value, long reference) throws IOException {
        return reference + whole(value - reference);
    }

    /** A number all of whose bits count: a digest, a mask. */
    int word(int value) throws IOException;

    long word(long value) throws IOException;

    default void word(int[] values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            values[i] = word(values[i]);
        }
    }

    default void word(long[] values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            values[i] = word(values[i]);
        }
    }

    /** A finite number in double precision. */
    double exact(double value) throws IOException;

    default void exact(double[] values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            values[i] = exact(values[i]);
        }
    }

    /** A finite number that is computed in double precision and kept in single. */
    double single(double value) throws IOException;

    default void single(double[] values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            values[i] = single(values[i]);
        }
    }

    /** A finite number in single precision. */
    float single(float value) throws IOException;

    default void single(float[] values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            values[i] = single(values[i]);
        }
    }

    /** A finite number in double precision that is kept as how far it lies from a known one, in single precision. */
    double near(double value, double reference) throws IOException;

    /** A number in double precision that may be infinite or not a number. */
    double anyExact(double value) throws IOException;

    /** A number that is computed in double precision, kept in single and may be infinite or not a number. */
    double anySingle(double value) throws IOException;

    default void anySingle(double[] values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            values[i] = anySingle(values[i]);
        }
    }

    /** A number in single precision that may be infinite or not a number. */
    float anySingle(float value) throws IOException;

    default void anySingle(float[] values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            values[i] = anySingle(values[i]);
        }
    }

    /** Numbers most of which are 0, that may be infinite or not a number. */
    void sparse(float[] values) throws IOException;

    /** Whole numbers most of which are 0. */
    void sparse(int[] values) throws IOException;

    /** Flags few of which are set. */
    void sparse(boolean[] values) throws IOException;

    /** Bytes whose number is not known beforehand: the very same array where they were not read. */
    byte[] block(byte[] value) throws IOException;

    /** Text, or none. */
    @Nullable String text(@Nullable String value) throws IOException;

    /** Bytes as they are. */
    void bytes(byte[] values, int from, int count) throws IOException;

    default void bytes(byte[] values) throws IOException {
        bytes(values, 0, values.length);
    }

    /**
     * One of the constants of an enumeration.
     *
     * @param all its {@code values()}
     */
    default <E extends Enum<E>> E choice(E value, E[] all) throws IOException {
        return all[count(value.ordinal(), all.length - 1)];
    }

    /** Choices that are nearly always the first of all. */
    default <E extends Enum<E>> void sparse(E[] values, E[] all) throws IOException {
        boolean other = false;
        for (E value : values) {
            other |= value != all[0];
        }
        other = flag(other);
        for (int i = 0; i < values.length; i++) {
            values[i] = other ? choice(values[i], all) : all[0];
        }
    }
}
