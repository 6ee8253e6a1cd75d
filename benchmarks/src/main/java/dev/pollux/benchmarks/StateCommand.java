package dev.pollux.benchmarks;

import picocli.CommandLine.Command;

/** Cost of storing a robot's state. */
@Command(
        name = "state",
        description =
                "Size (bytes) of a walking robot's state, and mean time (µs) to write and to read it, by JMH in a JVM of"
                        + " its own.")
final class StateCommand extends JmhCommand {
    @Override
    Record measure(int seconds) throws Exception {
        return StateFigures.measure(seconds);
    }
}
