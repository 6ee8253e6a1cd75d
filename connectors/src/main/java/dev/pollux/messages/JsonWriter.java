package dev.pollux.messages;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.nio.charset.StandardCharsets;

/** Writes JSON (RFC 8259) without white space. The last byte written shows whether a comma is needed. */
final class JsonWriter extends MessageWriter {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

    /** Most characters of a double: sign, 17 digits, point, exponent. */
    private static final int LONGEST_NUMBER = 26;

    @Override
    public void field(EncodedText name) {
        append(name.json, bytes[at - 1] == '{' ? 1 : 0);
    }

    @Override
    public void field(String name) {
        if (bytes[at - 1] != '{') {
            single(',');
        }
        text(name);
        single(':');
    }

    @Override
    public void beginObject() {
        if (at > 0 && bytes[at - 1] == '}') {
            single(',');
        }
        single('{');
    }

    @Override
    public void endObject() {
        single('}');
    }

    @Override
    public void beginArray() {
        single('[');
    }

    @Override
    public void endArray() {
        single(']');
    }

    private void single(char c) {
        room(1);
        bytes[at++] = (byte) c;
    }

    @Override
    public void flag(boolean value) {
        append(value ? TRUE : FALSE, 0);
    }

    @Override
    public void text(String text) {
        single('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                single('\\');
                single(c);
            } else if (c < ' ') {
                append("\\u%04x".formatted((int) c).getBytes(StandardCharsets.US_ASCII), 0);
            } else if (c < 0x80) {
                single(c);
            } else {
                int past = Character.isHighSurrogate(c) ? Math.min(i + 2, text.length()) : i + 1;
                append(text.substring(i, past).getBytes(StandardCharsets.UTF_8), 0);
                i = past - 1;
            }
        }
        single('"');
    }

    @Override
    public void text(EncodedText text) {
        append(text.json, 1);
        at--; // its colon
    }

    @Override
    public void texts(String[] texts) {
        single('[');
        for (int i = 0; i < texts.length; i++) {
            if (i > 0) {
                single(',');
            }
            text(texts[i]);
        }
        single(']');
    }

    @Override
    public void integer(long number) {
        room(LONGEST_NUMBER);
        at = NumberOutput.outputLong(number, bytes, at);
    }

    @Override
    public void computed(double value) {
        if (Math.abs(value) <= Decimals.LIMIT) {
            room(Decimals.MAX_LENGTH);
            at = Decimals.write(value, bytes, at);
        } else {
            measured(value);
        }
    }

    @Override
    public void computed(double[] values, int from, int count) {
        room(count * (LONGEST_NUMBER + 1) + 2);
        byte[] out = bytes;
        int i = at;
        out[i++] = '[';
        for (int k = from; k < from + count; k++) {
            if (k > from) {
                out[i++] = ',';
            }
            if (Math.abs(values[k]) <= Decimals.LIMIT) {
                i = Decimals.write(values[k], out, i);
            } else {
                at = i;
                measured(values[k]);
                i = at;
            }
        }
        out[i++] = ']';
        at = i;
    }

    @Override
    public void measured(double[] values, int from, int count) {
        single('[');
        for (int i = from; i < from + count; i++) {
            if (i > from) {
                single(',');
            }
            measured(values[i]);
        }
        single(']');
    }

    private void measured(double value) {
        if (Decimals.isExact(value)) {
            room(Decimals.MAX_LENGTH);
            at = Decimals.write(value, bytes, at);
        } else {
            append(
                    Double.isFinite(value)
                            ? NumberOutput.toString(value, true).getBytes(StandardCharsets.US_ASCII)
                            : NULL,
                    0);
        }
    }
}
