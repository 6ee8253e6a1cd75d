package dev.pollux.storage;

/** Checks that all numbers that must be finite are finite. */
public final class FiniteNumbers extends StatePass {
    /** Sum of all numbers times 0: 0 while all are finite, otherwise NaN. */
    private double sum;

    /** Starts a new check. */
    public void begin() {
        sum = 0;
    }

    /** Whether all numbers since {@link #begin} are finite. */
    public boolean all() {
        return sum == 0;
    }

    @Override
    public double exact(double value) {
        sum += 0 * value;
        return value;
    }

    @Override
    public void exact(double[] values) {
        for (double value : values) {
            sum += 0 * value;
        }
    }

    @Override
    public double single(double value) {
        return exact(value);
    }

    @Override
    public double near(double value, double reference) {
        return exact(value);
    }

    @Override
    public void single(double[] values) {
        exact(values);
    }

    @Override
    public float single(float value) {
        sum += 0 * value;
        return value;
    }

    @Override
    public void single(float[] values) {
        for (float value : values) {
            sum += 0 * value;
        }
    }
}
