package dev.pollux.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** A pass without bytes that changes nothing unless a subclass does. */
public abstract class StatePass implements StateFields {
    /** Passes over all fields of a state. */
    public final void over(Described state) {
        try {
            state.describe(this);
        } catch (IOException e) {
            throw new UncheckedIOException("a pass that knows no bytes", e);
        }
    }

    @Override
    public boolean flag(boolean value) {
        return value;
    }

    @Override
    public void flags(boolean[] values) {
        // unchanged
    }

    @Override
    public long whole(long value) {
        return value;
    }

    @Override
    public int whole(int value) {
        return value;
    }

    @Override
    public void whole(int[] values) {
        // unchanged
    }

    @Override
    public void whole(long[] values) {
        // unchanged
    }

    @Override
    public int word(int value) {
        return value;
    }

    @Override
    public long word(long value) {
        return value;
    }

    @Override
    public void word(int[] values) {
        // unchanged
    }

    @Override
    public void word(long[] values) {
        // unchanged
    }

    @Override
    public double exact(double value) {
        return value;
    }

    @Override
    public double single(double value) {
        return value;
    }

    @Override
    public float single(float value) {
        return value;
    }

    @Override
    public void single(float[] values) {
        // unchanged
    }

    @Override
    public double near(double value, double reference) {
        return value;
    }

    @Override
    public double anyExact(double value) {
        return value;
    }

    @Override
    public double anySingle(double value) {
        return value;
    }

    @Override
    public float anySingle(float value) {
        return value;
    }

    @Override
    public void anySingle(float[] values) {
        // unchanged
    }

    @Override
    public void sparse(float[] values) {
        // unchanged
    }

    @Override
    public void sparse(int[] values) {
        // unchanged
    }

    @Override
    public void sparse(boolean[] values) {
        // unchanged
    }

    @Override
    public byte[] block(byte[] value) {
        return value;
    }

    @Override
    public @Nullable String text(@Nullable String value) {
        return value;
    }

    @Override
    public void bytes(byte[] values, int from, int count) {
        // unchanged
    }
}
