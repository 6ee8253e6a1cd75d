package dev.pollux.kafka;

import java.util.List;
import java.util.Map;

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

    /** The configuration that bounds a batch of records, bytes. */
    public static final String MAX_BYTES = "max.message.bytes";

    /** The configuration that says what becomes of old records. */
    public static final String CLEANUP = "cleanup.policy";

    /** Bytes that a topic the twin writes to must take: a prediction of 256 joints at three horizons has some 50 kB. */
    public static final int LEAST_WRITTEN = 128 << 10;

    private static final int MEBI = 1 << 20;

    /** What the twin writes of one robot is far smaller, and no producer sends more unless it is told to. */
    private static final Map<String, String> WRITTEN = Map.of(MAX_BYTES, String.valueOf(MEBI));

    private static final Specification FRAMES = new Specification(
            ROBOT_FRAMES,
            12,
            Map.of(
                    // Windows run on the broker's clock: one robot's wrong clock cannot hold up the others.
                    "message.timestamp.type",
                    "LogAppendTime",
                    CLEANUP,
                    "delete",
                    // The limit then holds for a batch as the job unpacks it, however small it was when it came.
                    "compression.type",
                    "uncompressed",
                    MAX_BYTES,
                    String.valueOf(12 * MEBI)));

    /** All topics as they should be made. */
    public static final List<Specification> ALL = List.of(
            FRAMES,
            new Specification(
                    ROBOT_MODELS,
                    1,
                    Map.of(
                            CLEANUP,
                            "compact",
                            "compression.type",
                            "uncompressed",
                            MAX_BYTES,
                            String.valueOf(5 * MEBI))),
            new Specification(TWIN_PREDICTIONS, 12, WRITTEN),
            new Specification(TWIN_LATENCY, 1, WRITTEN),
            new Specification(TWIN_EVENTS, 1, WRITTEN),
            // Whatever fits into robot.frames fits here too, with its headers; also what came without a key.
            new Specification(TWIN_REJECTED, 1, Map.of(CLEANUP, "delete", MAX_BYTES, String.valueOf(16 * MEBI))));

    /** What the job writes. */
    public static final List<String> OUTPUTS = List.of(TWIN_PREDICTIONS, TWIN_LATENCY, TWIN_EVENTS, TWIN_REJECTED);

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
    }
}
