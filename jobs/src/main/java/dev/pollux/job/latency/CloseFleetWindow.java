package dev.pollux.job.latency;

import org.apache.flink.streaming.api.functions.windowing.ProcessAllWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Adds start and end to the fleet's window. */
final class CloseFleetWindow extends ProcessAllWindowFunction<Statistics, LatencyWindow, TimeWindow> {
    private static final long serialVersionUID = 1L;

    @Override
    public void process(Context context, Iterable<Statistics> gathered, Collector<LatencyWindow> windows) {
        TimeWindow time = context.window();
        gathered.forEach(statistics ->
                windows.collect(new LatencyWindow(LatencyWindow.FLEET, time.getStart(), time.getEnd(), statistics)));
    }
}
