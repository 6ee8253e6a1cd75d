package dev.pollux.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.cli.Pollux;
import dev.pollux.verification.DocsPages.Example;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Every call of the pollux command that a page shows is one that the command takes. */
class DocsCommandsTest {
    private static final String COMMAND = "./pollux ";
    private static final Pattern OPTION = Pattern.compile("--[a-z-]+");

    static List<Example> calls() {
        return DocsPages.all().stream()
                .flatMap(page -> Stream.concat(
                        DocsPages.fenced(page, "sh").stream().flatMap(DocsCommandsTest::lines),
                        DocsPages.inline(page).stream()))
                .filter(example -> example.text().startsWith(COMMAND))
                // `./pollux COMMAND --help` and `./pollux evaluate …` stand for many, `./pollux evaluate` for the
                // command
                .filter(example -> !example.text().matches("\\./pollux ([A-Z]+ .*|[a-z]+( [a-z]+)?|.*(…|\\.\\.\\.).*)"))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void theCommandTakesWhatThePageShows(Example call) {
        Pollux.commandLine().parseArgs(arguments(call.text()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void everyOptionOfAnOverviewIsOneOfItsCommand(Path page) {
        DocsPages.fenced(page, "sh").stream()
                .flatMap(DocsCommandsTest::lines)
                // behind a pipe stand other programs, with options of their own
                .map(example -> example.text().replaceFirst(" \\| .*", ""))
                .filter(text -> text.startsWith(COMMAND) && text.contains("["))
                .forEach(overview -> {
                    CommandLine command = Objects.requireNonNull(Pollux.commandLine()
                            .getSubcommands()
                            .get(overview.substring(COMMAND.length()).split(" ")[0]));
                    assertThat(OPTION.matcher(overview).results().map(MatchResult::group))
                            .isNotEmpty()
                            .isSubsetOf(command.getCommandSpec().optionsMap().keySet());
                });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void noCommandStandsInAFenceThatNamesNoLanguage(Path page) {
        assertThat(DocsPages.fenced(page, "").stream().flatMap(DocsCommandsTest::lines))
                .noneMatch(line -> line.text().startsWith(COMMAND));
    }

    static List<Path> pages() {
        return DocsPages.all();
    }

    @Test
    void anOptionThatIsNoneIsNoticed() {
        assertThat(calls()).hasSizeGreaterThan(10);
        assertThatThrownBy(() -> Pollux.commandLine().parseArgs(arguments("./pollux demo --robot 5")))
                .isInstanceOf(ParameterException.class);
    }

    /** A block's lines; one that ends with a backslash goes on in the next. */
    private static Stream<Example> lines(Example block) {
        return block.text().replaceAll("\\\\\\n\\s*", " ").lines().map(line -> new Example(block.page(), line.strip()));
    }

    private static String[] arguments(String call) {
        String alone =
                call.substring(COMMAND.length()).replaceAll(" [<>|&#].*", "").strip();
        return Arrays.stream(alone.split("\\s+"))
                .map(word -> word.replaceAll("^['\"]|['\"]$", ""))
                .toArray(String[]::new);
    }
}
