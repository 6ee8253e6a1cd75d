package dev.pollux.job.latency;

import org.apache.flink.api.common.functions.AggregateFunction;

/** Collects the timings of one robot's window. */
final class GatherTimings implements AggregateFunction<Timing, Statistics, Statistics> {
    private static final long serialVersionUID = 1L;

    @Override
    public Statistics createAccumulator() {
        return new Statistics();
    }

    @Override
    public Statistics add(Timing timing, Statistics statistics) {
        statistics.add(timing);
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
