package dev.pollux.benchmarks;

import picocli.CommandLine.Command;

/** Cost of a frame of state estimation, compared with the same filter with dense matrices. */
@Command(
        name = "estimator",
        description = "Mean time (µs) and garbage (bytes) of state estimation per frame, by JMH in a JVM of its own.")
final class EstimatorCommand extends JmhCommand {
    @Override
    Record measure(int seconds) throws Exception {
        return EstimatorFigures.measure(seconds);
    }
}
