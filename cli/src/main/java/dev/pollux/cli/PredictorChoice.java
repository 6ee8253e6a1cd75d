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
                    "held: one acceleration for all horizons; resimulated: under the drives' law, where frames carry"
                            + " commands (default: ${DEFAULT-VALUE}).")
    Predictor predictor = Predictor.HELD;
}
