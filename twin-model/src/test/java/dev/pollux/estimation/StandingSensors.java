package dev.pollux.estimation;

import dev.pollux.estimation.base.EstimatorInput;
import java.util.Random;

/** What the sensors of a robot measure that stands upright and still, its IMU 0.9 m above two soles, with a little noise. */
final class StandingSensors {
    private StandingSensors() {}

    static void imu(EstimatorInput in, Random random) {
        for (int i = 0; i < 3; i++) {
            in.imu[i] = 1e-3 * random.nextGaussian();
            in.imu[3 + i] = 0.03 * random.nextGaussian() + (i == 2 ? 9.81 : 0);
        }
    }

    static void sole(EstimatorInput in, int c, Random random) {
        in.sole[3 * c] = 1e-4 * random.nextGaussian();
        in.sole[3 * c + 1] = (c == 0 ? 0.1 : -0.1) + 1e-4 * random.nextGaussian();
        in.sole[3 * c + 2] = -0.9 + 1e-4 * random.nextGaussian();
        for (int i = 0; i < 3; i++) {
            in.soleCovariance[9 * c + 4 * i] = 1e-8;
        }
    }
}
