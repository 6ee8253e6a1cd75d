package dev.pollux.messages;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Encodes and decodes messages that are not sent per frame: Java records, field by field, in snake case. */
final class MessageMapper {
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(MessageReader.MAX_DEPTH)
            .maxStringLength(ModelMessage.MAX_BYTES)
            .build();

    private static final ObjectMapper JSON = configure(JsonMapper.builder(
            JsonFactory.builder().streamReadConstraints(LIMITS).build()));
    private static final ObjectMapper CBOR = configure(CBORMapper.builder(
            CBORFactory.builder().streamReadConstraints(LIMITS).build()));

    private MessageMapper() {}

    private static ObjectMapper configure(MapperBuilder<?, ?> builder) {
        return builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .serializationInclusion(JsonInclude.Include.NON_NULL)
                .build();
    }

    static byte[] encode(Object message, Format format) {
        try {
            return mapper(format).writeValueAsBytes(message);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Decodes a message; throws {@link IOException} if the bytes are not one. */
    static <T> T decode(byte[] payload, Format format, Class<T> type) throws IOException {
        return mapper(format).readValue(payload, type);
    }

    private static ObjectMapper mapper(Format format) {
        return format == Format.CBOR ? CBOR : JSON;
    }
}
