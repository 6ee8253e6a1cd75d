package dev.pollux.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import dev.pollux.model.Printable;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record as one line. For people: key, headers in brackets, value; CBOR as JSON, and what is neither as its first
 * bytes. For programs: a JSON object with all of the record.
 */
final class RecordLine {
    private static final int SHOWN_BYTES = 200;

    private final JsonFactory json = new JsonFactory();
    private final CBORFactory cbor = new CBORFactory();
    private final boolean object;

    /** @param object whether a line is a JSON object */
    RecordLine(boolean object) {
        this.object = object;
    }

    /** The line of a record. */
    String of(ConsumerRecord<byte[], byte[]> record) {
        return object ? object(record) : words(record);
    }

    private String words(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder line = new StringBuilder(text(record.key()));
        for (Header header : record.headers()) {
            line.append(" [")
                    .append(Printable.of(header.key()))
                    .append(": ")
                    .append(text(header.value()))
                    .append(']');
        }
        boolean isCbor = isCbor(record);
        byte[] value = record.value();
        String shown = value == null ? "null" : asJson(value, isCbor);
        return line.append(' ')
                .append(
                        shown != null
                                ? shown
                                : "(" + value.length + " bytes that are no " + (isCbor ? "CBOR" : "JSON") + ") "
                                        + Printable.of(new String(
                                                value, 0, Math.min(value.length, SHOWN_BYTES), StandardCharsets.UTF_8)))
                .toString();
    }

    private String object(ConsumerRecord<byte[], byte[]> record) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = json.createGenerator(text)) {
            out.writeStartObject();
            out.writeNumberField("time", record.timestamp());
            out.writeNumberField("partition", record.partition());
            out.writeNumberField("offset", record.offset());
            out.writeFieldName("key");
            writeText(record.key(), out);
            out.writeObjectFieldStart("headers");
            for (Header header : record.headers()) {
                out.writeFieldName(header.key());
                writeText(header.value(), out);
            }
            out.writeEndObject();
            out.writeFieldName("value");
            byte[] value = record.value();
            String shown = value == null ? "null" : asJson(value, isCbor(record));
            if (shown != null) {
                out.writeRawValue(shown);
            } else {
                writeText(value, out);
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** UTF-8 as text; other bytes as {"base64": ...}; nothing as null. */
    private static void writeText(byte @Nullable [] bytes, JsonGenerator out) throws IOException {
        if (bytes == null) {
            out.writeNull();
            return;
        }
        try {
            out.writeString(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException binary) {
            out.writeStartObject();
            out.writeBinaryField("base64", bytes);
            out.writeEndObject();
        }
    }

    private static boolean isCbor(ConsumerRecord<byte[], byte[]> record) {
        Header type = record.headers().lastHeader("content-type");
        return type != null
                && type.value() != null
                && new String(type.value(), StandardCharsets.UTF_8).equals("application/cbor");
    }

    /** One JSON value on one line; null where the bytes are no JSON or CBOR, or more than one value. */
    private @Nullable String asJson(byte[] bytes, boolean isCbor) {
        StringWriter text = new StringWriter();
        try (JsonParser parser = isCbor ? cbor.createParser(bytes) : json.createParser(bytes);
                JsonGenerator generator = json.createGenerator(text)) {
            if (parser.nextToken() == null) {
                return null;
            }
            generator.copyCurrentStructure(parser);
            if (parser.nextToken() != null) {
                return null;
            }
        } catch (IOException neither) { // of bytes at hand: what they hold, such as no text in UTF-32 either
            return null;
        }
        return text.toString();
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "(none)" : Printable.of(new String(bytes, StandardCharsets.UTF_8));
    }
}
