package dev.pollux.job.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.junit.jupiter.api.Test;

/** The table in docs/configuration.md is the code's. */
class ConfigurationPageTest {
    @Test
    void theTableInTheDocsListsEveryOptionAsItIs() throws Exception {
        List<String> table = Files.readAllLines(Path.of("..", "docs", "configuration.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(table)
                .containsExactlyElementsOf(
                        TwinOptions.ALL.stream().map(ConfigurationPageTest::row).toList());
    }

    private static String row(Option<?> option) {
        String fallback = option.defaultText().isEmpty() ? "" : "`" + option.defaultText() + "`";
        String description = new HtmlFormatter().format(option.option().description());
        return "| `" + option.key() + "` | " + option.type() + " | " + fallback + " | " + description + " |";
    }
}
