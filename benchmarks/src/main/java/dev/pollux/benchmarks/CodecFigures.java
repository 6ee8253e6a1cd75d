package dev.pollux.benchmarks;

import dev.pollux.messages.Format;
import dev.pollux.state.FrameRejectedException;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Results of {@link CodecBenchmark}: mean time (µs) and garbage (bytes) per message, and the messages' sizes (bytes).
 * The garbage of encoding includes the returned record.
 *
 * @param frameUs decoding a frame as JSON, the twin, and encoding its record
 * @param frameJacksonUs the same with Jackson's streaming parser
 * @param frameJacksonRatio the latter divided by the former: the gain of our own JSON reader for a whole frame
 */
public record CodecFigures(
        double decodeJsonUs,
        double decodeJacksonUs,
        double decodeCborUs,
        double encodeJsonUs,
        double encodeCborUs,
        double frameUs,
        double frameJacksonUs,
        double frameJacksonRatio,
        long decodeJsonAllocBytes,
        long decodeJacksonAllocBytes,
        long decodeCborAllocBytes,
        long encodeJsonAllocBytes,
        long encodeCborAllocBytes,
        int frameJsonBytes,
        int frameCborBytes,
        int predictionJsonBytes,
        int predictionCborBytes) {

    /**
     * Measures, each part in its own JVM.
     *
     * @param seconds of measurement for each part, after half as many of warm-up
     */
    public static CodecFigures measure(int seconds) throws RunnerException, IOException, FrameRejectedException {
        JmhRun run = JmhRun.of(seconds, List.of(CodecBenchmark.class));
        CodecBenchmark sizes = new CodecBenchmark();
        sizes.prepare();
        return new CodecFigures(
                run.micros("decodeJson"),
                run.micros("decodeJackson"),
                run.micros("decodeCbor"),
                run.micros("encodeJson"),
                run.micros("encodeCbor"),
                run.micros("frame"),
                run.micros("frameJackson"),
                run.micros("frameJackson") / run.micros("frame"),
                run.garbage("decodeJson"),
                run.garbage("decodeJackson"),
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
