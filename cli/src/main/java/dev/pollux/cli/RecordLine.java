package dev.pollux.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import dev.pollux.kafka.Topics;
import dev.pollux.model.Printable;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Formats a Kafka record as one line. For people: key, headers in brackets, value; CBOR as JSON, and binary data as its
 * first bytes. For programs: a JSON object with the complete record. Rejected records are shown unchanged, character by
 * character: the error may be in their spelling.
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

    /** Formats a record. */
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
        if (value != null && isRefused(record) && !isCbor) {
            String text = text(value, value.length);
            return line.append(' ')
                    .append(
                            text != null
                                    ? oneLine(text)
                                    : "(" + value.length + " bytes that are no text in UTF-8, in base64) "
                                            + base64(value))
                    .toString();
        }
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
            String shown = value == null ? "null" : isRefused(record) ? null : asJson(value, isCbor(record));
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
        String text = text(bytes, bytes.length);
        if (text != null) {
            out.writeString(text);
        } else {
            out.writeStartObject();
            out.writeBinaryField("base64", bytes);
            out.writeEndObject();
        }
    }

    /** The first bytes as text; null if they are not UTF-8. */
    private static @Nullable String text(byte[] bytes, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException binary) {
            return null;
        }
    }

    /** The text with control characters escaped as in JSON: they would end the line, or control the terminal. */
    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) {
                        line.append(String.format("\\u%04x", (int) c));
                    } else {
                        line.append(c);
                    }
                }
            }
        }
        return line.toString();
    }

    private static String base64(byte[] bytes) {
        boolean all = bytes.length <= SHOWN_BYTES;
        return Base64.getEncoder().encodeToString(all ? bytes : Arrays.copyOf(bytes, SHOWN_BYTES)) + (all ? "" : " …");
    }

    private static boolean isRefused(ConsumerRecord<byte[], byte[]> record) {
        return record.topic().equals(Topics.TWIN_REJECTED);
    }

    private static boolean isCbor(ConsumerRecord<byte[], byte[]> record) {
        Header type = record.headers().lastHeader("content-type");
        return type != null
                && type.value() != null
                && new String(type.value(), StandardCharsets.UTF_8).equals("application/cbor");
    }

    /** One JSON value on one line; null if the bytes are not JSON or CBOR, or more than one value. */
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
        } catch (IOException neither) { // the bytes are neither, and not text in UTF-32 either
            return null;
        }
        return text.toString();
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "(none)" : Printable.of(new String(bytes, StandardCharsets.UTF_8));
    }
}
