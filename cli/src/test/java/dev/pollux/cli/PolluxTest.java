package dev.pollux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class PolluxTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"demo", "replay", "topics", "tail"})
    void explainsEveryCommand(String command) {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains(command);
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: pollux " + command);
    }

    @Test
    void wrongUseIsExitCodeTwoWithTheNearestOption() {
        assertThat(run("demo", "--robot", "3")).isEqualTo(2);
        assertThat(err.toString()).contains("--robot").contains("--robots").contains("pollux demo --help");
    }

    @Test
    void valuesOutOfRangeAreWrongUse() {
        assertThat(run("demo", "--robots", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--robots is 0: expected 1 to 10000");
    }

    @Test
    void noCommandIsWrongUse() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("say which command");
    }

    @Test
    void failureIsExitCodeOneWithOneLine() {
        assertThat(run("demo", "--recording", "no-such-file.jsonl", "--model", "no-such-file.urdf"))
                .isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains("no-such-file");
    }

    private int run(String... arguments) {
        CommandLine line = Pollux.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
