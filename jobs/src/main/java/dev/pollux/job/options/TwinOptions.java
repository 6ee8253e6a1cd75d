package dev.pollux.job.options;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.apache.flink.configuration.ConfigOptions.key;

import dev.pollux.messages.Format;
import dev.pollux.messages.FrameDecoder;
import dev.pollux.state.Floor;
import dev.pollux.state.Predictor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.base.DeliveryGuarantee;

/** Every option of the job, in the order in which they are printed and documented. */
public final class TwinOptions {
    /** Where Flink keeps the state while the job runs. */
    public enum Backend {
        HASHMAP,
        ROCKSDB
    }

    private static final int MAX_HORIZONS = 16;

    private static final int MAX_REJECTED_BYTES = 31 << 20;

    private static final String TIME = " in ms, s, min, h or d";

    private static final List<Option<?>> DECLARED = new ArrayList<>();

    /** All of them. */
    public static final List<Option<?>> ALL = Collections.unmodifiableList(DECLARED);

    public static final ConfigOption<String> BOOTSTRAP_SERVERS = option(
            key("kafka.bootstrap.servers").stringType().defaultValue("localhost:9092"),
            "Kafka brokers. Every other `kafka.*` key is passed to all Kafka clients without the prefix (SASL, TLS, tuning).");

    public static final ConfigOption<String> DEFAULT_MODEL = option(
            key("model.default").stringType().defaultValue("humanoid_28"),
            "Model of a robot whose frames have never named one.");

    public static final ConfigOption<Duration> MODEL_WAIT = option(
            key("model.wait").durationType().defaultValue(ofSeconds(2)),
            "How long a frame of an unknown model waits for `robot.models` before it is rejected; 0: it does not wait.");

    public static final ConfigOption<MemorySize> MAX_FRAME = option(
            key("frames.max-bytes").memoryType().defaultValue(MemorySize.parse("1 mb")),
            "Largest frame that is decoded, at most 1 mb; larger frames are rejected.",
            " in bytes, kb or mb, from 1 byte to " + new MemorySize(FrameDecoder.MAX_BYTES),
            value -> value.getBytes() > 0 && value.getBytes() <= FrameDecoder.MAX_BYTES);

    public static final ConfigOption<MemorySize> MAX_REJECTED = option(
            key("rejected.max-bytes").memoryType().defaultValue(MemorySize.parse("16 mb")),
            "Largest record of `twin.rejected`, at most 31 mb; a record that is larger, or larger than the topic accepts, is truncated.",
            " in bytes, kb or mb, from 1 byte to " + new MemorySize(MAX_REJECTED_BYTES),
            value -> value.getBytes() > 0 && value.getBytes() <= MAX_REJECTED_BYTES);

    public static final ConfigOption<Duration> LATE_WINDOW = option(
            key("frames.late-window").durationType().defaultValue(ofMillis(100)),
            "How long a gap in seq stays open, in append time: frames that arrive late but within it are used as if in order; 0: none is.");

    public static final ConfigOption<Floor> FLOOR = option(
            key("estimate.floor").enumType(Floor.class).defaultValue(Floor.UNKNOWN),
            "level: the floor under all robots is level within 5 mm/m, so that flat soles show the base's tilt; unknown: it may slope.");

    public static final ConfigOption<List<Duration>> HORIZONS = option(
            key("predict.horizons").durationType().asList().defaultValues(ofMillis(10), ofMillis(20), ofMillis(50)),
            "Prediction horizons, in increasing order: at most 16, and with the predictor resimulated none above 1 s.",
            TIME + ", above 0 and increasing, at most " + MAX_HORIZONS,
            TwinOptions::increase);

    public static final ConfigOption<Predictor> PREDICTOR = option(
            key("predict.predictor").enumType(Predictor.class).defaultValue(Predictor.HELD),
            "held: the present accelerations and the joints' jerk are held, the base's angular acceleration decays (time constant 30 ms); resimulated: the drives' control law, if frames have commands.");

    public static final ConfigOption<Format> OUTPUT_FORMAT = option(
            key("output.format").enumType(Format.class).defaultValue(Format.JSON),
            "Format of predictions, events and latency windows.");

    public static final ConfigOption<Duration> STALE_AFTER = option(
            key("stale.after").durationType().defaultValue(ofSeconds(1)),
            "A robot that sends no usable frame for this long is STALE; 0: never, and there are no LIVE events.");

    public static final ConfigOption<Duration> FORGET_AFTER = option(
            key("forget.after").durationType().defaultValue(Duration.ofDays(1)),
            "The state of a robot that sends no usable frame for this long is deleted, after 1 min if it has sent fewer than 100 usable frames since its start; 0: never.");

    public static final ConfigOption<Duration> WINDOW_SIZE = option(
            key("window.size").durationType().defaultValue(ofSeconds(1)),
            "Length of a latency window, in append time.",
            TIME + ", at least 1 ms",
            value -> value.toMillis() > 0);

    public static final ConfigOption<Duration> WINDOW_IDLE = option(
            key("window.idle").durationType().defaultValue(ofSeconds(1)),
            "A partition without records for this long is idle: latency windows no longer wait for it.");

    public static final ConfigOption<DeliveryGuarantee> GUARANTEE = option(
            key("delivery.guarantee").enumType(DeliveryGuarantee.class).defaultValue(DeliveryGuarantee.AT_LEAST_ONCE),
            "exactly-once writes one Kafka transaction per checkpoint: readers see records later, by half a checkpoint interval on average.");

    public static final ConfigOption<String> TRANSACTION_PREFIX = option(
            key("delivery.transactional-id-prefix").stringType().defaultValue("pollux-twin"),
            "Prefix of the transactional ids under exactly-once; each job on a broker needs its own.");

    public static final ConfigOption<Duration> CHECKPOINT_INTERVAL = option(
            key("checkpoint.interval").durationType().defaultValue(ofSeconds(5)),
            "Checkpoint interval. After a failure, what came since the last checkpoint is processed again.",
            TIME + ", at least 1 ms",
            value -> value.toMillis() > 0);

    public static final ConfigOption<String> CHECKPOINT_DIRECTORY = option(
            key("checkpoint.directory").stringType().defaultValue(""),
            "Where checkpoints are stored (a Flink file system URI); empty: the cluster's directory.");

    public static final ConfigOption<Backend> BACKEND = option(
            key("state.backend").enumType(Backend.class).defaultValue(Backend.HASHMAP),
            "hashmap: on the heap, fast; rocksdb: on disk, for very many robots.");

    public static final ConfigOption<Duration> BUFFER_TIMEOUT = option(
            key("buffer.timeout").durationType().defaultValue(ofMillis(1)),
            "Flink's output buffer timeout: how long a record waits for its network buffer to fill; 0: buffers are sent at once.");

    public static final ConfigOption<Duration> DISCOVERY = option(
            key("source.discovery").durationType().defaultValue(ofSeconds(30)),
            "Interval at which new partitions of the input topics are discovered; 0: never.");

    private TwinOptions() {}

    /** An option that accepts every value of its type; durations are not negative. */
    private static <T> ConfigOption<T> option(ConfigOption<T> undescribed, String description) {
        boolean duration = undescribed.defaultValue() instanceof Duration;
        return option(
                undescribed,
                description,
                duration ? TIME + ", 0 or more" : "",
                value -> !(duration && ((Duration) value).isNegative()));
    }

    private static <T> ConfigOption<T> option(
            ConfigOption<T> undescribed, String description, String bounds, Predicate<T> allowed) {
        ConfigOption<T> option = undescribed.withDescription(description);
        DECLARED.add(new Option<>(option, bounds, allowed));
        return option;
    }

    private static boolean increase(List<Duration> durations) {
        boolean increase = !durations.isEmpty() && durations.size() <= MAX_HORIZONS;
        for (int i = 0; i < durations.size(); i++) {
            increase &= durations.get(i).compareTo(i == 0 ? Duration.ZERO : durations.get(i - 1)) > 0;
        }
        return increase;
    }
}
