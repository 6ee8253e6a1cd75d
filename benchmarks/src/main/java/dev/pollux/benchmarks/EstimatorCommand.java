package dev.pollux.benchmarks;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a frame of state estimation costs, beside the same filter with dense matrices. */
@Command(
        name = "estimator",
        mixinStandardHelpOptions = true,
        description = "Mean time (µs) and garbage (bytes) of state estimation per frame, by JMH in a JVM of its own.")
final class EstimatorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "5",
            description = "Seconds of measurement for each, after a warm-up (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Override
    public Integer call() throws Exception {
        PrintedFigures.print(
                EstimatorFigures.measure(seconds), json, spec.commandLine().getOut());
        return 0;
    }
}
