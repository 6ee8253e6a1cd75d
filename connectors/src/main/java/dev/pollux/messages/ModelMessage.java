package dev.pollux.messages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.pollux.files.JsonMistake;
import dev.pollux.model.RobotModel;
import dev.pollux.robot.RobotModels;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A robot model: a record of {@code robot.models} (docs/topics.md), whose key is the model's id.
 *
 * @param model the model's id
 * @param urdf the URDF's text
 * @param description what the URDF does not contain, in the form of a {@code .robot.json}; null if the URDF is enough
 */
public record ModelMessage(
        String model, String urdf, @Nullable JsonNode description) {
    /** Most bytes of a message. */
    public static final int MAX_BYTES = 4 << 20;

    /**
     * Builds the model.
     *
     * @throws IllegalArgumentException if URDF or description are invalid, with element and reason
     */
    public RobotModel robotModel() {
        return RobotModels.read(urdf, description == null ? null : description.toString());
    }

    public byte[] encode(Format format) {
        return MessageMapper.encode(this, format);
    }

    /**
     * Decodes a model.
     *
     * @throws IllegalArgumentException if the bytes are not a model message, with what was expected
     */
    public static ModelMessage decode(byte[] payload, Format format) {
        if (payload.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a model of " + payload.length + " bytes; expected at most " + MAX_BYTES);
        }
        ModelMessage message;
        try {
            message = MessageMapper.decode(payload, format, ModelMessage.class);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException("no model message: " + JsonMistake.of(wrong), wrong);
        } catch (IOException wrong) {
            throw new IllegalArgumentException("no model message: " + wrong.getMessage(), wrong);
        }
        if (message == null || message.model == null || message.model.isEmpty() || message.urdf == null) {
            throw new IllegalArgumentException(
                    "a model message needs \"model\", its id, and \"urdf\", the URDF's text");
        }
        return message;
    }
}
