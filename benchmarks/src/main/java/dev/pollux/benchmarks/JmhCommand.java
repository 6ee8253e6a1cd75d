package dev.pollux.benchmarks;

import dev.pollux.cli.NumberOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures with JMH and prints the figures. */
@Command(mixinStandardHelpOptions = true)
abstract class JmhCommand implements Callable<Integer> {
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

    /** The figures, each measured for this number of seconds. */
    abstract Record measure(int seconds) throws Exception;

    @Override
    public Integer call() throws Exception {
        NumberOptions.atLeast(spec, "--seconds", 1, seconds);
        PrintedFigures.print(measure(seconds), json, spec.commandLine().getOut());
        return 0;
    }
}
