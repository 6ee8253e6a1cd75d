package dev.pollux.spatial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the JDK's StrictMath, which is fdlibm whole and right to less than one unit in the last place. */
class SineCosineTest {
    private static final double TOLERANCE = Math.ulp(1.0);

    private final double[] result = new double[2];

    @Test
    void bothAgreeWithFdlibmInEveryQuadrantAndBeyond() {
        Random random = new Random(20261122);
        for (double span : new double[] {1e-9, 0.8, 4, 100, 1e6, 1e12}) {
            for (int i = 0; i < 20_000; i++) {
                assertSame(span * (2 * random.nextDouble() - 1));
            }
        }
        for (int quarter = -9; quarter <= 9; quarter++) {
            assertSame(quarter * Math.PI / 2);
            assertSame(quarter * Math.PI / 4);
        }
    }

    @Test
    void tinyAnglesKeepEveryDigit() {
        SineCosine.of(-3e-200, result);
        assertThat(result).containsExactly(-3e-200, 1);
    }

    @Test
    void whatIsNoAngleHasNeither() {
        SineCosine.of(Double.NaN, result);
        assertThat(result).containsExactly(Double.NaN, Double.NaN);
        SineCosine.of(Double.POSITIVE_INFINITY, result);
        assertThat(result).containsExactly(Double.NaN, Double.NaN);
    }

    private void assertSame(double x) {
        SineCosine.of(x, result);
        assertThat(Math.abs(result[0] - StrictMath.sin(x))).as("sin %s", x).isLessThanOrEqualTo(TOLERANCE);
        assertThat(Math.abs(result[1] - StrictMath.cos(x))).as("cos %s", x).isLessThanOrEqualTo(TOLERANCE);
    }
}
