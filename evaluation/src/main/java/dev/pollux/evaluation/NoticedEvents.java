package dev.pollux.evaluation;

import dev.pollux.messages.EventMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the job would have told of the robot, but for LIVE and STALE, which are a matter of the broker's clock. All are
 * counted, the first {@value #MOST} kept.
 */
public final class NoticedEvents {
    /** Events that are kept. */
    public static final int MOST = 1_000;

    /**
     * An event.
     *
     * @param time s, as the report's times
     * @param seq number of the frame it was noticed with
     * @param message a sentence for people
     * @param numbers what led to it, by name and unit
     */
    public record Event(double time, long seq, EventMessage.Kind kind, String message, Map<String, Double> numbers) {}

    private final Map<EventMessage.Kind, Integer> counts = new EnumMap<>(EventMessage.Kind.class);
    private final List<Event> first = new ArrayList<>();

    void add(Event event) {
        counts.merge(event.kind(), 1, Integer::sum);
        if (first.size() < MOST) {
            first.add(event);
        }
    }

    /** How many of a kind. */
    public int count(EventMessage.Kind kind) {
        return counts.getOrDefault(kind, 0);
    }

    /** How many of each kind that came. */
    public Map<EventMessage.Kind, Integer> counts() {
        return Collections.unmodifiableMap(counts);
    }

    /** How many in all. */
    public int count() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The first of them. */
    public List<Event> first() {
        return Collections.unmodifiableList(first);
    }
}
