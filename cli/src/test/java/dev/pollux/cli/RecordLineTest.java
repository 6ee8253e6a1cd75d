package dev.pollux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The topic of refused records holds whatever anybody sent: each is a line, and none ends the reading. */
class RecordLineTest {
    @Test
    void bytesThatLookLikeUtf32AreShownAsTheBytesTheyAre() {
        byte[] framed = {0, 0, 0, 0, 5, 2, 8, 'a', 'b', 'c'};
        assertThat(new RecordLine(false).of(record(framed, false)))
                .startsWith("h-1 \\u0000\\u0000\\u0000\\u0000\\u0005\\u0002\\u0008abc");
        assertThat(new RecordLine(true).of(record(framed, false))).contains("\"value\":\"\\u0000");
    }

    @Test
    void whatWasRefusedIsShownAsItCame() throws Exception {
        String refused = "{\"seq\":1.50,\n \"a\" : 1, \"a\":2,\t\"\u001b[31m\":\"é\"}";
        byte[] bytes = refused.getBytes(StandardCharsets.UTF_8);
        assertThat(new RecordLine(false).of(record(bytes, false)))
                .isEqualTo("h-1 {\"seq\":1.50,\\n \"a\" : 1, \"a\":2,\\t\"\\u001b[31m\":\"é\"}");
        JsonMapper json = JsonMapper.builder().build();
        assertThat(json.readTree(new RecordLine(true).of(record(bytes, false)))
                        .path("value")
                        .textValue())
                .isEqualTo(refused);

        byte[] binary = {(byte) 0xff, 0, 1};
        assertThat(new RecordLine(false).of(record(binary, false)))
                .isEqualTo("h-1 (3 bytes that are no text in UTF-8, in base64) /wAB");
        assertThat(json.readTree(new RecordLine(true).of(record(binary, true)))
                        .path("value")
                        .toString())
                .isEqualTo("{\"base64\":\"/wAB\"}");
    }

    @Test
    void aRecordOfAnotherTopicIsOneLineOfJson() {
        byte[] bytes = "{\"seq\":1.5,\n \"a\" : 1}".getBytes(StandardCharsets.UTF_8);
        assertThat(new RecordLine(false).of(new ConsumerRecord<>("robot.frames", 0, 0, null, bytes)))
                .isEqualTo("(none) {\"seq\":1.5,\"a\":1}");
    }

    @Test
    void whateverARecordHoldsIsALine() throws Exception {
        Random random = new Random(7);
        byte[] text = "{\"a\":[1,2.5,\"x\",{\"b\":null}]}".getBytes(StandardCharsets.UTF_8);
        byte[][] beginnings = {
            {}, {0, 0, 0, 0}, {0, 0, (byte) 0xfe, (byte) 0xff}, {(byte) 0xfe, (byte) 0xff}, text, {(byte) 0xbf}
        };
        JsonMapper json = JsonMapper.builder().build();
        for (int i = 0; i < 20_000; i++) {
            byte[] value = bytes(random, beginnings[i % beginnings.length]);
            assertThat(new RecordLine(false).of(record(value, i % 2 == 0))).isNotEmpty();
            String object = new RecordLine(true).of(record(value, i % 2 == 0));
            assertThat(json.readTree(object).has("value")).as(object).isTrue();
        }
    }

    private static byte[] bytes(Random random, byte[] beginning) {
        byte[] value = new byte[beginning.length + random.nextInt(12)];
        random.nextBytes(value);
        System.arraycopy(beginning, 0, value, 0, beginning.length);
        if (beginning.length > 4) {
            value[random.nextInt(value.length)] = (byte) random.nextInt();
        }
        return value;
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] value, boolean cbor) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("twin.rejected", 0, 0, "h-1".getBytes(StandardCharsets.UTF_8), value);
        if (cbor) {
            record.headers().add("content-type", "application/cbor".getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }
}
