package dev.pollux.benchmarks;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What reading a frame and writing a prediction cost. */
@Command(
        name = "codec",
        mixinStandardHelpOptions = true,
        description = "Mean time (µs) and garbage (bytes) to decode a frame and to encode a prediction, as JSON and as"
                + " CBOR, by JMH in a JVM of its own.")
final class CodecCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            defaultValue = "5",
            description = "Seconds of measurement for each of the four, after a warm-up (default: ${DEFAULT-VALUE}).")
    private int iterations;

    @Override
    public Integer call() throws Exception {
        PrintedFigures.print(
                CodecFigures.measure(iterations), json, spec.commandLine().getOut());
        return 0;
    }
}
