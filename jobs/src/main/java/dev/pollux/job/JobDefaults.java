package dev.pollux.job;

import dev.pollux.job.options.JobOptions;
import dev.pollux.job.options.TwinOptions;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The Flink settings of the job. Options of the job that were given are set; otherwise the cluster's configuration
 * takes precedence over the job's defaults.
 */
public final class JobDefaults {
    /**
     * Divisible by all parallelisms up to 6 and by 8, 9, 10, 12, 15 and 16, to spread robots evenly. Never change it.
     */
    static final int MAX_PARALLELISM = 720;

    private final ReadableConfig cluster;
    private final JobOptions options;
    private final Configuration settings = new Configuration();

    private JobDefaults(ReadableConfig cluster, JobOptions options) {
        this.cluster = cluster;
        this.options = options;
    }

    public static void apply(StreamExecutionEnvironment env, JobOptions options) {
        JobDefaults defaults = new JobDefaults(env.getConfiguration(), options);
        defaults.fix();
        defaults.propose();
        env.configure(defaults.settings);
    }

    /** Sets what savepoints and correctness depend on. */
    private void fix() {
        // Shown on Flink's web page as the job's user configuration.
        settings.set(PipelineOptions.GLOBAL_JOB_PARAMETERS, options.shown());
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        settings.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
        // Safe, because every record is a new object and nobody modifies one after handing it on.
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    }

    private void propose() {
        propose(CheckpointingOptions.CHECKPOINTING_INTERVAL, TwinOptions.CHECKPOINT_INTERVAL, Function.identity());
        propose(ExecutionOptions.BUFFER_TIMEOUT, TwinOptions.BUFFER_TIMEOUT, Function.identity());
        propose(
                StateBackendOptions.STATE_BACKEND,
                TwinOptions.BACKEND,
                backend -> backend.name().toLowerCase(Locale.ROOT));
        if (options.isGiven(TwinOptions.CHECKPOINT_DIRECTORY)) {
            settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, options.get(TwinOptions.CHECKPOINT_DIRECTORY));
        }
        propose(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        if (!cluster.getOptional(RestartStrategyOptions.RESTART_STRATEGY).isPresent()) {
            settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
            propose(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(200));
            propose(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(30));
        }
    }

    private <S, T> void propose(ConfigOption<S> setting, ConfigOption<T> option, Function<T, S> convert) {
        if (options.isGiven(option) || !cluster.getOptional(setting).isPresent()) {
            settings.set(setting, convert.apply(options.get(option)));
        }
    }

    private <T> void propose(ConfigOption<T> setting, T value) {
        if (!cluster.getOptional(setting).isPresent()) {
            settings.set(setting, value);
        }
    }
}
