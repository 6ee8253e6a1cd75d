package dev.pollux.job.latency;

import dev.pollux.job.options.JobOptions;
import dev.pollux.job.options.TwinOptions;
import dev.pollux.job.state.OutputRecord;
import dev.pollux.job.state.OutputRecordSerializer;
import dev.pollux.job.state.PlainType;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;

/**
 * From timings to {@code twin.latency}: a tumbling window of append time per robot, then one for the fleet, which
 * merges the robots' histograms.
 *
 * <p>There is no allowed lateness: a robot's frames come from one partition, whose append time never decreases.
 */
public final class LatencyWindows {
    private static final TypeInformation<Statistics> STATISTICS = new PlainType<>(StatisticsSerializer.INSTANCE);
    private static final TypeInformation<LatencyWindow> WINDOW = new PlainType<>(LatencyWindowSerializer.INSTANCE);

    private LatencyWindows() {}

    /** Windows over timings that are still in the task of their robot's key: no second shuffle. */
    public static DataStream<OutputRecord> of(DataStream<Timing> timings, JobOptions options) {
        Duration size = options.get(TwinOptions.WINDOW_SIZE);
        SingleOutputStreamOperator<LatencyWindow> robots = DataStreamUtils.reinterpretAsKeyedStream(
                        timings, timing -> timing.robot, Types.STRING)
                .window(TumblingEventTimeWindows.of(size))
                .aggregate(new GatherTimings(), new CloseRobotWindow(), STATISTICS, STATISTICS, WINDOW)
                .uid("robot-windows")
                .name("robot-windows");
        SingleOutputStreamOperator<LatencyWindow> fleet = robots.windowAll(TumblingEventTimeWindows.of(size))
                .aggregate(new GatherRobots(), new CloseFleetWindow(), STATISTICS, STATISTICS, WINDOW)
                .uid("fleet-windows")
                .name("fleet-windows");
        // Same parallelism as the operator before: otherwise key groups would change with the job's parallelism.
        return encode(robots, "robot", options)
                .union(encode(fleet, "fleet", options).forceNonParallel());
    }

    private static SingleOutputStreamOperator<OutputRecord> encode(
            DataStream<LatencyWindow> windows, String whose, JobOptions options) {
        return windows.flatMap(new EncodeWindow(options), new PlainType<>(OutputRecordSerializer.INSTANCE))
                .uid("encode-" + whose + "-windows")
                .name("encode-" + whose + "-windows");
    }
}
