package dev.pollux.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The job's main class in processes of its own: with a Flink client around it, and without any Flink. */
@Tag("process")
class JobMainTest {
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    @TempDir
    private Path folder;

    /** What became of a process. */
    private record Outcome(int exit, List<String> lines) {}

    @ParameterizedTest
    @CsvSource({
        "--window.sise=2s, 'option --window.sise is unknown; did you mean window.size?'",
        "--window.size=soon, window.size",
        "window.size, 'argument \"window.size\": expected --key value or --key=value'",
        "--config=nowhere.properties, 'the options file cannot be read: nowhere.properties: no such file'"
    })
    void flinkRunWithAWrongOptionSaysSoInOneLineAndEndsWithTwo(String option, String told) throws Exception {
        Outcome outcome = run(CLASS_PATH, "org.apache.flink.client.cli.CliFrontend", "run", jar().toString(), option);

        assertThat(outcome.lines)
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("pollux-job: ")
                        .contains(told)
                        .endsWith(" (--help lists the options)"));
        assertThat(outcome.exit).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--window.size=2s", "--window.sise=2s"})
    void withoutFlinkOneLineSaysHowTheJobIsStarted(String option) throws Exception {
        Outcome outcome = run(withoutFlink(), JobMain.class.getName(), option);

        assertThat(outcome.lines)
                .containsExactly(
                        "pollux-job: Flink's classes are missing: start this jar with 'flink run', or look at --help");
        assertThat(outcome.exit).isEqualTo(1);
    }

    /** A JobManager that builds the job is not ended by a wrong option: the test's own process stands for it. */
    @Test
    void whereAnotherProcessBuildsTheJobAWrongOptionIsAnException() {
        assertThatThrownBy(() -> JobMain.main(new String[] {"--window.sise=2s"}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("did you mean window.size?");
    }

    private static String withoutFlink() {
        return Arrays.stream(CLASS_PATH.split(File.pathSeparator))
                .filter(entry -> {
                    String name = Path.of(entry).getFileName().toString();
                    return !name.startsWith("flink-") || name.startsWith("flink-connector-");
                })
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** A jar that only names the main class: its classes are on the class path. */
    private Path jar() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, JobMain.class.getName());
        Path jar = folder.resolve("job.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    private Outcome run(String classPath, String main, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java")
                        .toString(), // as the scripts of Flink start its client
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "-cp",
                classPath,
                main));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        Files.writeString(folder.resolve("config.yaml"), "jobmanager.rpc.address: localhost\n");
        builder.environment().put("FLINK_CONF_DIR", folder.toString());
        Process java = builder.start();
        List<String> lines = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return new Outcome(java.waitFor(), lines);
    }
}
