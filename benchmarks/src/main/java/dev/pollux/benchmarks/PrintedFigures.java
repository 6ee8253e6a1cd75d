package dev.pollux.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;

/** Prints the figures of a benchmark, a record whose components name their units. */
final class PrintedFigures {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private PrintedFigures() {}

    /** As one JSON object, or as a line for each figure. */
    static void print(Record figures, boolean json, PrintWriter out) throws JsonProcessingException {
        if (json) {
            out.println(JSON.writeValueAsString(figures));
            return;
        }
        JsonNode tree = JSON.valueToTree(figures);
        for (var figure : tree.properties()) {
            JsonNode value = figure.getValue();
            out.printf(
                    "%-28s %s%n",
                    figure.getKey(), value.isFloatingPointNumber() ? "%.3f".formatted(value.asDouble()) : value);
        }
    }
}
