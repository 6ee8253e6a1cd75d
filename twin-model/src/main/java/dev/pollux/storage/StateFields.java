package dev.pollux.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A pass over the fields of a piece of state that writes, reads, rounds or checks them. A number is assigned from the
 * result, {@code seq = f.whole(seq)}; an array is changed in place. A condition on which fields depend is stored as a
 * flag, so that the reader takes the same branch as the writer. Package {@link dev.pollux.storage} defines the bytes.
 *
 * <p>Every method throws IOException if the bytes cannot be read or written or are invalid for the field; passes
 * without bytes never throw it.
 */
public interface StateFields {
    /** A flag. */
    boolean flag(boolean value) throws IOException;

    /** Several flags. */
    void flags(boolean[] values) throws IOException;

    /** An integer, usually small. */
    long whole(long value) throws IOException;

    /** The same with 32 bits. */
    default int whole(int value) throws IOException {
        long whole = whole((long) value);
        if (whole != (int) whole) {
            throw new IOException("a whole number of " + whole + " where 32 bits are enough");
        }
        return (int) whole;
    }

    /** An integer from 0 to a bound, such as a size. */
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

    /** An integer that is usually close to another one, which is passed before it. */
    default long near(long value, long reference) throws IOException {
        return reference + whole(value - reference);
    }

    /** An integer in full width: a hash, a mask. */
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

    /** A finite number that is computed in double precision and stored in single precision. */
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

    /** A finite number in double precision, stored as its single-precision difference from a known one. */
    double near(double value, double reference) throws IOException;

    /** A number in double precision that may be infinite or NaN. */
    double anyExact(double value) throws IOException;

    /** A number that is computed in double precision, stored in single precision and may be infinite or NaN. */
    double anySingle(double value) throws IOException;

    default void anySingle(double[] values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            values[i] = anySingle(values[i]);
        }
    }

    /** A number in single precision that may be infinite or NaN. */
    float anySingle(float value) throws IOException;

    default void anySingle(float[] values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            values[i] = anySingle(values[i]);
        }
    }

    /** Numbers that are mostly 0 and may be infinite or NaN. */
    void sparse(float[] values) throws IOException;

    /** Integers that are mostly 0. */
    void sparse(int[] values) throws IOException;

    /** Flags that are mostly not set. */
    void sparse(boolean[] values) throws IOException;

    /** Bytes of variable length; a pass that does not read returns the same array. */
    byte[] block(byte[] value) throws IOException;

    /** Text, or null. */
    @Nullable String text(@Nullable String value) throws IOException;

    /** Bytes without a length. */
    void bytes(byte[] values, int from, int count) throws IOException;

    default void bytes(byte[] values) throws IOException {
        bytes(values, 0, values.length);
    }

    /**
     * A constant of an enumeration.
     *
     * @param all its {@code values()}
     */
    default <E extends Enum<E>> E choice(E value, E[] all) throws IOException {
        return all[count(value.ordinal(), all.length - 1)];
    }

    /** Constants that are mostly the first one of the enumeration. */
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
