package dev.pollux.benchmarks;

import dev.pollux.job.JobDefaults;
import dev.pollux.job.KafkaConnectors;
import dev.pollux.job.options.JobOptions;
import dev.pollux.job.state.FrameRecord;
import dev.pollux.job.state.FrameRecordSerializer;
import dev.pollux.job.state.OutputRecord;
import dev.pollux.job.state.OutputRecordSerializer;
import dev.pollux.job.state.PlainType;
import dev.pollux.messages.Format;
import java.util.Objects;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The baseline of any job: the twin's own source, sink and settings, and nothing in between. */
final class PassThrough {
    private PassThrough() {}

    /** Builds the job. */
    static void build(StreamExecutionEnvironment env, JobOptions options) {
        JobDefaults.apply(env, options);
        env.fromSource(
                        KafkaConnectors.sources(options).frames(),
                        WatermarkStrategy.noWatermarks(),
                        "frames",
                        new PlainType<>(FrameRecordSerializer.INSTANCE))
                .uid("frames")
                .map(PassThrough::output, new PlainType<>(OutputRecordSerializer.INSTANCE))
                .uid("pass")
                .sinkTo(KafkaConnectors.sinks(options).predictions())
                .uid("predictions");
    }

    private static OutputRecord output(FrameRecord frame) {
        return new OutputRecord(frame.robot(), Objects.requireNonNull(frame.value), Format.JSON);
    }
}
