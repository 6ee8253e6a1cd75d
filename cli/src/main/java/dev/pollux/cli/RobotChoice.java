package dev.pollux.cli;

import dev.pollux.robot.RobotFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of all commands that read a log: its robot. */
final class RobotChoice {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--model",
            paramLabel = "URDF",
            description = "The robot of the recording (default: see 'Without --model' above).")
    private @Nullable Path model;

    @Mixin
    private final DescribedRobot described = new DescribedRobot();

    /**
     * Reads the robot; null if none is given.
     *
     * @throws IOException if a file cannot be read
     */
    @Nullable RobotFiles read() throws IOException {
        if (model != null) {
            return described.read(model);
        }
        String alone = described.given();
        if (alone != null && command != null) {
            throw new ParameterException(command.commandLine(), alone + " belongs to a URDF: name it with --model");
        }
        return null;
    }
}
