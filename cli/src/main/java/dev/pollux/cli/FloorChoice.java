package dev.pollux.cli;

import dev.pollux.estimation.Floor;
import picocli.CommandLine.Option;

/** The option of every command that runs twins: what is known of the floor. */
final class FloorChoice {
    @Option(
            names = "--floor",
            paramLabel = "KNOWN",
            defaultValue = "unknown",
            description =
                    "unknown, or level: all robots stand on a floor that is level within 5 mm/m, and their flat soles"
                            + " tell the tilt (default: ${DEFAULT-VALUE}).")
    Floor floor = Floor.UNKNOWN;
}
