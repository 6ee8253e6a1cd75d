package dev.pollux.job;

import dev.pollux.job.state.OutputRecord;
import dev.pollux.job.state.RejectedRecord;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * The sinks of the job.
 *
 * @param predictions {@code twin.predictions}
 * @param events {@code twin.events}
 * @param rejected {@code twin.rejected}
 * @param latency {@code twin.latency}
 */
public record TwinSinks(
        Sink<OutputRecord> predictions,
        Sink<OutputRecord> events,
        Sink<RejectedRecord> rejected,
        Sink<OutputRecord> latency) {}
