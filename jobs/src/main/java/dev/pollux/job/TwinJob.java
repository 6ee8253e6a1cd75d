package dev.pollux.job;

import dev.pollux.job.options.JobOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job as {@code flink run pollux-job.jar} starts it: from Kafka to Kafka. */
public final class TwinJob {
    private static final Logger LOG = LoggerFactory.getLogger(TwinJob.class);

    private TwinJob() {}

    /**
     * Submits the job.
     *
     * @param arguments options as docs/configuration.md lists them
     */
    public static void main(String[] arguments) throws Exception {
        JobOptions options = JobOptions.parse(arguments, System.getenv());
        LOG.info("options\n{}", options);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        build(env, options);
        env.execute("pollux-twin");
    }

    /** The job between its ends at Kafka, in any environment. */
    public static void build(StreamExecutionEnvironment env, JobOptions options) {
        JobDefaults.apply(env, options);
        TwinTopology.build(env, KafkaEnds.sources(options), KafkaEnds.sinks(options), options);
    }
}
