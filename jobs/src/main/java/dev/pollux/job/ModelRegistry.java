package dev.pollux.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pollux.estimation.Floor;
import dev.pollux.job.state.FrameRecord;
import dev.pollux.messages.Format;
import dev.pollux.messages.ModelMessage;
import dev.pollux.messages.PredictionEncoder;
import dev.pollux.model.RobotModel;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.robot.RobotModels;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.Predictor;
import dev.pollux.state.RejectReason;
import dev.pollux.twin.DigitalTwin;
import dev.pollux.twin.LateFrames;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.jspecify.annotations.Nullable;

/**
 * The models that robots may name. Their messages, as they came, are in broadcast state; parsed models and their
 * scratch memory are kept beside it, for one thread, and made anew where the message has changed.
 */
final class ModelRegistry {
    private final long[] horizons;
    private final Predictor predictor;
    private final Floor floor;
    private final long lateMillis;
    private final Map<String, Parsed> parsed = new HashMap<>();
    private final KnownModel builtIn;

    private record Parsed(FrameRecord message, KnownModel model) {}

    ModelRegistry(List<Duration> horizons, Predictor predictor, Floor floor, Duration lateWindow) {
        this.predictor = predictor;
        this.floor = floor;
        lateMillis = lateWindow.toMillis();
        this.horizons = horizons.stream().mapToLong(Duration::toNanos).toArray();
        builtIn = known(BuiltInModels.HUMANOID_28, BuiltInModels.humanoid28());
    }

    /** The model of that id, null where none is registered. A registered one goes before the built-in. */
    @Nullable KnownModel find(String id, ReadOnlyBroadcastState<String, FrameRecord> models) throws Exception {
        FrameRecord message = models.get(id);
        if (message == null) {
            return id.equals(builtIn.id()) ? builtIn : null;
        }
        Parsed kept = parsed.get(id);
        if (kept == null || kept.message != message) {
            kept = new Parsed(message, known(id, parse(message)));
            parsed.put(id, kept);
        }
        return kept.model;
    }

    /**
     * Takes in a record of {@code robot.models}; one without a value takes its model out.
     *
     * @return what the model's reader doubts
     * @throws FrameRejectedException where it holds no model; the one before it stays
     */
    List<String> register(FrameRecord message, BroadcastState<String, FrameRecord> models) throws Exception {
        String id = message.key;
        if (id == null || id.isEmpty()) {
            throw new FrameRejectedException(RejectReason.EMPTY_KEY, "the record has no key; expected the model's id");
        }
        if (message.value == null) {
            models.remove(id);
            parsed.remove(id);
            return List.of();
        }
        RobotModel model = parse(message);
        models.put(id, message);
        parsed.put(id, new Parsed(message, known(id, model)));
        return model.warnings();
    }

    /** The sentence for a frame of a model that is not registered. */
    static String explainUnknown(String id) {
        return "model \"" + id + "\" is not registered; publish it to robot.models, or name another";
    }

    private KnownModel known(String id, RobotModel model) {
        DigitalTwin twin = new DigitalTwin(model, predictor, floor, horizons);
        return new KnownModel(id, twin, new LateFrames(twin, lateMillis), new PredictionEncoder(model));
    }

    private static RobotModel parse(FrameRecord message) throws FrameRejectedException {
        byte[] value = Objects.requireNonNull(message.value, "a model without a value is never registered");
        try {
            ModelMessage model = ModelMessage.decode(value, Format.ofContentType(message.contentType));
            if (!model.model().equals(message.key)) {
                throw new FrameRejectedException(
                        RejectReason.KEY_MISMATCH,
                        "the model is \"" + model.model() + "\", but the record's key is \"" + message.key + "\"");
            }
            JsonNode description = model.description();
            return RobotModels.read(model.urdf(), description == null ? null : description.toString())
                    .named(model.model());
        } catch (IllegalArgumentException wrong) { // UrdfException is one
            throw new FrameRejectedException(RejectReason.MALFORMED, String.valueOf(wrong.getMessage()));
        }
    }
}
