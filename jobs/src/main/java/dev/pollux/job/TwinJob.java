package dev.pollux.job;

import dev.pollux.job.options.JobOptions;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job with its sources and sinks at Kafka. */
public final class TwinJob {
    private TwinJob() {}

    /**
     * Submits the job to the cluster of this client.
     *
     * @throws UnusableTopicsException if a topic is missing, or accepts too small records
     */
    static void submit(JobOptions options) throws Exception {
        Logger log = LoggerFactory.getLogger(TwinJob.class);
        log.info("options\n{}", options);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        for (String warning : warnings(options, env.getParallelism())) {
            log.warn(warning);
            System.err.println("warning: " + warning);
        }
        build(env, options);
        env.execute("pollux-twin");
    }

    /**
     * Problems of the topics, one line each.
     *
     * @throws UnusableTopicsException if a topic is missing, or accepts too small records
     */
    public static List<String> warnings(JobOptions options, int parallelism) throws InterruptedException {
        return StartCheck.warnings(options.kafka(), parallelism);
    }

    /** Builds the job with its sources and sinks at Kafka, in any environment. */
    public static void build(StreamExecutionEnvironment env, JobOptions options) {
        JobDefaults.apply(env, options);
        TwinTopology.build(env, KafkaConnectors.sources(options), KafkaConnectors.sinks(options), options);
    }
}
