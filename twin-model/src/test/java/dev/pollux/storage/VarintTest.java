package dev.pollux.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VarintTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "-64, 1",
        "63, 1",
        "64, 2",
        "-65, 2",
        "50000000, 4",
        "-8388608, 4",
        "1700000000000, 6",
        "9223372036854775807, 10",
        "-9223372036854775808, 10"
    })
    void aNumberTakesAsManyBytesAsItNeedsAndIsReadBack(long value, int size) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Varint.write(value, new DataOutputStream(bytes));

        assertThat(bytes.size()).isEqualTo(size);
        assertThat(read(bytes.toByteArray())).isEqualTo(value);
    }

    @Test
    void bytesWithoutAnEndAreNoNumber() {
        byte[] endless = new byte[20];
        Arrays.fill(endless, (byte) 0x80);

        assertThatThrownBy(() -> read(endless)).isInstanceOf(IOException.class).hasMessageContaining("64 bits");
    }

    private static long read(byte[] bytes) throws IOException {
        return Varint.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
