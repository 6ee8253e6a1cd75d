package dev.pollux.job.latency;

import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Adds robot, start and end to a window. */
final class CloseRobotWindow extends ProcessWindowFunction<Statistics, LatencyWindow, String, TimeWindow> {
    private static final long serialVersionUID = 1L;

    @Override
    public void process(
            String robot, Context context, Iterable<Statistics> gathered, Collector<LatencyWindow> windows) {
        TimeWindow time = context.window();
        gathered.forEach(
                statistics -> windows.collect(new LatencyWindow(robot, time.getStart(), time.getEnd(), statistics)));
    }
}
