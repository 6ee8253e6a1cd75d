package dev.pollux.messages;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A Jackson parser that lives as long as its payloads are well-formed: it sees them as one endless stream of root values,
 * so that a payload costs no new parser and leaves no garbage.
 */
final class EndlessParser {
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(MessageReader.MAX_DEPTH)
            .maxNumberLength(MessageReader.MAX_NUMBER_LENGTH)
            .maxNameLength(1024)
            .build();

    private static final byte[] JSON_START = {'{', '}'};
    private static final byte[] CBOR_START = {(byte) 0xA0};

    private final Format format;
    private final JsonFactory factory;
    private final PayloadStream stream = new PayloadStream();
    private final Leftover leftover = new Leftover();
    private @Nullable JsonParser parser;

    EndlessParser(Format format) {
        this.format = format;
        factory = format == Format.CBOR
                ? CBORFactory.builder().streamReadConstraints(LIMITS).build()
                : new JsonFactoryBuilder()
                        .streamReadConstraints(LIMITS)
                        .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                        // Python writes NaN and Infinity so: they deserve a better answer than "unexpected token".
                        .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                        .build();
    }

    /** The parser, before the first token of a payload. */
    JsonParser begin(byte[] payload) throws IOException {
        JsonParser p = parser;
        if (p == null) {
            stream.restart();
            // The parser chooses the text's encoding by its first bytes: they are ours, so it is UTF-8.
            stream.offer(format == Format.CBOR ? CBOR_START : JSON_START);
            p = factory.createParser(stream);
            p.nextToken();
            p.nextToken();
            p.releaseBuffered(leftover);
            parser = p;
        }
        stream.offer(payload);
        return p;
    }

    /** Whether nothing but white space (in CBOR: nothing) follows the value that was read. */
    boolean exhausted() throws IOException {
        leftover.clear();
        if (parser != null) {
            parser.releaseBuffered(leftover);
        }
        for (int b = stream.read(); b >= 0; b = stream.read()) {
            leftover.write(b);
        }
        return format == Format.JSON ? !leftover.text : !leftover.any;
    }

    /** Where in the payload the parser stands, bytes. */
    long position() {
        return parser == null ? 0 : parser.currentLocation().getByteOffset() - stream.before();
    }

    /** Ends the parser: after a malformed payload it stands in the middle of nowhere. */
    void forget() {
        try {
            if (parser != null) {
                parser.close();
            }
        } catch (IOException | RuntimeException broken) {
            // It is given up in any case.
        }
        parser = null;
    }

    private static final class Leftover extends OutputStream {
        boolean any;
        boolean text;

        void clear() {
            any = false;
            text = false;
        }

        @Override
        public void write(int b) {
            any = true;
            text |= b != ' ' && b != '\n' && b != '\r' && b != '\t';
        }
    }
}
