package dev.pollux.messages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Jackson reads what the writers wrote. */
class MessageWriterTest {
    private static final EncodedText NAME = new EncodedText("left \"knee\"");
    private static final EncodedText VALUE = new EncodedText("held");

    private static JsonNode read(byte[] record, Format format) throws IOException {
        return (format == Format.CBOR ? new CBORMapper() : new ObjectMapper()).readTree(record);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void textsAreReadAsTheyWereWritten(Format format) throws IOException {
        MessageWriter out = MessageWriter.of(format);
        String[] texts = {"", "h-0007", "a \"b\" \\ \n\t\u0001{", "Größe}", "\uD83E\uDD16 robot", "x".repeat(70_000)};
        out.begin();
        out.field(NAME);
        out.texts(texts);
        out.field(texts[2]);
        out.text(texts[4]);
        out.field(VALUE);
        out.text(texts[3]);
        out.field("word");
        out.text(VALUE);
        JsonNode record = read(out.end(), format);
        assertThat(record.get("left \"knee\"")).hasSize(texts.length);
        for (int i = 0; i < texts.length; i++) {
            assertThat(record.get("left \"knee\"").get(i).textValue()).isEqualTo(texts[i]);
        }
        assertThat(record.get(texts[2]).textValue()).isEqualTo(texts[4]);
        assertThat(record.get("held").textValue()).isEqualTo(texts[3]);
        assertThat(record.get("word").textValue()).isEqualTo("held");
        assertThat(record).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void wholeNumbersOfAllLengthsAreReadAsTheyWereWritten(Format format) throws IOException {
        MessageWriter out = MessageWriter.of(format);
        for (int shift = 0; shift < 64; shift++) {
            for (long number : new long[] {1L << shift, (1L << shift) - 1, -(1L << shift), 23, 24, -24, -25}) {
                out.begin();
                out.field(VALUE);
                out.integer(number);
                assertThat(read(out.end(), format).get("held").longValue()).isEqualTo(number);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void measuredNumbersAreReadToTheLastDigitAndMissingOnesAsNull(Format format) throws IOException {
        MessageWriter out = MessageWriter.of(format);
        Random random = new Random(7);
        double[] numbers = new double[2_000];
        for (int i = 0; i < numbers.length; i++) {
            double any = random.nextGaussian() * Math.pow(10, random.nextInt(30) - 15);
            numbers[i] = i % 2 == 0 ? any : Math.rint(any * 1e6) / 1e6;
        }
        numbers[3] = Double.NaN;
        numbers[5] = -0.0;
        numbers[7] = Double.MIN_VALUE;
        numbers[9] = -Double.MAX_VALUE;
        out.begin();
        out.field(VALUE);
        out.measured(numbers, 0, numbers.length);
        JsonNode read = read(out.end(), format).get("held");
        assertThat(read).hasSize(numbers.length);
        for (int i = 0; i < numbers.length; i++) {
            assertThat((Double) (read.get(i).isNull() ? Double.NaN : read.get(i).doubleValue()))
                    .isEqualTo(Double.valueOf(numbers[i]));
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void objectsInArraysAreReadAsTheyWereWritten(Format format) throws IOException {
        MessageWriter out = MessageWriter.of(format);
        out.begin();
        out.field(VALUE);
        out.beginArray();
        for (int i = 0; i < 3; i++) {
            out.beginObject();
            out.field(VALUE);
            out.flag(i == 1);
            out.field(NAME);
            out.computed(i / 4.0);
            out.endObject();
        }
        out.endArray();
        out.stamp(-1);
        JsonNode record = read(out.end(), format);
        assertThat(record.get("held")).hasSize(3);
        assertThat(record.get("held").get(1).get("held").booleanValue()).isTrue();
        assertThat(record.get("held").get(2).get("held").booleanValue()).isFalse();
        assertThat(record.get("held").get(2).get("left \"knee\"").doubleValue()).isEqualTo(0.5);
        assertThat(record.get("stamp").get("sec").longValue()).isEqualTo(-1);
        assertThat(record.get("stamp").get("nanosec").longValue()).isEqualTo(999_999_999);
    }
}
