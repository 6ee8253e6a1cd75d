package dev.pollux.kafka;

import java.util.List;
import java.util.Map;

/** The topics between robots, twins and consumers, with their requirements on the broker (docs/topics.md). */
public final class Topics {
    /** Sensor frames of robots; key: robot id. */
    public static final String ROBOT_FRAMES = "robot.frames";

    /** Robot models; key: model id; compacted. */
    public static final String ROBOT_MODELS = "robot.models";

    /** State and predictions after each admitted frame; key: robot id. */
    public static final String TWIN_PREDICTIONS = "twin.predictions";

    /** Latency windows; key: robot id, or {@link #FLEET_KEY}. */
    public static final String TWIN_LATENCY = "twin.latency";

    /** Events of twins; key: robot id. */
    public static final String TWIN_EVENTS = "twin.events";

    /** Records that were not used by a twin, unchanged; key: the original one. */
    public static final String TWIN_REJECTED = "twin.rejected";

    /** Key of the fleet's latency records. */
    public static final String FLEET_KEY = "*";

    /** The configuration that limits a batch of records, bytes. */
    public static final String MAX_BYTES = "max.message.bytes";

    /** The configuration for the deletion of old records. */
    public static final String CLEANUP = "cleanup.policy";

    /** Record size that output topics must accept, bytes: 256 joints at three horizons take about 50 kB. */
    public static final int LEAST_WRITTEN = 128 << 10;

    private static final int MEBI = 1 << 20;

    /** Output for one robot is far smaller, and no producer sends more by default. */
    private static final Map<String, String> WRITTEN = Map.of(MAX_BYTES, String.valueOf(MEBI));

    private static final Specification FRAMES = new Specification(
            ROBOT_FRAMES,
            12,
            Map.of(
                    // windows use the broker's clock: one robot's wrong clock cannot delay the others
                    "message.timestamp.type",
                    "LogAppendTime",
                    CLEANUP,
                    "delete",
                    // the limit then applies to a batch as the job unpacks it, even if it was sent compressed
                    "compression.type",
                    "uncompressed",
                    MAX_BYTES,
                    String.valueOf(12 * MEBI)));

    /** All topics as they should be created. */
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
            // accepts whatever fits into robot.frames, with additional headers, also records without a key
            new Specification(TWIN_REJECTED, 1, Map.of(CLEANUP, "delete", MAX_BYTES, String.valueOf(16 * MEBI))));

    /** The topics that the job writes. */
    public static final List<String> OUTPUTS = List.of(TWIN_PREDICTIONS, TWIN_LATENCY, TWIN_EVENTS, TWIN_REJECTED);

    private Topics() {}

    /**
     * Specification of a topic.
     *
     * @param name its name
     * @param partitions number of partitions; robots are distributed over them by key
     * @param configs topic configuration that differs from the broker's defaults
     */
    public record Specification(String name, int partitions, Map<String, String> configs) {
        public Specification {
            configs = Map.copyOf(configs);
        }
    }
}
