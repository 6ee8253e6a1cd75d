package dev.pollux.cli;

import dev.pollux.messages.Format;
import dev.pollux.messages.ModelMessage;
import dev.pollux.model.Counted;
import dev.pollux.model.RobotModel;
import dev.pollux.state.FrameRejectedException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A registered model.
 *
 * @param joints null if it cannot be built, as are mass and contacts
 * @param error why it cannot be built; null if it can
 */
record ListedModel(
        String model,
        int bytes,
        String time,
        @Nullable Integer joints,
        @Nullable Double mass,
        @Nullable Integer contacts,
        List<String> warnings,
        @Nullable String error) {
    ListedModel {
        warnings = List.copyOf(warnings);
    }

    /** Builds the model of a record to describe it. */
    static ListedModel of(String id, ConsumerRecord<byte[], byte[]> record) {
        int bytes = record.value().length;
        String time = Instant.ofEpochMilli(record.timestamp()).toString();
        try {
            ModelMessage message =
                    ModelMessage.decode(record.value(), Format.ofContentType(RegisteredModels.contentType(record)));
            if (!message.model().equals(id)) {
                throw new IllegalArgumentException(
                        "the record's key is not its model's id, \"" + message.model() + "\"");
            }
            RobotModel model = message.robotModel();
            return new ListedModel(
                    id,
                    bytes,
                    time,
                    model.jointCount(),
                    model.mass(),
                    model.contacts().size(),
                    model.warnings(),
                    null);
        } catch (IllegalArgumentException | FrameRejectedException wrong) { // UrdfException is one
            return new ListedModel(id, bytes, time, null, null, null, List.of(), String.valueOf(wrong.getMessage()));
        }
    }

    /** One line for people. */
    String text() {
        String what = error == null && joints != null && contacts != null
                ? String.format(
                        Locale.ROOT,
                        "%s, %.3f kg, %s, %s",
                        Counted.of(joints, "joint"),
                        mass,
                        Counted.of(contacts, "contact"),
                        Counted.of(warnings.size(), "warning"))
                : "cannot be built: " + error;
        return model + " " + what + " (" + bytes + " bytes, " + time + ")";
    }
}
