package dev.pollux.benchmarks;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Results of {@link DynamicsBenchmark} and {@link TwinBenchmark}, mean time per call (µs) on the 34-degree-of-freedom
 * humanoid, compared with mecano's articulated body algorithm on the same robot in the same run.
 *
 * @param frameUs a whole frame in the twin with a measured base, three horizons
 * @param resimulatedUs 50 ms ahead by re-simulation in steps of 2 ms
 * @param allocBytesPerCall greatest garbage per call, in whole bytes
 */
public record DynamicsFigures(
        double rneaUs,
        double crbaUs,
        double abaUs,
        double contactUs,
        double frameUs,
        double resimulatedUs,
        double mecanoAbaUs,
        long allocBytesPerCall) {

    /** System property with the folder of mecano's jars, if this class does not run from its own folder of jars. */
    private static final String MECANO = "pollux.mecano";

    /**
     * Measures, each part in its own JVM.
     *
     * @param seconds of measurement for each part
     * @throws IOException if mecano's part is not built or fails
     */
    public static DynamicsFigures measure(int seconds) throws RunnerException, IOException, InterruptedException {
        JmhRun run = JmhRun.of(seconds, List.of(DynamicsBenchmark.class, TwinBenchmark.class));
        return new DynamicsFigures(
                run.micros("rnea"),
                run.micros("crba"),
                run.micros("aba"),
                run.micros("contact"),
                run.micros("frame"),
                run.micros("resimulated"),
                mecano(seconds),
                run.garbage("rnea", "crba", "aba", "contact", "frame", "resimulated"));
    }

    /** mecano needs another EJML, hence its own class path; its program prints one number in the last line. */
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

    /** Jars are in {@code lib}, mecano's in {@code mecano} next to it. */
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
