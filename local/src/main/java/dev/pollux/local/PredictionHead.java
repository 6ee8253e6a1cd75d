package dev.pollux.local;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.pollux.messages.MessageField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Reads seq and stamp of a {@code twin.predictions} record without parsing the rest. */
public final class PredictionHead {
    private final JsonFactory json = new JsonFactory();
    private long seq;
    private long stampNanos;

    /** Reads the head of a JSON prediction. */
    public void read(byte[] value) {
        read(ByteBuffer.wrap(value));
    }

    /** Reads the head of a JSON prediction, the rest of a buffer that has an array. */
    public void read(ByteBuffer value) {
        boolean hasSeq = false;
        boolean hasStamp = false;
        try (JsonParser parser =
                json.createParser(value.array(), value.arrayOffset() + value.position(), value.remaining())) {
            parser.nextToken();
            while (!(hasSeq && hasStamp)) {
                String field = parser.nextFieldName();
                if (field == null) {
                    throw new IllegalArgumentException("a prediction without seq or stamp");
                }
                JsonToken token = parser.nextToken();
                if (field.equals(MessageField.SEQ.toString())) {
                    seq = parser.getLongValue();
                    hasSeq = true;
                } else if (field.equals(MessageField.STAMP.toString()) && token == JsonToken.START_OBJECT) {
                    readStamp(parser);
                    hasStamp = true;
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a prediction that is no JSON", e);
        }
    }

    private void readStamp(JsonParser parser) throws IOException {
        stampNanos = 0;
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            parser.nextToken();
            stampNanos += field.equals(MessageField.SEC.toString())
                    ? parser.getLongValue() * 1_000_000_000
                    : parser.getLongValue();
        }
    }

    public long seq() {
        return seq;
    }

    public long stampNanos() {
        return stampNanos;
    }
}
