package dev.pollux.estimation.base;

/**
 * The reference C++ filter's procedure around our algebra: the previous sample holds over each step, feet correct first, then
 * lost ones leave and new ones come; no gate, no dwell, no doubt beyond the noise densities. {@link CassieParityTest} holds it
 * against that filter's own output.
 */
public final class ReferenceFilter {
    public final BaseEstimatorState x = new BaseEstimatorState(2);

    private final InvariantFilter filter = new InvariantFilter(2);
    private final FilterNoise noise;
    private final double[] previous = new double[6];
    private double last;

    /**
     * @param sigma of orientation, velocity, position, both feet, slip, gyro bias and accelerometer bias
     * @param t time of the state, s
     */
    public ReferenceFilter(FilterNoise noise, double[] R, double[] v, double[] sigma, double t) {
        this.noise = noise;
        last = t;
        System.arraycopy(R, 0, x.R, 0, 9);
        System.arraycopy(v, 0, x.v, 0, 3);
        filter.open(x);
        for (int i = 0; i < filter.n; i++) {
            filter.cov[i * filter.n + i] = sigma[i / 3] * sigma[i / 3];
        }
    }

    public void step(InekfLog.Sample s) {
        filter.predict(x, previous, s.t() - last, 0, 0, noise);
        System.arraycopy(s.imu(), 0, previous, 0, 6);
        last = s.t();
        for (int c = 0; c < 2; c++) {
            if (x.standing[c] != 0 && s.flag()[c] != 0) {
                filter.correctFoot(x, c, s.sole(), 3 * c, s.covariance(), 9 * c, Double.POSITIVE_INFINITY);
            }
        }
        for (int c = 0; c < 2; c++) {
            if (s.flag()[c] != 0 && x.standing[c] == 0) {
                filter.seedFoot(x, c, s.sole(), 3 * c, s.covariance(), 9 * c, 0);
            }
            x.standing[c] = s.flag()[c];
        }
    }
}
