package dev.pollux.kafka;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;

/** The topics between robots, twin and readers, with what each needs of the broker (docs/topics.md). */
public final class Topics {
    /** What robots sense; key: robot id. */
    public static final String ROBOT_FRAMES = "robot.frames";

    /** The kinds of robots; key: model id; compacted. */
    public static final String ROBOT_MODELS = "robot.models";

    /** State and predictions after each admitted frame; key: robot id. */
    public static final String TWIN_PREDICTIONS = "twin.predictions";

    /** Latency windows; key: robot id, or {@link #FLEET_KEY}. */
    public static final String TWIN_LATENCY = "twin.latency";

    /** What happened to a twin; key: robot id. */
    public static final String TWIN_EVENTS = "twin.events";

    /** Records that did not become part of a twin, as they came; key: theirs. */
    public static final String TWIN_REJECTED = "twin.rejected";

    /** Key of the fleet's latency records. */
    public static final String FLEET_KEY = "*";

    private static final int MEBI = 1 << 20;

    private static final Specification FRAMES = new Specification(
            ROBOT_FRAMES,
            12,
            // Windows run on the broker's clock: one robot's wrong clock cannot hold up the others.
            Map.of("message.timestamp.type", "LogAppendTime", "max.message.bytes", String.valueOf(12 * MEBI)));

    /** All topics as they should be made. */
    public static final List<Specification> ALL = List.of(
            FRAMES,
            new Specification(
                    ROBOT_MODELS,
                    1,
                    Map.of("cleanup.policy", "compact", "max.message.bytes", String.valueOf(5 * MEBI))),
            new Specification(TWIN_PREDICTIONS, 12, Map.of()),
            new Specification(TWIN_LATENCY, 1, Map.of()),
            new Specification(TWIN_EVENTS, 1, Map.of()),
            // Whatever fits into robot.frames fits here too, with its headers.
            new Specification(TWIN_REJECTED, 1, Map.of("max.message.bytes", String.valueOf(16 * MEBI))));

    private Topics() {}

    /**
     * How a topic is made.
     *
     * @param name its name
     * @param partitions how many; robots are spread over them by key
     * @param configs topic configuration beyond the broker's defaults
     */
    public record Specification(String name, int partitions, Map<String, String> configs) {
        public Specification {
            configs = Map.copyOf(configs);
        }

        /** The request that makes it, with so many replicas. */
        public NewTopic newTopic(short replicas) {
            return new NewTopic(name, partitions, replicas).configs(configs);
        }
    }
}
