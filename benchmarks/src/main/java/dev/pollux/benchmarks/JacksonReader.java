package dev.pollux.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.NumberInput;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.pollux.files.JsonMistake;
import dev.pollux.messages.MessageReader;
import dev.pollux.messages.PayloadReader;
import dev.pollux.state.FrameRejectedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Reads JSON with Jackson's streaming parser, with all checks of our own reader, for comparison. */
public final class JacksonReader extends PayloadReader {
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(MessageReader.MAX_NUMBER_LENGTH)
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .build();

    private JsonParser parser = parser(new byte[0], 0);
    private @Nullable JsonToken token;

    private static JsonParser parser(byte[] payload, int from) {
        try {
            return FACTORY.createParser(payload, from, payload.length - from);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    protected void begin(byte[] payload) {
        super.begin(payload);
        boolean marked = end > 2 && payload[0] == (byte) 0xEF && payload[1] == (byte) 0xBB && payload[2] == (byte) 0xBF;
        at = marked ? 3 : 0;
        parser = parser(payload, at);
        token = null;
    }

    private void advance() throws FrameRejectedException {
        try {
            token = parser.nextToken();
        } catch (IOException wrong) {
            throw broken(wrong);
        }
    }

    private FrameRejectedException broken(IOException wrong) {
        if (wrong instanceof JsonProcessingException mistake) {
            at = (int) parser.currentLocation().getByteOffset();
            return malformed(JsonMistake.of(mistake).what());
        }
        throw new UncheckedIOException(wrong);
    }

    @Override
    protected boolean atEnd() throws FrameRejectedException {
        advance();
        return token == null;
    }

    @Override
    protected boolean atObject() throws FrameRejectedException {
        checkText(at, end - at);
        advance();
        return token == JsonToken.START_OBJECT;
    }

    @Override
    protected Kind kind() throws FrameRejectedException {
        if (token == null) {
            at = end;
            throw malformed("");
        }
        return switch (token) {
            case START_OBJECT -> Kind.OBJECT;
            case START_ARRAY -> Kind.ARRAY;
            case VALUE_STRING -> Kind.STRING;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Kind.NUMBER;
            case VALUE_TRUE, VALUE_FALSE -> Kind.BOOLEAN;
            default -> Kind.NULL;
        };
    }

    @Override
    protected void beginObject() throws FrameRejectedException {
        descend();
    }

    @Override
    protected void beginArray() throws FrameRejectedException {
        descend();
    }

    @Override
    protected @Nullable String nextName() throws FrameRejectedException {
        if (!next(JsonToken.END_OBJECT)) {
            return null;
        }
        String name = text();
        advance();
        return name;
    }

    @Override
    protected boolean nextElement() throws FrameRejectedException {
        return next(JsonToken.END_ARRAY);
    }

    private boolean next(JsonToken close) throws FrameRejectedException {
        advance();
        if (token == close) {
            depth--;
        }
        return token != close;
    }

    @Override
    protected String text() throws FrameRejectedException {
        try {
            String text = parser.getText();
            for (int i = 0; i < text.length(); i++) {
                if (Character.isSurrogate(text.charAt(i)) && Character.charCount(text.codePointAt(i++)) == 1) {
                    throw malformed("half a surrogate pair in a string");
                }
            }
            return text;
        } catch (IOException wrong) {
            throw broken(wrong);
        }
    }

    @Override
    protected double number() throws FrameRejectedException {
        try {
            return parser.isNaN()
                    ? parser.getDoubleValue()
                    : NumberInput.parseDouble(
                            parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength(), true);
        } catch (IOException wrong) {
            throw broken(wrong);
        }
    }

    @Override
    protected boolean isInteger() {
        return token == JsonToken.VALUE_NUMBER_INT;
    }

    @Override
    protected long integer() throws FrameRejectedException {
        try {
            boolean fits = isInteger() && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
            return fits ? Math.max(-1, parser.getLongValue()) : -1;
        } catch (IOException wrong) {
            throw broken(wrong);
        }
    }

    @Override
    protected boolean flag() {
        return token == JsonToken.VALUE_TRUE;
    }

    @Override
    protected void skip() throws FrameRejectedException {
        Kind kind = kind();
        if (kind == Kind.OBJECT) {
            beginObject();
            while (nextName() != null) {
                skip();
            }
        } else if (kind == Kind.ARRAY) {
            beginArray();
            while (nextElement()) {
                skip();
            }
        } else if (kind == Kind.STRING) {
            text();
        }
    }

    @Override
    protected String describedNumber() throws FrameRejectedException {
        return text();
    }
}
