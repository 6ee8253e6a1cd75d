package dev.pollux.benchmarks;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Results of JMH for the methods of some benchmark classes, each method in its own JVM. */
record JmhRun(Collection<RunResult> results) {

    /** Measures each method for this number of seconds, after half as many of warm-up. */
    static JmhRun of(int seconds, List<Class<?>> benchmarks) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .forks(1)
                .jvmArgs("-Xmx512m")
                .warmupIterations(Math.max(3, seconds / 2))
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(seconds)
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT);
        options.include(IdleBenchmark.class.getName() + "\\.");
        benchmarks.forEach(type -> options.include(type.getName() + "\\."));
        return new JmhRun(new Runner(options.build()).run());
    }

    /** Mean time of a call, µs. */
    double micros(String method) {
        return of(method).getPrimaryResult().getScore();
    }

    /**
     * Greatest garbage per call of these methods, in whole bytes. JMH counts that of the whole JVM, which allocates
     * some kB a second itself: a byte per call if calls are long. The garbage of an idle method in the same run is
     * therefore subtracted.
     */
    long garbage(String... methods) {
        double ownPerMicro = allocated("idle") / micros("idle");
        double most = 0;
        for (String method : methods) {
            most = Math.max(most, allocated(method) - ownPerMicro * micros(method));
        }
        return Math.round(most);
    }

    /** Bytes that the JVM allocated per call. */
    private double allocated(String method) {
        Result<?> allocated = of(method).getSecondaryResults().get("gc.alloc.rate.norm");
        if (allocated == null) {
            throw new IllegalStateException("JMH's GC profiler gave no result for " + method);
        }
        return allocated.getScore();
    }

    private RunResult of(String method) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith("." + method))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("JMH gave no result for " + method));
    }
}
