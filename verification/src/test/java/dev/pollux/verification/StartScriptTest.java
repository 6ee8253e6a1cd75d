package dev.pollux.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script ./pollux in a checkout whose path has a space, with a java that only says what it was given and a Maven of the test's. */
@Tag("process")
class StartScriptTest {
    @TempDir
    private Path folder;

    private Path checkout = Path.of("");

    private record Ended(int exitCode, List<String> out, List<String> err) {}

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = Files.createDirectories(folder.resolve("a checkout"));
        Files.copy(Path.of("..", "pollux"), checkout.resolve("pollux"));
        Files.createDirectories(checkout.resolve(".mvn"));
        Files.createDirectories(checkout.resolve("cli/src/main"));
        Files.createFile(checkout.resolve("pom.xml"));
        Files.createFile(checkout.resolve("cli/pom.xml"));
        executable(checkout.resolve("pollux"));
        write("java", "if [ \"$1\" = --list-modules ]; then echo jdk.compiler@17; else printf '%s\\n' \"$@\"; fi");
    }

    /** A program that the script finds on its path. */
    private void write(String program, String script) throws IOException {
        executable(Files.writeString(folder.resolve(program), "#!/bin/sh\n" + script + "\n"));
    }

    private static void executable(Path script) throws IOException {
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @ParameterizedTest
    @CsvSource({
        "demo --seconds 5, 1500",
        "bench codec, 1500",
        "job, 1500",
        "evaluate walk.jsonl, 1024",
        "replay, 1024",
        "broker, 768",
        "tail twin.events, 384",
        "topics list, 384",
        "model x.urdf, 384",
        "models list, 384",
        "columns x.csv, 384",
        "dynamics --model x.urdf, 384",
        "--help, 384",
        "-, 384"
    })
    void eachCommandGetsTheHeapThatItNeedsAndNoMore(String arguments, int megabytes) throws Exception {
        build();
        List<String> given = arguments.equals("-") ? List.of() : List.of(arguments.split(" "));
        Ended run = pollux(Map.of(), given);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().stream().filter(word -> word.startsWith("-Xmx")))
                .singleElement()
                .satisfies(heap -> assertThat(megabytes(heap)).isEqualTo(megabytes));
        assertThat(run.out())
                .containsSubsequence("-cp", checkout.toRealPath() + "/target/pollux/lib/*", "dev.pollux.cli.Pollux");
        assertThat(run.out()
                        .subList(
                                run.out().indexOf("dev.pollux.cli.Pollux") + 1,
                                run.out().size()))
                .isEqualTo(given);
    }

    @Test
    void aFirstStartTellsHowFarItsDownloadsAndItsModulesAre() throws Exception {
        write("mvn", """
                echo '[INFO] Scanning for projects...'
                echo '[INFO] Downloaded from central: https://maven.example/bom.pom (19 kB at 2.0 kB/s)'
                sleep 12
                for file in $(seq 119); do
                    echo '[INFO] Downloading from central: https://maven.example/a.jar'
                    echo '[INFO] Downloaded from central: https://maven.example/a.jar (1 MB at 1 MB/s)'
                done
                echo '[INFO] Building twin-model 0.1.0-SNAPSHOT                    [2/6]'
                echo '[INFO] Building jar: twin-model.jar'
                """);
        Ended first = pollux(Map.of(), List.of("topics", "list"));

        assertThat(first.exitCode()).isZero();
        assertThat(first.out()).endsWith("topics", "list");
        assertThat(first.err())
                .first()
                .asString()
                .startsWith("pollux: building, which takes one to six minutes, and longer where Maven has to download");
        assertThat(Path.of("../README.md")).content().contains("builds, which takes one to six minutes");
        assertThat(first.err().stream().skip(1).filter(line -> !line.contains(" still ")))
                .containsExactly(
                        "pollux: 50 files downloaded so far",
                        "pollux: 100 files downloaded so far",
                        "pollux: building twin-model [2/6]");
        assertThat(first.err().get(1))
                .matches("pollux: still looking for what the build needs, \\d+ s, 1 file downloaded so far");
        assertThat(pollux(Map.of(), List.of("topics", "list")).err())
                .as("nothing is built twice")
                .isEmpty();
    }

    @Test
    void aStartWhileAnotherBuildsSaysThatItWaitsAndBuildsNothingItself() throws Exception {
        Path begun = folder.resolve("begun");
        Path go = folder.resolve("go");
        write("mvn", "echo x >> '" + begun + "'; while [ ! -e '" + go + "' ]; do sleep 0.1; done");
        Process builds = command(Map.of(), List.of("topics", "list"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        while (!Files.exists(begun)) {
            assertThat(builds.isAlive()).isTrue();
            Thread.sleep(10);
        }
        Process waits = command(Map.of(), List.of("topics", "list")).start();
        try (BufferedReader said = waits.errorReader()) {
            assertThat(said.readLine()).isEqualTo("pollux: another ./pollux is building; waiting for it");
            Files.createFile(go);
            assertThat(said.lines()).isEmpty();
        }
        assertThat(waits.inputReader().lines()).endsWith("topics", "list");
        assertThat(waits.waitFor()).isZero();
        assertThat(builds.waitFor()).isZero();
        assertThat(begun).content().isEqualTo("x\n");
    }

    @Test
    void aBuildThatFailsIsToldWithMavensErrorsAndIsTriedAgainNextTime() throws Exception {
        write("mvn", "echo '[INFO] Scanning for projects...'; echo '[ERROR] no such host maven.example'; exit 1");
        for (int start = 0; start < 2; start++) {
            Ended run = pollux(Map.of(), List.of("topics", "list"));
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err().stream().skip(1))
                    .containsExactly(
                            "[ERROR] no such host maven.example",
                            "pollux: the build failed: see " + checkout.toRealPath() + "/target/pollux/build.log");
        }
    }

    @Test
    void aCheckoutThatIsNotBuiltAndCannotBeWrittenIsToldInOneLine() throws Exception {
        Files.createFile(checkout.resolve("target"));
        Ended run = pollux(Map.of(), List.of("demo"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .singleElement()
                .asString()
                .startsWith("pollux: " + checkout.toRealPath() + " must be built first, and ")
                .contains("target/pollux cannot be written");
    }

    @Test
    void aBuiltCheckoutThatCannotBeWrittenLogsInTheHomeOfItsUserOrNowhere() throws Exception {
        build();
        Files.createFile(checkout.resolve("target/pollux/logs"));
        Path home = Files.createDirectory(folder.resolve("home"));

        Ended own = pollux(Map.of("HOME", home.toString()), List.of("tail", "twin.events"));
        assertThat(own.out()).contains("-Dpollux.log=" + home + "/.local/state/pollux/pollux.log");
        Ended nowhere = pollux(Map.of("HOME", folder.resolve("java").toString()), List.of("tail", "twin.events"));
        assertThat(nowhere.out()).contains("-Dpollux.log.appender=none");
        assertThat(List.of(own, nowhere)).allSatisfy(run -> {
            assertThat(run.exitCode()).isZero();
            assertThat(run.err()).isEmpty();
        });
    }

    private void build() throws IOException {
        Files.createDirectories(checkout.resolve("target/pollux"));
        Files.createFile(checkout.resolve("target/pollux/built"));
    }

    private static int megabytes(String heap) {
        int number = Integer.parseInt(heap.replaceAll("\\D", ""));
        return heap.endsWith("g") ? 1024 * number : number;
    }

    private ProcessBuilder command(Map<String, String> environment, List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of(checkout.resolve("pollux").toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> all = builder.environment();
        List.of("JAVA_HOME", "POLLUX_JAVA_OPTS", "XDG_STATE_HOME").forEach(all::remove);
        all.put("PATH", folder + ":" + all.get("PATH"));
        all.putAll(environment);
        return builder;
    }

    private Ended pollux(Map<String, String> environment, List<String> arguments) throws Exception {
        Path errors = folder.resolve("errors");
        Process process =
                command(environment, arguments).redirectError(errors.toFile()).start();
        List<String> out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return new Ended(process.waitFor(), out, Files.readAllLines(errors));
    }
}
