package dev.pollux.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "-10, -10",
        "0.5, 0.5",
        "0.05, 0.05",
        "0.000000001, 0.000000001",
        "-4e-10, 0",
        "0.001, 0.001",
        "0.00001, 0.00001",
        "0.123456789, 0.123456789",
        "999999.9999999999, 1000000",
        "12.3400, 12.34",
        "0.100000001, 0.100000001",
        "0.000100000, 0.0001",
        "9e9, 9000000000",
        "-1234567890.125, -1234567890.125"
    })
    void numbersAreWrittenShortly(double x, String expected) {
        assertThat(written(x)).isEqualTo(expected);
    }

    /** Half a unit of the last place, and what rounding the fraction's product with 1e9 adds: 1e9 · 2⁻⁵³ units. */
    @Test
    @Tag("slow")
    void numbersAreRoundedToNinePlaces() {
        Random random = new Random(3);
        for (int i = 0; i < 100_000; i++) {
            double x = random.nextGaussian() * Math.pow(10, random.nextInt(15) - 6);
            if (Math.abs(x) <= Decimals.LIMIT) {
                BigDecimal error =
                        new BigDecimal(written(x)).subtract(new BigDecimal(x)).abs();
                assertThat(error.doubleValue()).as("%s", x).isLessThanOrEqualTo(0.5e-9 + 0x1p-53);
                assertThat(written(x)).matches("-?(0|[1-9][0-9]*)(\\.[0-9]{0,8}[1-9])?");
            }
        }
    }

    private static String written(double x) {
        byte[] out = new byte[Decimals.MAX_LENGTH + 3];
        int past = Decimals.write(x, out, 3);
        return new String(out, 3, past - 3, StandardCharsets.US_ASCII);
    }
}
