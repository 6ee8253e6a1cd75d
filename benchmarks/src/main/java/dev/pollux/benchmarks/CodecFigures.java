package dev.pollux.benchmarks;

import dev.pollux.messages.Format;
import dev.pollux.state.FrameRejectedException;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/**
 * What {@link CodecBenchmark} measured: mean time (µs) and garbage (bytes) per message, and the messages' sizes (bytes).
 * The garbage of encoding includes the record that is returned.
 */
public record CodecFigures(
        double decodeJsonUs,
        double decodeCborUs,
        double encodeJsonUs,
        double encodeCborUs,
        long decodeJsonAllocBytes,
        long decodeCborAllocBytes,
        long encodeJsonAllocBytes,
        long encodeCborAllocBytes,
        int frameJsonBytes,
        int frameCborBytes,
        int predictionJsonBytes,
        int predictionCborBytes) {

    /**
     * Measures, each part in a JVM of its own.
     *
     * @param seconds of measurement for each of the four, after half as many of warm-up
     */
    public static CodecFigures measure(int seconds) throws RunnerException, IOException, FrameRejectedException {
        JmhRun run = JmhRun.of(seconds, List.of(CodecBenchmark.class));
        CodecBenchmark sizes = new CodecBenchmark();
        sizes.prepare();
        return new CodecFigures(
                run.micros("decodeJson"),
                run.micros("decodeCbor"),
                run.micros("encodeJson"),
                run.micros("encodeCbor"),
                run.garbage("decodeJson"),
                run.garbage("decodeCbor"),
                run.garbage("encodeJson"),
                run.garbage("encodeCbor"),
                sizes.frameBytes(Format.JSON),
                sizes.frameBytes(Format.CBOR),
                sizes.predictionBytes(Format.JSON),
                sizes.predictionBytes(Format.CBOR));
    }

    /** Prints the figures; for the command line use {@code pollux bench codec}. */
    public static void main(String[] arguments) throws RunnerException, IOException, FrameRejectedException {
        System.out.println(measure(5));
    }
}
