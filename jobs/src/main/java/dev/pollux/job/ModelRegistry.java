package dev.pollux.job;

import dev.pollux.job.options.JobOptions;
import dev.pollux.job.options.TwinOptions;
import dev.pollux.job.state.FrameRecord;
import dev.pollux.messages.Format;
import dev.pollux.messages.ModelMessage;
import dev.pollux.messages.PredictionEncoder;
import dev.pollux.model.RobotModel;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import dev.pollux.twin.DigitalTwin;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.jspecify.annotations.Nullable;

/**
 * The models that robots can name. Broadcast state holds their messages unchanged; parsed models and working memory are
 * cached beside it, for one thread, and rebuilt if the message has changed.
 */
final class ModelRegistry {
    private final JobOptions options;
    private final Runnable onSynced;
    private final Map<String, Parsed> parsed = new HashMap<>();
    private final RefusedModels refused = new RefusedModels();
    private final Failures failures;
    private KnownModel builtIn;

    /**
     * A parsed message.
     *
     * @param model null if the message holds none, or one that this version cannot build
     * @param complaint why there is no model; empty if there is one
     */
    private record Parsed(FrameRecord message, @Nullable KnownModel model, String complaint) {}

    /** @param onSynced called by each twin as soon as a robot's state is synchronised to a frame */
    ModelRegistry(JobOptions options, Runnable onSynced, Failures failures) {
        this.options = options;
        this.onSynced = onSynced;
        this.failures = failures;
        builtIn = known(BuiltInModels.HUMANOID_28, BuiltInModels.humanoid28());
    }

    /** The model with that id; null if there is none. Registered models override built-in ones. */
    @Nullable KnownModel find(String id, ReadOnlyBroadcastState<String, FrameRecord> models) throws Exception {
        FrameRecord message = models.get(id);
        if (message == null) {
            return id.equals(builtIn.id()) ? builtIn : null;
        }
        Parsed kept = parsed.get(id);
        if (kept == null || kept.message != message) {
            kept = restore(id, message);
            parsed.put(id, kept);
        }
        return kept.model;
    }

    /** Restores a model from state; there is none if this version cannot build what a former version stored. */
    private Parsed restore(String id, FrameRecord message) {
        try {
            return new Parsed(message, known(id, parse(message)), "");
        } catch (FrameRejectedException rejection) {
            return new Parsed(message, null, String.valueOf(rejection.getMessage()));
        } catch (RuntimeException | StackOverflowError | AssertionError failure) {
            return new Parsed(
                    message,
                    null,
                    String.valueOf(failures.refusal(failure, message).getMessage()));
        }
    }

    /** Replaces a model's working memory after a failure. */
    void renew(KnownModel known) {
        KnownModel fresh = known(known.id(), known.twin().model());
        Parsed kept = parsed.get(known.id());
        if (kept != null && kept.model == known) {
            parsed.put(known.id(), new Parsed(kept.message, fresh, ""));
        } else if (builtIn == known) {
            builtIn = fresh;
        }
    }

    /**
     * Registers a record of {@code robot.models}; a record without a value removes its model.
     *
     * <p>Everything a twin needs is built before it is stored: if anything fails, the former model stays.
     *
     * @return warnings of the model's reader; empty if the same message was registered before
     * @throws FrameRejectedException if the record holds no model
     */
    List<String> register(FrameRecord message, BroadcastState<String, FrameRecord> models) throws Exception {
        message.key.check("the model's id");
        String id = message.key.id();
        refused.forget(id);
        if (message.value == null) {
            models.remove(id);
            parsed.remove(id);
            return List.of();
        }
        if (isKnown(id, message, models)) {
            return List.of();
        }
        RobotModel model = parse(message);
        Parsed built = new Parsed(message, known(id, model), "");
        models.put(id, message);
        parsed.put(id, built);
        return model.warnings();
    }

    /** Notes that a record holds no model, for the messages to frames that name it. */
    void refuse(FrameRecord message, FrameRejectedException rejection) {
        String id = message.key.id();
        if (!id.isEmpty()) {
            refused.note(id, rejection);
        }
    }

    /** Whether this message is already registered: building a model takes ms, in which all robots would wait. */
    private boolean isKnown(String id, FrameRecord message, ReadOnlyBroadcastState<String, FrameRecord> models)
            throws Exception {
        FrameRecord registered = models.get(id);
        return registered != null
                && Arrays.equals(registered.value, message.value)
                && Objects.equals(registered.contentType, message.contentType)
                && find(id, models) != null;
    }

    /** Message for a frame whose model is not registered or cannot be built. */
    String explainUnknown(String id) {
        Parsed kept = parsed.get(id);
        if (kept != null && kept.model == null) {
            return "model \"" + id + "\" is registered, but cannot be built: " + kept.complaint;
        }
        String why = refused.why(id);
        if (why != null) {
            return "model \"" + id
                    + "\" is not registered, as its last record in robot.models was refused (MODEL_REJECTED in"
                    + " twin.events): " + why;
        }
        return "model \"" + id + "\" is not registered: 'pollux models put X.urdf --id " + id
                + "' registers it, 'pollux models list' shows those that are";
    }

    private KnownModel known(String id, RobotModel model) {
        DigitalTwin twin = new DigitalTwin(
                model,
                options.get(TwinOptions.PREDICTOR),
                options.get(TwinOptions.FLOOR),
                options.get(TwinOptions.LATE_WINDOW).toMillis(),
                options.get(TwinOptions.HORIZONS).stream()
                        .mapToLong(Duration::toNanos)
                        .toArray());
        return new KnownModel(id, twin, twin.newWorkspace(onSynced), new PredictionEncoder(model));
    }

    private static RobotModel parse(FrameRecord message) throws FrameRejectedException {
        byte[] value = Objects.requireNonNull(message.value, "a model without a value is never registered");
        try {
            ModelMessage model = ModelMessage.decode(value, Format.ofContentType(message.contentType));
            if (!model.model().equals(message.key.id())) {
                throw new FrameRejectedException(
                        RejectReason.KEY_MISMATCH,
                        "the model is \"" + model.model() + "\", but the record's key is " + message.key);
            }
            return model.robotModel().named(model.model());
        } catch (IllegalArgumentException wrong) { // UrdfException is one
            throw new FrameRejectedException(RejectReason.MALFORMED, String.valueOf(wrong.getMessage()));
        }
    }
}
