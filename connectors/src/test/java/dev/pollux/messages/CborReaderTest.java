package dev.pollux.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Examples are those of RFC 8949, appendices A and F. */
class CborReaderTest {
    private final CborReader reader = new CborReader();

    @ParameterizedTest
    @CsvSource({
        "00, 0",
        "17, 23",
        "1818, 24",
        "1903e8, 1000",
        "1a000f4240, 1000000",
        "1b000000e8d4a51000, 1000000000000",
        "1bffffffffffffffff, 18446744073709551615",
        "3bffffffffffffffff, -18446744073709551616",
        "20, -1",
        "3903e7, -1000",
        "f90000, 0",
        "f98000, -0.0",
        "f93c00, 1",
        "fb3ff199999999999a, 1.1",
        "f97bff, 65504",
        "fa47c35000, 100000",
        "fa7f7fffff, 3.4028234663852886e+38",
        "fb7e37e43c8800759c, 1e300",
        "f90001, 5.960464477539063e-8",
        "f90400, 0.00006103515625",
        "f9c400, -4",
        "fbc010666666666666, -4.1",
        "f97c00, Infinity",
        "f97e00, NaN",
        "f9fc00, -Infinity",
        "faff800000, -Infinity",
        "fb7ff8000000000000, NaN",
        "c11a514b67b0, 1363896240",
        "c1fb41d452d9ec200000, 1363896240.5",
        "1b0020000000000001, 9007199254740993"
    })
    void numbersOfAllWidths(String hex, double expected) throws Exception {
        begin(hex);
        assertThat(Double.valueOf(reader.number())).isEqualTo(Double.valueOf(expected));
        assertThat(reader.atEnd()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"00, 0", "1bffffffffffffffff, -1", "1b7fffffffffffffff, 9223372036854775807", "20, -1", "f93c00, -1"})
    void integersThatFit(String hex, long expected) throws Exception {
        begin(hex);
        reader.number();
        assertThat(reader.integer()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "60, ''",
        "6161, a",
        "6449455446, IETF",
        "62c3bc, ü",
        "64f0908591, 𐅑",
        "7f657374726561646d696e67ff, streaming",
        "7fff, ''"
    })
    void textsWithAndWithoutLength(String hex, String expected) throws Exception {
        for (int round = 0; round < 3; round++) {
            begin(hex);
            assertThat(reader.text()).isEqualTo(expected);
            assertThat(reader.atEnd()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80", "83010203", "9fff", "9f018202039f0405ffff", "83018202039f0405ff", "a0", "a201020304", "bfff",
                "bf61610161629f0203ffff", "826161bf61626163ff", "5f42010243030405ff", "f4", "f6", "f7", "f0", "f8ff",
                "c249010000000000000000", "d74401020304", "d818456449455446", "a16161f6",
                        "98190102030405060708090a0b0c0d0e0f" + "101112131415161718181819"
            })
    void whateverIsWellFormedIsPassedOver(String hex) throws Exception {
        begin(hex);
        reader.skip();
        assertThat(reader.atEnd()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "18",
                "19",
                "1a",
                "1b",
                "1901",
                "1a0102",
                "1b01020304050607",
                "38",
                "58",
                "78",
                "98",
                "9a01ff00",
                "b8",
                "d8",
                "f8",
                "f900",
                "fa0000",
                "fb000000",
                "41",
                "61",
                "5affffffff00",
                "5bffffffffffffffff010203",
                "7affffffff00",
                "7b7fffffffffffffff010203",
                "81",
                "818181818181818181",
                "8200",
                "a1",
                "a20102",
                "a100",
                "a2000000",
                "c0",
                "5f4100",
                "7f6100",
                "9f",
                "9f0102",
                "bf",
                "bf01020102",
                "819f",
                "9f8000",
                "1c",
                "1d",
                "1e",
                "3c",
                "5c",
                "7c",
                "9c",
                "bc",
                "dc",
                "fc",
                "fd",
                "fe",
                "5f00ff",
                "5f21ff",
                "5f6100ff",
                "7f4100ff",
                "5f5f4100ffff",
                "7f7f6100ffff",
                "ff",
                "81ff",
                "8200ff",
                "a1ff",
                "a1ff00",
                "a100ff",
                "bf00ff",
                "bf000000ff",
                "1f",
                "3f",
                "df",
                "61ff",
                "62c080",
                "7f61c361bcff"
            })
    void whatIsNotWellFormedIsRefused(String hex) {
        assertThatThrownBy(() -> {
                    begin(hex);
                    reader.skip();
                })
                .isInstanceOfSatisfying(
                        FrameRejectedException.class,
                        e -> assertThat(e.reason()).isEqualTo(RejectReason.MALFORMED));
    }

    @Test
    void deepNestingIsRefused() {
        assertThatThrownBy(() -> {
                    begin("81".repeat(17) + "00");
                    reader.skip();
                })
                .hasMessageContaining("nested deeper than 16 levels");
    }

    private void begin(String hex) throws FrameRejectedException {
        reader.begin(HexFormat.of().parseHex(hex));
        reader.kind();
    }
}
