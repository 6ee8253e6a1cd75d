package dev.pollux.storage;

/** Rounds numbers that are stored in single precision, so that a restored state continues bit for bit. */
public final class StateRounding extends StatePass {
    @Override
    public double single(double value) {
        return (float) value;
    }

    @Override
    public double anySingle(double value) {
        return (float) value;
    }

    @Override
    public double near(double value, double reference) {
        return reference + (float) (value - reference);
    }

    @Override
    public void exact(double[] values) {
        // unchanged
    }

    @Override
    public void single(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) values[i];
        }
    }
}
