package dev.pollux.benchmarks;

import dev.pollux.state.FrameRejectedException;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Results of {@link StateBenchmark}: size (bytes) of a walking robot's state, and mean time (µs) to write and to read
 * it; the same with eight bytes per integer.
 */
public record StateFigures(
        int stateBytes, int fullBytes, double writeUs, double writeFullUs, double readUs, double readFullUs) {

    /**
     * Measures, each part in its own JVM.
     *
     * @param seconds of measurement for each of the four, after half as many of warm-up
     */
    public static StateFigures measure(int seconds) throws RunnerException, IOException, FrameRejectedException {
        JmhRun run = JmhRun.of(seconds, List.of(StateBenchmark.class));
        StateBenchmark sizes = new StateBenchmark();
        sizes.prepare();
        return new StateFigures(
                sizes.packedBytes(),
                sizes.fullBytes(),
                run.micros("write"),
                run.micros("writeInFull"),
                run.micros("read"),
                run.micros("readInFull"));
    }
}
