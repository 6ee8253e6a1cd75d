package dev.pollux.job.latency;

import org.apache.flink.api.common.functions.AggregateFunction;

/** Merges the windows of all robots for the same time. */
final class GatherRobots implements AggregateFunction<LatencyWindow, Statistics, Statistics> {
    private static final long serialVersionUID = 1L;

    @Override
    public Statistics createAccumulator() {
        return new Statistics();
    }

    @Override
    public Statistics add(LatencyWindow window, Statistics statistics) {
        statistics.merge(window.statistics);
        return statistics;
    }

    @Override
    public Statistics getResult(Statistics statistics) {
        return statistics;
    }

    @Override
    public Statistics merge(Statistics a, Statistics b) {
        a.merge(b);
        return a;
    }
}
