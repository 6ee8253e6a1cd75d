package dev.pollux.cli;

import dev.pollux.state.Predictor;
import picocli.CommandLine.Option;

/** The option of every command that runs twins: how they predict. */
final class PredictorChoice {
    @Option(
            names = "--predictor",
            paramLabel = "HOW",
            defaultValue = "held",
            description =
                    "How twins predict. held: the present acceleration is kept; resimulated: the robot is simulated"
                            + " under its commands, where frames carry them (default: ${DEFAULT-VALUE}).")
    Predictor predictor = Predictor.HELD;
}
