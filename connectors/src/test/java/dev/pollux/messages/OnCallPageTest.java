package dev.pollux.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.kafka.ExistingTopic;
import dev.pollux.kafka.TopicCheck;
import dev.pollux.kafka.Topics;
import dev.pollux.state.RejectReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/on-call.md says what to do about everything that the job tells, and about nothing that it does not. */
class OnCallPageTest {
    private static final Pattern CODE = Pattern.compile("`([A-Z_]+)`");

    @Test
    void everyEventAndNoOtherHasItsRow() throws Exception {
        assertThat(rows("event")).containsExactlyInAnyOrderElementsOf(names(EventMessage.Kind.values()));
    }

    @Test
    void everyReasonAndNoOtherHasItsRow() throws Exception {
        assertThat(rows("reason")).containsExactlyInAnyOrderElementsOf(names(RejectReason.values()));
    }

    @Test
    void everyRowSaysWhatItMeansHowToCheckAndWhatToDo() throws Exception {
        assertThat(tables("event", "reason").flatMap(table -> table.stream().skip(2)))
                .hasSize(EventMessage.Kind.values().length + RejectReason.values().length)
                .allSatisfy(row -> assertThat(cells(row)).hasSize(4).allMatch(cell -> !cell.isEmpty()));
    }

    @Test
    void everyLineOfTheTopicCheckHasItsRow() throws Exception {
        List<String> lines =
                tables("line").flatMap(table -> table.stream().skip(2)).toList();
        List<TopicCheck.Complaint> complaints = Stream.concat(
                        TopicCheck.complaints(Map.of(), 4).stream(),
                        TopicCheck.complaints(nothingAsNeeded(), 4).stream())
                .toList();
        assertThat(complaints)
                .hasSizeGreaterThan(Topics.ALL.size() + 6)
                .allSatisfy(complaint -> assertThat(lines)
                        .anyMatch(line -> Arrays.stream(cells(line).get(0).split("`"))
                                .filter(quoted -> quoted.length() > 10)
                                .map(quoted -> quoted.replace("…", "").strip())
                                .anyMatch(complaint.message()::contains)));
    }

    private static Map<String, ExistingTopic> nothingAsNeeded() {
        Map<String, ExistingTopic> topics = new HashMap<>();
        for (Topics.Specification wanted : Topics.ALL) {
            Map<String, String> configs = new HashMap<>(wanted.configs());
            configs.replaceAll((key, value) -> key.equals(Topics.MAX_BYTES) ? "1" : "other");
            topics.put(wanted.name(), new ExistingTopic(wanted.name(), 1, 1, configs));
        }
        return topics;
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    /** What the first cells of all tables with this head name. */
    private static List<String> rows(String head) throws IOException {
        return tables(head)
                .flatMap(table -> table.stream().skip(2))
                .map(row -> {
                    var code = CODE.matcher(cells(row).get(0));
                    assertThat(code.matches()).as(row).isTrue();
                    return code.group(1);
                })
                .toList();
    }

    /** The lines of the page's tables whose first column has one of these heads. */
    private static Stream<List<String>> tables(String... heads) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "on-call.md"));
        return Pattern.compile("(?m)(^\\|.*\\n)+")
                .matcher(page)
                .results()
                .map(table -> table.group().lines().toList())
                .filter(table -> List.of(heads).contains(cells(table.get(0)).get(0)))
                .collect(Collectors.toList())
                .stream();
    }

    private static List<String> cells(String row) {
        return Arrays.stream(row.substring(1, row.lastIndexOf('|')).split("\\|"))
                .map(String::strip)
                .toList();
    }
}
