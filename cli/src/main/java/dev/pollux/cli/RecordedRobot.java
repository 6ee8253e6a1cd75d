package dev.pollux.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that reads a recording: which robot it is of. */
final class RecordedRobot {
    @Option(
            names = "--model",
            paramLabel = "URDF",
            description =
                    "The robot of the recording (default: the built-in one, or what is registered). Joints that the"
                            + " recording does not have are held at 0.")
    @Nullable Path model;

    @Option(
            names = "--description",
            paramLabel = "FILE",
            description = "What the URDF does not say (default: NAME.robot.json beside NAME.urdf, if there is one).")
    @Nullable Path description;
}
