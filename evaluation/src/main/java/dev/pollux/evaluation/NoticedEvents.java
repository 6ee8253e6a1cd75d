package dev.pollux.evaluation;

import dev.pollux.messages.EventMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Events that the job would report about the robot, except LIVE and STALE, which depend on the broker's clock. All are
 * counted, the first {@value #MOST} stored.
 */
public final class NoticedEvents {
    /** Number of events that are stored. */
    public static final int MOST = 1_000;

    /**
     * An event.
     *
     * @param time s, as in the report
     * @param seq number of the frame with which it was detected
     * @param message a sentence for people
     * @param numbers the values that led to it, by name and unit
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

    /** Number of events of a kind. */
    public int count(EventMessage.Kind kind) {
        return counts.getOrDefault(kind, 0);
    }

    /** Number of events of each kind that occurred. */
    public Map<EventMessage.Kind, Integer> counts() {
        return Collections.unmodifiableMap(counts);
    }

    /** Number of all events. */
    public int count() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The first events. */
    public List<Event> first() {
        return Collections.unmodifiableList(first);
    }
}
