package dev.pollux.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pollux.files.InputFile;
import dev.pollux.messages.JsonMistake;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports that {@code evaluate --json} printed before, by the recording's file name. */
public final class EarlierReports {
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, JsonNode> byName = new LinkedHashMap<>();

    private EarlierReports() {}

    /**
     * Reads a report or an array of them.
     *
     * @throws IOException where the file cannot be read or holds none, with what was expected
     */
    public static EarlierReports read(Path file) throws IOException {
        EarlierReports reports = new EarlierReports();
        try (InputStream in = InputFile.open(file)) {
            JsonNode all = JSON.readTree(in);
            if (all.isArray() && !all.isEmpty()) {
                for (JsonNode report : all) {
                    reports.add(report, file);
                }
            } else {
                reports.add(all, file);
            }
        } catch (JsonProcessingException wrong) {
            JsonMistake mistake = JsonMistake.of(wrong);
            throw new IOException(
                    file + ":" + Math.max(1, mistake.line()) + ": " + mistake.what() + "; expected what "
                            + "'pollux evaluate --json' printed",
                    null);
        }
        return reports;
    }

    private void add(JsonNode report, Path file) throws IOException {
        String name = report.path("recording").asText();
        if (name.isEmpty()
                || !report.has("error") && !report.path("predictions").isArray()) {
            throw new IOException(
                    file + ": holds no report of a recording; expected what 'pollux evaluate --json' printed:"
                            + " an object with recording, frames and predictions, or an array of them");
        }
        if (byName.putIfAbsent(name, report) != null) {
            throw new IOException(file + ": holds two reports of " + name
                    + ", and recordings are told apart by their file names: give each a name of its own");
        }
    }

    /** The report of a recording; null where there is none. */
    @Nullable JsonNode of(String recording) {
        return byName.get(recording);
    }

    List<String> names() {
        return new ArrayList<>(byName.keySet());
    }
}
