package dev.pollux.spatial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SO3Test {
    /** A few rounding errors of numbers of size one. */
    private static final double ROUNDING = 4e-15;

    @Test
    void logUndoesExpUpToAHalfTurn() {
        Random random = new Random(1);
        double[] R = new double[9];
        double[] phi = new double[3];
        for (int i = 0; i < 10_000; i++) {
            double[] axis = unit(random);
            double angle = i % 4 == 0
                    ? Math.PI * (1 - Math.pow(10, -9 * random.nextDouble()))
                    : Math.pow(10, -9 * random.nextDouble());
            SO3.exp(angle * axis[0], angle * axis[1], angle * axis[2], R, 0);
            SO3.log(R, 0, phi, 0);
            // Near a half turn a rounding error of R moves the axis by its square root's inverse: none of it is lost
            // here.
            for (int k = 0; k < 3; k++) {
                assertThat(phi[k]).isCloseTo(angle * axis[k], within(1e-14 + 4e-15 * angle));
            }
        }
    }

    @Test
    void expIsARotation() {
        Random random = new Random(2);
        double[] R = new double[9];
        for (int i = 0; i < 1_000; i++) {
            SO3.exp(4 * random.nextGaussian(), 4 * random.nextGaussian(), 4 * random.nextGaussian(), R, 0);
            for (int r = 0; r < 3; r++) {
                for (int c = 0; c < 3; c++) {
                    double dot = R[r] * R[c] + R[3 + r] * R[3 + c] + R[6 + r] * R[6 + c];
                    assertThat(dot).isCloseTo(r == c ? 1 : 0, within(ROUNDING));
                }
            }
        }
    }

    @Test
    void seriesMeetsClosedFormWhereTheyChangeOver() {
        double[] below = new double[9];
        double[] above = new double[9];
        SO3.exp(0.99999e-4, 0, 0, below, 0);
        SO3.exp(1.00001e-4, 0, 0, above, 0);
        // sin is linear here to 1e-18: the step between both angles is 2e-9.
        assertThat(above[7] - below[7]).isCloseTo(2e-9, within(1e-17));
    }

    @Test
    void rollPitchYawTurnsAboutXFirst() {
        double[] R = new double[9];
        SO3.fromRollPitchYaw(0.3, 0, Math.PI / 2, R, 0);
        double[] v = {1, 0, 0};
        SO3.rotate(R, 0, v, 0, v, 0);
        assertThat(v).containsExactly(new double[] {0, 1, 0}, within(ROUNDING));
        double[] z = {0, 0, 1};
        SO3.rotate(R, 0, z, 0, z, 0);
        // Rx tips z towards −y, Rz takes −y to x.
        assertThat(z).containsExactly(new double[] {Math.sin(0.3), 0, Math.cos(0.3)}, within(ROUNDING));
    }

    @Test
    void quaternionAndExpAgree() {
        Random random = new Random(3);
        double[] a = new double[9];
        double[] b = new double[9];
        for (int i = 0; i < 1_000; i++) {
            double[] u = unit(random);
            double angle = 6 * random.nextDouble();
            double s = Math.sin(angle / 2);
            double scale = 0.5 + random.nextDouble(); // not normalised on purpose
            SO3.fromQuaternion(scale * s * u[0], scale * s * u[1], scale * s * u[2], scale * Math.cos(angle / 2), a, 0);
            SO3.exp(angle * u[0], angle * u[1], angle * u[2], b, 0);
            assertThat(a).containsExactly(b, within(ROUNDING));
        }
    }

    @Test
    void inverseRotationUndoesRotation() {
        double[] R = new double[9];
        SO3.exp(0.4, -1.2, 2, R, 0);
        double[] v = {1, 2, 3};
        SO3.rotate(R, 0, v, 0, v, 0);
        assertThat(v[0]).isNotCloseTo(1, within(0.1));
        SO3.rotateInverse(R, 0, v, 0, v, 0);
        assertThat(v).containsExactly(new double[] {1, 2, 3}, within(4 * ROUNDING));
    }

    private static double[] unit(Random random) {
        double x = random.nextGaussian();
        double y = random.nextGaussian();
        double z = random.nextGaussian();
        double n = Math.sqrt(x * x + y * y + z * z);
        return new double[] {x / n, y / n, z / n};
    }
}
