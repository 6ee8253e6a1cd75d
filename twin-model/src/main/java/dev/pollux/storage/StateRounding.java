package dev.pollux.storage;

/** Rounds what is kept in single precision to it: restored state then goes on, bit for bit, as this does. */
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
        // as they are
    }

    @Override
    public void single(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) values[i];
        }
    }
}
