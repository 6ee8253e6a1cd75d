package dev.pollux.benchmarks;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What {@link DynamicsBenchmark} measured, mean time per call (µs) on the 34-degree-of-freedom humanoid, beside mecano's
 * articulated body algorithm on the same robot in the same run.
 *
 * @param allocBytesPerCall garbage of the worst of our calls, to the whole byte: JMH's own costs some hundredths of one
 */
public record DynamicsFigures(
        double rneaUs, double crbaUs, double abaUs, double contactUs, double mecanoAbaUs, long allocBytesPerCall) {

    /** Names the folder of mecano's jars where this class is not run from its own folder of jars. */
    private static final String MECANO = "pollux.mecano";

    /**
     * Measures, each part in a JVM of its own.
     *
     * @param seconds of measurement for each of the five
     * @throws IOException where mecano's part is not built or fails
     */
    public static DynamicsFigures measure(int seconds) throws RunnerException, IOException, InterruptedException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(DynamicsBenchmark.class.getName() + "\\.")
                        .forks(1)
                        .jvmArgs("-Xmx512m")
                        .warmupIterations(Math.max(3, seconds / 2))
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(seconds)
                        .measurementTime(TimeValue.seconds(1))
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        return new DynamicsFigures(
                time(results, "rnea"),
                time(results, "crba"),
                time(results, "aba"),
                time(results, "contact"),
                mecano(seconds),
                garbage(results));
    }

    private static double time(Collection<RunResult> results, String method) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith("." + method))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("JMH gave no result for " + method))
                .getPrimaryResult()
                .getScore();
    }

    private static long garbage(Collection<RunResult> results) {
        double most = 0;
        for (RunResult result : results) {
            Result<?> allocated =
                    Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"));
            most = Math.max(most, allocated.getScore());
        }
        return Math.round(most);
    }

    /** mecano needs another EJML, hence its own class path; its program ends with a line of one number. */
    private static double mecano(int seconds) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path log = Files.createTempFile("pollux-mecano", ".log");
        try {
            Process process = new ProcessBuilder(
                            java.toString(),
                            "-Xmx512m",
                            "-cp",
                            mecanoJars() + "/*",
                            "dev.pollux.mecano.MecanoBenchmark",
                            String.valueOf(seconds))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            int status = process.waitFor();
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            if (status != 0 || lines.isEmpty()) {
                throw new IOException("mecano's benchmark ended with status " + status + ": " + lines);
            }
            return Double.parseDouble(lines.get(lines.size() - 1));
        } finally {
            Files.delete(log);
        }
    }

    private static Path mecanoJars() throws IOException {
        String named = System.getProperty(MECANO);
        Path folder = named != null ? Path.of(named) : besideOurJars();
        if (!Files.isDirectory(folder)) {
            throw new IOException("no folder of mecano's jars at " + folder
                    + ": build with mvn package, or name the folder with -D" + MECANO + "=...");
        }
        return folder;
    }

    /** Jars lie in {@code lib}, mecano's in {@code mecano} beside it. */
    private static Path besideOurJars() throws IOException {
        try {
            Path own = Path.of(DynamicsFigures.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return own.resolveSibling("../mecano").normalize();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    /** Prints the figures; for the command line use {@code pollux bench dynamics}. */
    public static void main(String[] arguments) throws RunnerException, IOException, InterruptedException {
        System.out.println(measure(5));
    }
}
