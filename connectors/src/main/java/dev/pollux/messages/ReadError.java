package dev.pollux.messages;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/** Says what is wrong with a payload: which field, what it holds, what was expected. */
final class ReadError {
    private static final Set<String> NOT_FINITE =
            Set.of("nan", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity");

    private ReadError() {}

    /** A field, or an entry of it where the index is not negative. */
    static String place(String field, int index) {
        return index < 0 ? field : field + "[" + index + "]";
    }

    /** The parser's current value, for people. */
    static String value(JsonParser p) throws IOException {
        JsonToken token = p.currentToken();
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                String text = Shown.text(p.getText());
                yield token == JsonToken.VALUE_STRING ? text : text.substring(1, text.length() - 1);
            }
            case VALUE_TRUE -> "true";
            case VALUE_FALSE -> "false";
            case VALUE_NULL -> "null";
            default -> "something else (" + token + ")";
        };
    }

    /** A rejection for a value that should be a number. */
    static FrameRejectedException notANumber(JsonParser p, String field, int index) throws IOException {
        boolean notFinite = p.currentToken() == JsonToken.VALUE_STRING
                && NOT_FINITE.contains(p.getText().toLowerCase(Locale.ROOT));
        return new FrameRejectedException(
                notFinite ? RejectReason.NOT_FINITE : RejectReason.WRONG_TYPE,
                place(field, index) + " is " + value(p)
                        + (notFinite ? "; expected a finite number, or null where missing" : "; expected a number"));
    }

    /** The rejection for what the parser threw at a byte of the payload. */
    static FrameRejectedException rejection(Exception broken, JsonParser p, long position) {
        if (broken instanceof StreamConstraintsException
                && p.getParsingContext().getNestingDepth() > MessageReader.MAX_DEPTH) {
            return new FrameRejectedException(
                    RejectReason.TOO_DEEP, "nested deeper than " + MessageReader.MAX_DEPTH + " levels");
        }
        String what = broken instanceof JsonProcessingException syntax
                ? syntax.getOriginalMessage()
                : broken.getClass().getSimpleName() + " " + broken.getMessage();
        StringBuilder line = new StringBuilder();
        what.chars().limit(200).forEach(c -> line.append(Character.isISOControl(c) || c > 0x7E ? '?' : (char) c));
        return new FrameRejectedException(RejectReason.MALFORMED, "broken near byte " + position + ": " + line);
    }
}
