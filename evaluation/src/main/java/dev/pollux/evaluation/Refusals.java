package dev.pollux.evaluation;

import dev.pollux.state.RejectReason;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Frames that the twin rejected, by reason. */
public final class Refusals {
    /**
     * Frames rejected for one reason.
     *
     * @param count number of frames
     * @param first the message for the first of them
     */
    public record Refusal(int count, String first) {}

    private final Map<RejectReason, Refusal> byReason = new EnumMap<>(RejectReason.class);

    void add(RejectReason reason, String message) {
        byReason.merge(reason, new Refusal(1, message), (so, more) -> new Refusal(so.count + 1, so.first));
    }

    public boolean isEmpty() {
        return byReason.isEmpty();
    }

    /** Number of all rejected frames. */
    public int count() {
        return byReason.values().stream().mapToInt(Refusal::count).sum();
    }

    public Map<RejectReason, Refusal> byReason() {
        return Collections.unmodifiableMap(byReason);
    }

    /** Each reason with its count and first message. */
    @Override
    public String toString() {
        return byReason.entrySet().stream()
                .map(reason -> reason.getKey() + " " + reason.getValue().count() + " (the first: "
                        + reason.getValue().first() + ")")
                .collect(Collectors.joining("; "));
    }
}
