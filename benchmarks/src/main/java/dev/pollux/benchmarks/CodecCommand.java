package dev.pollux.benchmarks;

import picocli.CommandLine.Command;

/** Cost of decoding a frame and encoding a prediction. */
@Command(
        name = "codec",
        description = "Mean time (µs) and garbage (bytes) to decode a frame and to encode a prediction, as JSON and as"
                + " CBOR, by JMH in a JVM of its own.")
final class CodecCommand extends JmhCommand {
    @Override
    Record measure(int seconds) throws Exception {
        return CodecFigures.measure(seconds);
    }
}
