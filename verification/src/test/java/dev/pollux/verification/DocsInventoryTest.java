package dev.pollux.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.verification.DocsPages.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fenced block of every page is an example that a test takes from there; the only exception is a drawing. */
class DocsInventoryTest {
    private static final String DRAWING = "a drawing";

    /** Page, heading, language of the fence, who runs it: a test class, or a script of the project. */
    private static final String INVENTORY = """
            ARCHITECTURE.md | The way of a frame | | ArchitecturePageTest
            ARCHITECTURE.md | Modules | | a drawing
            README.md | Pollux | | a drawing
            README.md | Try it | sh | .ci/run
            README.md | Step by step | sh | StepByStepTest
            README.md | Build and test | sh | .ci/run
            README.md | On your own cluster | sh | ClusterProcessTest
            README.md | On your own cluster | sh | ClusterProcessTest
            README.md | Publish and read | sh | ReadmeExamplesTest
            docs/algorithms/README.md | Algorithms | java | DocsJavaTest
            docs/configuration.md | Kafka | properties | SecuredKafkaTest
            docs/configuration.md | Commands | sh | SecuredKafkaTest
            docs/configuration.md | Topics | sh | DocsCommandsTest
            docs/dynamics-command.md | pollux dynamics | sh | DocsCommandsTest
            docs/estimation.md | What goes in and what comes out | java | DocsJavaTest
            docs/evaluate.md | pollux evaluate | sh | DocsCommandsTest
            docs/evaluate.md | JSON | | DocsCommandsTest
            docs/evaluate.md | Many recordings | sh | DocsCommandsTest
            docs/evaluate.md | Before and after | sh | DocsCommandsTest
            docs/guarantees.md | Delivery | sh | DocsCommandsTest
            docs/guarantees.md | From one guarantee to the other | sh | ClusterProcessTest
            docs/guarantees.md | From one guarantee to the other | sh | ClusterProcessTest
            docs/model-command.md | pollux model | sh | DocsCommandsTest
            docs/model-command.md | pollux models | sh | DocsCommandsTest
            docs/on-call.md | First steps | sh | DocsCommandsTest
            docs/on-call.md | First steps | sh | DocsCommandsTest
            docs/on-call.md | First steps | sh | DocsCommandsTest
            docs/on-call.md | First steps | sh | DocsCommandsTest
            docs/on-call.md | Frames are rejected | sh | DocsCommandsTest
            docs/on-call.md | The job restarts, or processes nothing | properties | ClusterProcessTest
            docs/recordings.md | Other names and units: a column map | json | ColumnMapExampleTest
            docs/recordings.md | Other names and units: a column map | sh | DocsCommandsTest
            docs/recordings.md | Other names and units: a column map | | DocsCommandsTest
            docs/recordings.md | The built-in recording | sh | DocsCommandsTest
            docs/robot-description.md | The robot description | json | RobotDescriptionExampleTest
            docs/topics.md | `robot.frames` | json | ReadmeExamplesTest
            docs/topics.md | `robot.models` | json | ReadmeExamplesTest
            docs/topics.md | `twin.predictions` | json | MessageExamplesTest
            docs/topics.md | `twin.latency` | json | MessageExamplesTest
            docs/topics.md | `twin.events` | json | MessageExamplesTest
            """;

    private record Claim(String block, String page, String by) {
        static Claim of(String line) {
            int last = line.lastIndexOf('|');
            String[] block = Arrays.stream(line.substring(0, last).split("\\|"))
                    .map(String::strip)
                    .toArray(String[]::new);
            return new Claim(
                    String.join(" | ", block),
                    Path.of(block[0]).getFileName().toString(),
                    line.substring(last + 1).strip());
        }
    }

    static List<Claim> claims() {
        return INVENTORY.lines().map(Claim::of).toList();
    }

    @Test
    void everyBlockOfThePagesIsClaimed() {
        assertThat(DocsPages.blocks().stream().map(DocsInventoryTest::named))
                .containsExactlyElementsOf(claims().stream().map(Claim::block).toList());
    }

    @Test
    void aNewBlockIsNoticedWhateverItsFence() {
        for (String fence :
                List.of("```yaml\na: 1\n```", "   ```\n   ./pollux job\n   ```", "~~~ sh title=x\nls\n~~~")) {
            assertThat(DocsPages.blocks("docs/new.md", "# New\n\n" + fence + "\n"))
                    .hasSize(1)
                    .extracting(DocsInventoryTest::named)
                    .doesNotContainAnyElementsOf(
                            claims().stream().map(Claim::block).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("claims")
    void whoeverClaimsABlockReadsItsPage(Claim claim) throws IOException {
        if (!claim.by().equals(DRAWING)) {
            assertThat(Files.readString(source(claim.by()))).contains(claim.page());
        }
    }

    static Stream<String> testsToldToRun() {
        return DocsPages.inline()
                .filter(text -> text.startsWith("mvn "))
                .flatMap(text -> Pattern.compile("\\w+Test\\b").matcher(text).results())
                .map(MatchResult::group)
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("testsToldToRun")
    void testsThatAPageTellsToRunAreThere(String test) throws IOException {
        assertThat(source(test)).isRegularFile();
    }

    private static String named(Block block) {
        return String.join(" | ", block.page(), block.heading(), block.language());
    }

    private static Path source(String by) throws IOException {
        Path root = DocsPages.page("");
        if (by.startsWith(".ci/")) {
            return root.resolve(by);
        }
        try (Stream<Path> files = Files.find(
                root,
                12,
                (file, is) -> file.endsWith(by + ".java") && file.toString().contains("src/test"))) {
            return files.findFirst().orElseThrow(() -> new AssertionError("there is no test " + by));
        }
    }
}
