package dev.pollux.storage;

import java.util.Arrays;

/** Sets all numbers to 0 and all flags to false. Bytes and texts stay unchanged. */
public final class StateErasure extends StatePass {
    @Override
    public boolean flag(boolean value) {
        return false;
    }

    @Override
    public void flags(boolean[] values) {
        Arrays.fill(values, false);
    }

    @Override
    public long whole(long value) {
        return 0;
    }

    @Override
    public int whole(int value) {
        return 0;
    }

    @Override
    public void whole(int[] values) {
        Arrays.fill(values, 0);
    }

    @Override
    public void whole(long[] values) {
        Arrays.fill(values, 0);
    }

    @Override
    public long near(long value, long reference) {
        return 0;
    }

    @Override
    public int word(int value) {
        return 0;
    }

    @Override
    public long word(long value) {
        return 0;
    }

    @Override
    public void word(int[] values) {
        Arrays.fill(values, 0);
    }

    @Override
    public void word(long[] values) {
        Arrays.fill(values, 0);
    }

    @Override
    public double exact(double value) {
        return 0;
    }

    @Override
    public double single(double value) {
        return 0;
    }

    @Override
    public float single(float value) {
        return 0;
    }

    @Override
    public void single(float[] values) {
        Arrays.fill(values, 0);
    }

    @Override
    public double near(double value, double reference) {
        return 0;
    }

    @Override
    public double anyExact(double value) {
        return 0;
    }

    @Override
    public double anySingle(double value) {
        return 0;
    }

    @Override
    public float anySingle(float value) {
        return 0;
    }

    @Override
    public void anySingle(float[] values) {
        Arrays.fill(values, 0);
    }

    @Override
    public void sparse(float[] values) {
        Arrays.fill(values, 0);
    }

    @Override
    public void sparse(int[] values) {
        Arrays.fill(values, 0);
    }

    @Override
    public void sparse(boolean[] values) {
        Arrays.fill(values, false);
    }
}
