package dev.pollux.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    private final JsonReader reader = new JsonReader();

    @Test
    void numbersAreReadToTheLastBit() throws Exception {
        Random random = new Random(5);
        for (int i = 0; i < 200_000; i++) {
            double x = random.nextInt() * Math.pow(10, random.nextInt(30) - 15);
            String text = switch (i % 4) {
                case 0 -> Double.toString(x);
                case 1 -> Double.toString(Double.longBitsToDouble(random.nextLong() & ~(1L << 62)));
                case 2 -> Long.toString(random.nextLong()) + "." + random.nextInt(1000);
                default -> String.format("%." + i % 9 + "f", x % 1e6);
            };
            assertThat(Double.doubleToLongBits(number(text)))
                    .as(text)
                    .isEqualTo(Double.doubleToLongBits(Double.parseDouble(text)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "-0.0",
                "1E5",
                "1e+5",
                "1e-5",
                "9007199254740993",
                "18446744073709551616",
                "1e-400",
                "5e-324",
                "0.00000000000000000000000000000001",
                "1e22",
                "1e23",
                "123456789012345678901234567890e-30",
                "1e99999999999"
            })
    void numbersOfAnyFormAreReadAsJavaReadsThem(String text) throws Exception {
        assertThat(Double.doubleToLongBits(number(text))).isEqualTo(Double.doubleToLongBits(Double.parseDouble(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-",
                "+1",
                ".5",
                "1.",
                "1.e5",
                "1e",
                "1e+",
                "01",
                "-01",
                "0x10",
                "1_000",
                "--1",
                "1f",
                "Nan",
                "Inf",
                "-",
                "nul",
                "\"",
                "\"\\",
                "\"\\u12",
                "\"\\u12g4\"",
                "\"\\x\"",
                "\"\\ud83d\"",
                "\"\\ude00\\ud83d\"",
                "\"\t\""
            })
    void whatJsonDoesNotHaveIsMalformed(String text) {
        assertThatThrownBy(() -> passOver(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        FrameRejectedException.class,
                        e -> assertThat(e.reason()).isEqualTo(RejectReason.MALFORMED));
    }

    @ParameterizedTest
    @CsvSource({"c080", "eda080", "f4908080", "80", "e282", "fe"})
    void textThatIsNoUtf8IsMalformedEvenWherePassedOver(String hex) {
        byte[] inner = HexFormat.of().parseHex(hex);
        byte[] payload = new byte[inner.length + 2];
        payload[0] = '"';
        payload[payload.length - 1] = '"';
        System.arraycopy(inner, 0, payload, 1, inner.length);
        assertThatThrownBy(() -> passOver(payload)).hasMessageContaining("no UTF-8");
    }

    @Test
    void textsComeAsTheyWereWrittenAgainAndAgain() throws Exception {
        String[][] pairs = {
            {"\"\"", ""},
            {"\"left_knee\"", "left_knee"},
            {"\"a\\\"b\"", "a\"b"},
            {"\"a\"", "a"},
            {"\"größe €\"", "größe €"},
            {"\"\\u00e9\\n\\/\\\\\\ud83d\\ude00é\"", "é\n/\\😀é"},
            {"\"left_knee_2\"", "left_knee_2"},
        };
        for (int round = 0; round < 3; round++) {
            for (String[] pair : pairs) {
                begin(pair[0].getBytes(StandardCharsets.UTF_8));
                assertThat(reader.text()).isEqualTo(pair[1]);
                assertThat(reader.atEnd()).isTrue();
            }
        }
    }

    @Test
    void textsBeyondWhatIsKeptAreReadAsWell() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            String text = "joint_" + i % 5000;
            begin(('"' + text + '"').getBytes(StandardCharsets.UTF_8));
            assertThat(reader.text()).isEqualTo(text);
        }
    }

    private double number(String text) throws FrameRejectedException {
        begin(text.getBytes(StandardCharsets.UTF_8));
        double x = reader.number();
        assertThat(reader.atEnd()).as(text).isTrue();
        return x;
    }

    private void passOver(byte[] value) throws FrameRejectedException {
        byte[] array = new byte[value.length + 2];
        System.arraycopy(value, 0, array, 1, value.length);
        array[0] = '[';
        array[array.length - 1] = ']';
        begin(array);
        reader.skip();
    }

    private void begin(byte[] payload) throws FrameRejectedException {
        reader.begin(payload);
        reader.kind();
    }
}
