package dev.pollux.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The tags of tests are those of CONTRIBUTING.md, a class that starts a process, a broker or a cluster says so, and no test
 * prints.
 */
class TestTagsTest {
    private static final Set<String> TAGS = Set.of("data", "process", "slow");
    private static final Pattern TAG = Pattern.compile("@Tag\\(\"(.*?)\"\\)");

    /** The tag of a class, at the beginning of its line as no method's is. */
    private static final Pattern PROCESS = Pattern.compile("(?m)^@Tag\\(\"process\"\\)");

    private static final Pattern STARTS =
            Pattern.compile("new ProcessBuilder\\(|(Kafka|Pipeline|Process|Processes)\\.start\\("
                    + "|PolluxScript\\.run\\(|\\b(env|environment)\\.execute(Async)?\\(|new Demo\\(");

    @Test
    void everyTagIsOneOfTheTiers() throws IOException {
        for (Path test : tests()) {
            assertThat(TAG.matcher(Files.readString(test))
                            .results()
                            .map(tag -> tag.group(1))
                            .distinct())
                    .as(test.toString())
                    .isSubsetOf(TAGS);
        }
        assertThat(Files.readString(DocsPages.page("CONTRIBUTING.md")))
                .contains(TAGS.stream().map(tag -> "| `" + tag + "` |").toList());
    }

    @Test
    void theQuickProfileLeavesOutEveryTag() throws IOException {
        assertThat(Files.readString(DocsPages.page("pom.xml"))).contains("<excludedGroups>data,process,slow</");
    }

    @Test
    void aClassThatStartsAProcessABrokerOrAClusterIsTagged() throws IOException {
        List<Path> starting = tests().stream()
                .filter(test -> STARTS.matcher(DocsPages.text(test)).find())
                .toList();
        assertThat(starting)
                .hasSizeGreaterThan(20)
                .allMatch(test -> PROCESS.matcher(DocsPages.text(test)).find());
    }

    /** A child process tells its parent something by what it prints. */
    @Test
    void nothingPrintsButAProgram() throws IOException {
        assertThat(sources(".*"))
                .filteredOn(file -> DocsPages.text(file).contains("System." + "out.print"))
                .hasSizeGreaterThan(1)
                .allMatch(file -> DocsPages.text(file).contains("static void main("));
    }

    private static List<Path> tests() throws IOException {
        return sources(".*(Test|Check)");
    }

    private static List<Path> sources(String name) throws IOException {
        try (Stream<Path> files = Files.find(
                DocsPages.page(""),
                14,
                (file, is) -> file.toString().matches(".*/src/test/java/" + name + "\\.java"))) {
            return files.toList();
        }
    }
}
