package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.spatial.SO3;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountingTurnTest {
    private final MountingTurn mounting = new MountingTurn();
    private final Random random = new Random(1);
    private final double[] B = new double[9];
    private final float[] means = new float[6];
    private double l2;
    private double m2;

    /** Draws vectors m and what a turn makes of them, l = R m + noise; and gravity in both. */
    private void draw(double[] turn, int count, double noise) {
        double[] R = new double[9];
        SO3.exp(turn[0], turn[1], turn[2], R, 0);
        double[] m = new double[3];
        double[] l = new double[3];
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < 3; i++) {
                m[i] = (i + 1) * random.nextGaussian();
            }
            SO3.rotate(R, 0, m, 0, l, 0);
            for (int i = 0; i < 3; i++) {
                l[i] += noise * random.nextGaussian();
            }
            for (int i = 0; i < 9; i++) {
                B[i] += l[i / 3] * m[i % 3];
            }
            for (int i = 0; i < 3; i++) {
                l2 += l[i] * l[i];
                m2 += m[i] * m[i];
            }
        }
        double[] up = {0.1, -0.2, 9.8};
        SO3.rotate(R, 0, up, 0, l, 0);
        for (int i = 0; i < 3; i++) {
            means[i] = (float) up[i];
            means[3 + i] = (float) l[i];
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.05, 0.3, 0.7})
    void theTurnIsFoundWhateverItsAxis(double angle) {
        for (int k = 0; k < 50; k++) {
            double[] turn = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
            double norm = Math.sqrt(turn[0] * turn[0] + turn[1] * turn[1] + turn[2] * turn[2]);
            for (int i = 0; i < 3; i++) {
                turn[i] *= angle / norm;
            }
            java.util.Arrays.fill(B, 0);
            l2 = m2 = 0;
            draw(turn, 30, 0);
            assertThat(mounting.fit(B, l2, m2, 30, 0)).isTrue();
            assertThat(mounting.angle()).isCloseTo(angle, within(1e-7));
            assertThat(mounting.sigma).isLessThan(1e-6);
            assertThat(mounting.fits(Math.sqrt(l2 * m2), means)).isTrue();
        }
    }

    @Test
    void sigmaIsThatOfTheTurn() {
        double square = 0;
        double stated = 0;
        int trials = 400;
        for (int k = 0; k < trials; k++) {
            java.util.Arrays.fill(B, 0);
            l2 = m2 = 0;
            draw(new double[3], 30, 0.5);
            assertThat(mounting.fit(B, l2, m2, 30, 0)).isTrue();
            square += mounting.angle() * mounting.angle();
            stated += mounting.sigma * mounting.sigma;
        }
        // |φ|² has three axes, of which the worst has σ
        assertThat(Math.sqrt(square / stated)).isBetween(0.8, 1.75);
    }

    @Test
    void whatHasNothingInCommonIsNoTurn() {
        for (int k = 0; k < 30; k++) {
            for (int i = 0; i < 9; i++) {
                B[i] += random.nextGaussian() * random.nextGaussian();
            }
        }
        assertThat(mounting.fit(B, 90, 90, 30, 0) && mounting.fits(90, new float[] {0, 0, 1, 0, 0, 1}))
                .isFalse();
    }

    @Test
    void aTurnThatGravityContradictsIsNone() {
        draw(new double[] {0.4, 0, 0}, 30, 0);
        means[3] = 0;
        means[4] = 0;
        means[5] = 9.8f;
        assertThat(mounting.fit(B, l2, m2, 30, 0)).isTrue();
        assertThat(mounting.fits(Math.sqrt(l2 * m2), means)).isFalse();
    }
}
