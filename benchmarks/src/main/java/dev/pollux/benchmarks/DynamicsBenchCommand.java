package dev.pollux.benchmarks;

import picocli.CommandLine.Command;

/** Cost of the dynamics of the reference robots, compared with mecano in the same run. */
@Command(
        name = "dynamics",
        description = "Mean time (µs) and garbage (bytes) of the rigid-body dynamics, by JMH in a JVM of its own.")
final class DynamicsBenchCommand extends JmhCommand {
    @Override
    Record measure(int seconds) throws Exception {
        return DynamicsFigures.measure(seconds);
    }
}
