package dev.pollux.cli;

import dev.pollux.state.Floor;
import picocli.CommandLine.Option;

/** The option for the floor, of all commands that run twins. */
final class FloorChoice {
    @Option(
            names = "--floor",
            paramLabel = "KNOWN",
            defaultValue = "unknown",
            description =
                    "What is known about the floor. level: it is level within 5 mm/m under all robots, so that flat soles"
                            + " measure the tilt; unknown: it may slope (default: ${DEFAULT-VALUE}).")
    Floor floor = Floor.UNKNOWN;
}
