package dev.pollux.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of all commands that play a recording as a fleet of robots. */
final class RecordedFleet {
    private static final int MOST_ROBOTS = 10_000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--robots", paramLabel = "N", description = "Number of robots (default: ${DEFAULT-VALUE}).")
    int robots;

    @Option(
            names = "--speed",
            paramLabel = "X",
            defaultValue = "1",
            description = "Playback speed; 1 is real time (default: ${DEFAULT-VALUE}).")
    double speed;

    RecordedFleet(int robots) {
        this.robots = robots;
    }

    /**
     * Checks the number of robots and the speed.
     *
     * @throws ParameterException with the given and the expected value
     */
    void require() {
        NumberOptions.within(command, "--robots", 1, MOST_ROBOTS, robots);
        if (!(speed > 0 && speed < Double.POSITIVE_INFINITY)) {
            throw new ParameterException(command.commandLine(), "--speed is " + speed + ": expected above 0");
        }
    }
}
