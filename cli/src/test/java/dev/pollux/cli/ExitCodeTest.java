package dev.pollux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.BuiltInWalk;
import dev.pollux.robot.BuiltInModels;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the shell is told of a command that could not do, or not write, what was asked. */
@Tag("process")
class ExitCodeTest {
    @Test
    @EnabledOnOs(OS.LINUX)
    void outputThatCannotBeWrittenIsExitCodeOneAndToldOnStandardError() throws Exception {
        assertThat(shell("\"$@\" help > /dev/full; echo $? >&2"))
                .isEqualTo("pollux: the output could not be written completely; is the disk full?\n1\n");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aReaderThatHasGoneIsNoFailure() throws Exception {
        assertThat(shell("{ \"$@\" help; echo $? >&2; } | true")).isEqualTo("0\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "broker --port 0 --data FILE/data",
                "evaluate WALK --to 1 --plot FILE/plot.svg",
                "model URDF --write-description FILE/robot.json",
                "broker --port 0",
                "demo --seconds 1 --robots 1"
            })
    void aFolderThatCannotBeWrittenIsToldInOneLineWithItsName(String command, @TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("file")); // nothing can be written below it, not even by root
        Files.writeString(folder.resolve("humanoid.urdf"), BuiltInModels.humanoid28Urdf());
        String arguments = command.replace("FILE", file.toString())
                .replace("URDF", folder.resolve("humanoid.urdf").toString())
                .replace("WALK", BuiltInWalk.FILE.toString());
        String told = shell("\"$@\" " + arguments + "; echo $? >&2", "-Djava.io.tmpdir=" + file);
        assertThat(told.lines().filter(line -> !line.startsWith("starting Kafka")))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("pollux: ").contains(file.toString()),
                        code -> assertThat(code).isEqualTo("1"));
    }

    @Test
    void aWordMoreThanACommandTakesIsToldInPlainWords() {
        StringWriter err = new StringWriter();
        CommandLine line = Pollux.commandLine().setErr(new PrintWriter(err, true));
        assertThat(line.execute("model", "a.urdf", "b")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("pollux: \"b\" is one argument too many; expected only URDF beside the options")
                .contains("Try 'pollux model --help'.");
    }

    static Stream<CommandLine> commands() {
        return withTheirs(Pollux.commandLine());
    }

    private static Stream<CommandLine> withTheirs(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(ExitCodeTest::withTheirs));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theHelpOfEachCommandSaysWhatItsExitCodesMean(CommandLine command) {
        String help = command.getUsageMessage();
        assertThat(help.substring(Math.max(0, help.indexOf("\nExit codes:\n"))))
                .startsWith("\nExit codes:\n")
                .containsPattern("\n +0 +\\S")
                .containsPattern("\n +1 +\\S")
                .containsPattern("\n +2 +Wrong usage\\.")
                .containsPattern("\n +130 +Interrupted \\(Ctrl-C\\)\\.");
    }

    /** What a shell's script with the command as its arguments writes to standard error. */
    private static String shell(String script, String... options) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", script, "sh", System.getProperty("java.home") + "/bin/java"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.pollux.cli.Pollux"));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        String told = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return told;
    }
}
