package dev.pollux.recording;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * First line of a recording in JSON Lines (docs/recordings.md).
 *
 * @param model id of the robot's model, null if unknown
 * @param jointNames names of the joints, in order, if frames do not contain them
 * @param rateHz nominal frames per second, null if unknown
 * @param about what was recorded and how, for people
 */
public record RecordingHeader(
        @Nullable String model,
        @Nullable List<String> jointNames,
        @Nullable Double rateHz,
        @Nullable String about) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    /** The line, without its end. */
    byte[] encode() throws JsonProcessingException {
        ObjectNode line = JSON.createObjectNode().put("record", "header");
        line.setAll((ObjectNode) JSON.valueToTree(this));
        return JSON.writeValueAsBytes(line);
    }
}
