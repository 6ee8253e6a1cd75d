package dev.pollux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import picocli.CommandLine;

/** What the shell is told of a command that could not do, or not write, what was asked. */
class ExitCodeTest {
    @Test
    @EnabledOnOs(OS.LINUX)
    void outputThatCannotBeWrittenIsExitCodeOneAndToldOnStandardError() throws Exception {
        assertThat(shell("\"$@\" help > /dev/full; echo $? >&2"))
                .isEqualTo("pollux: not all could be written to standard output; is its disk full?\n1\n");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aReaderThatHasGoneIsNoFailure() throws Exception {
        assertThat(shell("{ \"$@\" help; echo $? >&2; } | true")).isEqualTo("0\n");
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

    /** What a shell's script with the command as its arguments writes to standard error. */
    private static String shell(String script) throws Exception {
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        script,
                        "sh",
                        System.getProperty("java.home") + "/bin/java",
                        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.pollux.cli.Pollux")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        String told = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return told;
    }
}
