package dev.pollux.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A Kafka record as one line: key, headers in brackets, value; CBOR as JSON, and what is neither as its first bytes. */
final class RecordLine {
    private static final int SHOWN_BYTES = 200;

    private final JsonFactory json = new JsonFactory();
    private final CBORFactory cbor = new CBORFactory();

    /** The line of a record. */
    String of(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder line = new StringBuilder(text(record.key()));
        boolean isCbor = false;
        for (Header header : record.headers()) {
            String value = text(header.value());
            line.append(" [").append(header.key()).append(": ").append(value).append(']');
            isCbor |= header.key().equals("content-type") && value.equals("application/cbor");
        }
        return line.append(' ').append(value(record.value(), isCbor)).toString();
    }

    private String value(byte @Nullable [] bytes, boolean isCbor) {
        if (bytes == null) {
            return "null";
        }
        StringWriter text = new StringWriter();
        try (JsonParser parser = isCbor ? cbor.createParser(bytes) : json.createParser(bytes);
                JsonGenerator generator = json.createGenerator(text)) {
            parser.nextToken();
            generator.copyCurrentStructure(parser);
        } catch (JsonProcessingException e) {
            return "(" + bytes.length + " bytes that are no " + (isCbor ? "CBOR" : "JSON") + ") "
                    + printable(new String(bytes, 0, Math.min(bytes.length, SHOWN_BYTES), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "(none)" : printable(new String(bytes, StandardCharsets.UTF_8));
    }

    /** Control characters could drive the reader's terminal. */
    private static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) ? '·' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
