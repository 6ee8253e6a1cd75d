package dev.pollux.benchmarks;

import dev.pollux.cli.PolluxCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how fast Pollux is on this machine. */
@Command(
        name = "bench",
        description = "Measures how fast Pollux is on this machine.",
        subcommands = {
            CodecCommand.class,
            DynamicsBenchCommand.class,
            EstimatorCommand.class,
            PipelineCommand.class,
            StateCommand.class
        })
public final class BenchCommand implements PolluxCommand, Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to measure: "
                        + String.join(", ", spec.commandLine().getSubcommands().keySet()));
    }
}
