package dev.pollux.job.options;

import dev.pollux.estimation.feet.Floor;
import dev.pollux.messages.Format;
import dev.pollux.messages.FrameDecoder;
import dev.pollux.state.Predictor;
import java.time.Duration;
import java.util.List;

/** Every option of the job, in the order in which they are printed and documented. */
public final class TwinOptions {
    /** Where state lives while the job runs. */
    public enum Backend {
        HASHMAP,
        ROCKSDB
    }

    /** What Flink's DeliveryGuarantee is: of our own, so that a wrong option is told where Flink's classes are missing. */
    public enum Guarantee {
        EXACTLY_ONCE,
        AT_LEAST_ONCE,
        NONE
    }

    public static final Option<String> BOOTSTRAP_SERVERS = Option.text(
            "kafka.bootstrap.servers",
            "localhost:9092",
            "Kafka brokers. Every other `kafka.*` key goes to all Kafka clients without the prefix (SASL, TLS, tuning).");

    public static final Option<String> DEFAULT_MODEL =
            Option.text("model.default", "humanoid_28", "Model of a robot whose frames have never named one.");

    public static final Option<Duration> MODEL_WAIT = Option.duration(
            "model.wait",
            "2 s",
            "How long a frame of an unknown model waits for `robot.models` before it is rejected; 0: not at all.");

    public static final Option<Integer> MAX_FRAME = Option.bytes(
            "frames.max-bytes",
            "1 mb",
            FrameDecoder.MAX_BYTES,
            "Largest frame that is decoded; larger ones are rejected.");

    public static final Option<Integer> MAX_REJECTED = Option.bytes(
            "rejected.max-bytes",
            "16 mb",
            31 << 20,
            "Largest record of `twin.rejected`; a larger one, or one larger than the topic takes, is cut.");

    public static final Option<Duration> LATE_WINDOW = Option.duration(
            "frames.late-window",
            "100 ms",
            "How long after a gap in seq, in append time, its frames may still come and count as if in order; 0: not at all.");

    public static final Option<Floor> FLOOR = Option.choice(
            "estimate.floor",
            Floor.class,
            "unknown",
            "level: all robots stand on a floor that is level within 5 mm/m, and their flat soles tell the tilt.");

    public static final Option<List<Duration>> HORIZONS = Option.durations(
            "predict.horizons", "10 ms, 20 ms, 50 ms", "How far ahead each prediction looks, ascending.");

    public static final Option<Predictor> PREDICTOR = Option.choice(
            "predict.predictor",
            Predictor.class,
            "held",
            "held: one acceleration for all horizons; resimulated: under the drives' law, where frames carry commands.");

    public static final Option<Format> OUTPUT_FORMAT =
            Option.choice("output.format", Format.class, "json", "Format of predictions, events and latency windows.");

    public static final Option<Duration> STALE_AFTER = Option.duration(
            "stale.after",
            "1 s",
            "A robot that sends no usable frame for so long is STALE; 0: never, and there are no LIVE events.");

    public static final Option<Duration> FORGET_AFTER = Option.duration(
            "forget.after",
            "1 d",
            "A robot that sends no usable frame for so long is forgotten, after 1 min if it sent fewer than 100; 0: never.");

    public static final Option<Duration> WINDOW_SIZE =
            Option.period("window.size", "1 s", "Length of a latency window, in append time.");

    public static final Option<Duration> WINDOW_IDLE = Option.duration(
            "window.idle", "1 s", "A partition that is silent for so long no longer holds windows open.");

    public static final Option<Guarantee> GUARANTEE = Option.choice(
            "delivery.guarantee",
            Guarantee.class,
            "at-least-once",
            "exactly-once writes a Kafka transaction per checkpoint: readers see records half an interval later.");

    public static final Option<String> TRANSACTION_PREFIX = Option.text(
            "delivery.transactional-id-prefix",
            "pollux-twin",
            "Start of the transactional ids under exactly-once; one per job on a broker.");

    public static final Option<Duration> CHECKPOINT_INTERVAL = Option.period(
            "checkpoint.interval", "5 s", "Time between checkpoints: what is done again after a failure.");

    public static final Option<String> CHECKPOINT_DIRECTORY = Option.text(
            "checkpoint.directory", "", "Where checkpoints are kept (a Flink file system URI); empty: the cluster's.");

    public static final Option<Backend> BACKEND = Option.choice(
            "state.backend",
            Backend.class,
            "hashmap",
            "hashmap: on the heap, fast; rocksdb: on disk, for huge fleets.");

    public static final Option<Duration> BUFFER_TIMEOUT = Option.duration(
            "buffer.timeout", "1 ms", "Longest wait of a record for company on its way between operators; 0: none.");

    public static final Option<Duration> DISCOVERY = Option.duration(
            "source.discovery", "30 s", "How often new partitions of the input topics are looked for; 0: never.");

    /** All of them. */
    public static final List<Option<?>> ALL = List.of(
            BOOTSTRAP_SERVERS,
            DEFAULT_MODEL,
            MODEL_WAIT,
            MAX_FRAME,
            MAX_REJECTED,
            LATE_WINDOW,
            FLOOR,
            HORIZONS,
            PREDICTOR,
            OUTPUT_FORMAT,
            STALE_AFTER,
            FORGET_AFTER,
            WINDOW_SIZE,
            WINDOW_IDLE,
            GUARANTEE,
            TRANSACTION_PREFIX,
            CHECKPOINT_INTERVAL,
            CHECKPOINT_DIRECTORY,
            BACKEND,
            BUFFER_TIMEOUT,
            DISCOVERY);

    private TwinOptions() {}
}
