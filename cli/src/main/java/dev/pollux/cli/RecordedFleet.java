package dev.pollux.cli;

import picocli.CommandLine.Option;

/** The options of every command that plays a recording as a fleet of robots. */
final class RecordedFleet {
    @Option(names = "--robots", paramLabel = "N", description = "How many (default: ${DEFAULT-VALUE}).")
    int robots;

    @Option(names = "--speed", paramLabel = "X", defaultValue = "1", description = "1 is real time (default).")
    double speed;

    RecordedFleet(int robots) {
        this.robots = robots;
    }
}
