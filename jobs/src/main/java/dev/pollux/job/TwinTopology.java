package dev.pollux.job;

import dev.pollux.job.latency.AppendTimeWatermarks;
import dev.pollux.job.latency.LatencyWindows;
import dev.pollux.job.options.JobOptions;
import dev.pollux.job.options.TwinOptions;
import dev.pollux.job.state.FrameRecord;
import dev.pollux.job.state.FrameRecordSerializer;
import dev.pollux.job.state.PlainType;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job's dataflow: the picture in the README, as code. */
public final class TwinTopology {
    private TwinTopology() {}

    /**
     * Puts the job together between any two ends.
     *
     * <pre>
     * frames ──► keyBy(robot) ──► TwinFunction ─┬─► predictions
     * models ──► broadcast ──────────▲          ├─► events
     *                                           ├─► rejected
     *                                           └─► timings ► windows ► latency
     * </pre>
     */
    public static void build(StreamExecutionEnvironment env, TwinSources sources, TwinSinks sinks, JobOptions options) {
        var frames = read(
                env,
                sources.frames(),
                AppendTimeWatermarks.ofFrames(
                        options.get(TwinOptions.WINDOW_IDLE), options.get(TwinOptions.WINDOW_SIZE)),
                "frames");
        var models = read(env, sources.models(), AppendTimeWatermarks.ofModels(), "models")
                .setParallelism(1);

        var predictions = frames.keyBy(FrameRecord::robot, Types.STRING)
                .connect(models.broadcast(TwinFunction.MODELS))
                .process(new TwinFunction(options), TwinFunction.OUTPUT)
                .uid("twin")
                .name("twin");
        var timings = predictions.getSideOutput(TwinFunction.TIMINGS);

        write(predictions, sinks.predictions(), "predictions");
        write(predictions.getSideOutput(TwinFunction.EVENTS), sinks.events(), "events");
        write(predictions.getSideOutput(TwinFunction.REJECTED), sinks.rejected(), "rejected");
        write(LatencyWindows.of(timings, options), sinks.latency(), "latency");
    }

    private static SingleOutputStreamOperator<FrameRecord> read(
            StreamExecutionEnvironment env,
            Source<FrameRecord, ?, ?> source,
            WatermarkStrategy<FrameRecord> time,
            String name) {
        return env.fromSource(source, time, name, new PlainType<>(FrameRecordSerializer.INSTANCE))
                .uid(name);
    }

    private static <T> void write(DataStream<T> records, Sink<T> sink, String name) {
        records.sinkTo(sink).uid(name).name(name);
    }
}
