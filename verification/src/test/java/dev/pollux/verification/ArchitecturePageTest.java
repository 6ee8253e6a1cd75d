package dev.pollux.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The calls that ARCHITECTURE.md draws are those of the code: each class mentions the next one, and calls its method. */
class ArchitecturePageTest {
    private static final Pattern CALL = Pattern.compile("[1-9 ]( +)([A-Z]\\w+)\\.([a-z]\\w+)\\b.*");

    private record Call(String from, String type, String method) {}

    private record Line(int indent, String type) {}

    static List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        Deque<Line> above = new ArrayDeque<>();
        DocsPages.block("ARCHITECTURE.md", "The way of a frame", "").lines().forEach(line -> {
            Matcher call = CALL.matcher(line);
            assertThat(call.matches()).as(line).isTrue();
            int indent = call.group(1).length();
            while (!above.isEmpty() && above.peek().indent >= indent) {
                above.pop();
            }
            String from = above.isEmpty() ? "" : above.peek().type;
            calls.add(new Call(from, call.group(2), call.group(3)));
            above.push(new Line(indent, call.group(2)));
        });
        return calls;
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aCallThatIsDrawnIsInTheCode(Call call) throws IOException {
        assertThat(source(call.type)).containsPattern("\\b" + call.method + "\\(");
        if (call.from.equals("TwinTopology")) { // Flink calls it
            assertThat(source(call.from)).contains("new " + call.type + "(");
        } else if (!call.from.isEmpty()) {
            assertThat(source(call.from)).containsPattern("\\b" + call.method + "\\(");
            assertThat(source(call.from) + source("TwinWorkspace") + source("KnownModel"))
                    .as("who calls knows the class")
                    .containsPattern("\\b" + call.type + "\\b");
        }
    }

    @Test
    void nineCallsLeadToTheMeasurementUpdate() {
        List<String> numbered = DocsPages.block("ARCHITECTURE.md", "The way of a frame", "")
                .lines()
                .filter(line -> Character.isDigit(line.charAt(0)))
                .toList();
        assertThat(numbered).hasSize(9);
        assertThat(numbered.get(8)).contains("InvariantFilter.correctFoot");
    }

    private static String source(String type) throws IOException {
        try (Stream<Path> files = Files.find(
                DocsPages.page(""),
                12,
                (file, is) -> file.endsWith(type + ".java") && file.toString().contains("src/main"))) {
            return Files.readString(files.findFirst().orElseThrow(() -> new AssertionError("no class " + type)));
        }
    }
}
