package dev.pollux.benchmarks;

import dev.pollux.messages.Format;
import dev.pollux.state.FrameRejectedException;
import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What {@link CodecBenchmark} measured: mean time (µs) and garbage (bytes) per message, and the messages' sizes (bytes).
 * The garbage of encoding includes the record that is returned.
 */
public record CodecFigures(
        double decodeJsonUs,
        double decodeCborUs,
        double encodeJsonUs,
        double encodeCborUs,
        double decodeJsonAllocBytes,
        double decodeCborAllocBytes,
        double encodeJsonAllocBytes,
        double encodeCborAllocBytes,
        int frameJsonBytes,
        int frameCborBytes,
        int predictionJsonBytes,
        int predictionCborBytes) {

    /**
     * Measures, in a JVM of its own.
     *
     * @param iterations seconds of measurement for each of the four, after half as many of warm-up
     */
    public static CodecFigures measure(int iterations) throws RunnerException, FrameRejectedException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(CodecBenchmark.class.getName() + "\\.")
                        .forks(1)
                        .warmupIterations(Math.max(3, iterations / 2))
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(iterations)
                        .measurementTime(TimeValue.seconds(1))
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        CodecBenchmark sizes = new CodecBenchmark();
        sizes.prepare();
        return new CodecFigures(
                time(results, "decodeJson"),
                time(results, "decodeCbor"),
                time(results, "encodeJson"),
                time(results, "encodeCbor"),
                garbage(results, "decodeJson"),
                garbage(results, "decodeCbor"),
                garbage(results, "encodeJson"),
                garbage(results, "encodeCbor"),
                sizes.frameBytes(Format.JSON),
                sizes.frameBytes(Format.CBOR),
                sizes.predictionBytes(Format.JSON),
                sizes.predictionBytes(Format.CBOR));
    }

    private static double time(Collection<RunResult> results, String method) {
        return result(results, method).getPrimaryResult().getScore();
    }

    private static double garbage(Collection<RunResult> results, String method) {
        Result<?> allocated = result(results, method).getSecondaryResults().get("gc.alloc.rate.norm");
        if (allocated == null) {
            throw new IllegalStateException("JMH's GC profiler gave no result for " + method);
        }
        return allocated.getScore();
    }

    private static RunResult result(Collection<RunResult> results, String method) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith("." + method))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("JMH gave no result for " + method));
    }

    /** Prints the figures; for the command line use {@code pollux bench codec}. */
    public static void main(String[] arguments) throws RunnerException, FrameRejectedException {
        System.out.println(measure(5));
    }
}
