package dev.pollux.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pollux.messages.Format;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.TwinState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The event that docs/topics.md shows is one that the job writes. */
class EventExampleTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theJobWritesTheStaleEventOfThePage() throws Exception {
        JsonNode example = example();
        TwinState state = new TwinState(BuiltInModels.humanoid28(), 0);
        state.seq = example.path("seq").longValue();
        state.stampNanos = example.path("stamp").path("sec").longValue() * 1_000_000_000
                + example.path("stamp").path("nanosec").longValue();
        long silentMillis =
                Math.round(1e3 * example.path("numbers").path("silent_s").doubleValue());

        byte[] written = new Events(Format.JSON).stale(example.path("robot_id").textValue(), state, silentMillis).value;

        assertThat(JSON.readTree(written)).isEqualTo(example);
    }

    private static JsonNode example() throws Exception {
        Matcher example = Pattern.compile("## `twin.events`.*?```json\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "docs", "topics.md")));
        assertThat(example.find()).isTrue();
        return JSON.readTree(example.group(1));
    }
}
