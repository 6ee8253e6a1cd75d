package dev.pollux.cli;

import dev.pollux.state.Predictor;
import picocli.CommandLine.Option;

/** The option for the predictor, of all commands that run twins. */
final class PredictorChoice {
    @Option(
            names = "--predictor",
            paramLabel = "HOW",
            defaultValue = "held",
            description = "How twins predict. held: the present accelerations are held; resimulated: the robot is"
                    + " simulated with its commands, if frames have them (default: ${DEFAULT-VALUE}).")
    Predictor predictor = Predictor.HELD;
}
