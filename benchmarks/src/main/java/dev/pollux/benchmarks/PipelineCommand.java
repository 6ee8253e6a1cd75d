package dev.pollux.benchmarks;

import dev.pollux.cli.NumberOptions;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The twin's job compared with a job that does nothing, on the same broker. */
@Command(
        name = "pipeline",
        mixinStandardHelpOptions = true,
        description = {
            "The twin's job beside a job that only passes records on, on the same broker in the same run: frames per"
                    + " second from a backlog, and latency (due time to reader) at an open-loop rate.",
            "Runs them in turns and takes each one's best throughput."
        })
final class PipelineCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(
            names = "--backlog",
            paramLabel = "FRAMES",
            defaultValue = "100000",
            description = "Frames in the backlog (default: ${DEFAULT-VALUE}).")
    private long backlog;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "6",
            description = "Turns of each job (default: ${DEFAULT-VALUE}); in the first ones the JVM still compiles.")
    private int rounds;

    @Option(
            names = "--robots",
            paramLabel = "N",
            defaultValue = "2",
            description = "Robots of 500 Hz in the open-loop runs (default: ${DEFAULT-VALUE}).")
    private int robots;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "10",
            description = "Length of the open-loop runs; the first fifth is not counted (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--option",
            paramLabel = "KEY=VALUE",
            description = "An option of both jobs: delivery.guarantee=exactly-once, say. Repeatable.")
    private Map<String, String> options = new TreeMap<>();

    @Override
    public Integer call() throws Exception {
        NumberOptions.atLeast(spec, "--backlog", 1, backlog);
        NumberOptions.atLeast(spec, "--rounds", 1, rounds);
        NumberOptions.within(spec, "--robots", 1, 10_000, robots);
        if (!(seconds > 0 && seconds < Double.POSITIVE_INFINITY)) {
            throw new ParameterException(spec.commandLine(), "--seconds is " + seconds + ": expected above 0");
        }
        PipelineFigures figures = new PipelineBenchmark(backlog, rounds, robots, seconds, options).run();
        PrintedFigures.print(figures, json, spec.commandLine().getOut());
        return 0;
    }
}
