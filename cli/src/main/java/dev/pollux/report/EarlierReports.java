package dev.pollux.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pollux.files.InputFile;
import dev.pollux.files.JsonMistake;
import dev.pollux.model.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Earlier outputs of {@code evaluate --json}, by the recording's file name. */
public final class EarlierReports {
    /** Greatest length of a quoted text in place of a count. */
    private static final int MOST_SHOWN = 40;

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, JsonNode> byName = new LinkedHashMap<>();

    private EarlierReports() {}

    /**
     * Reads a report or an array of them.
     *
     * @throws IOException if the file cannot be read or has no report, with what was expected
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
        requireCount(report, "frames", "frames", file);
        for (String counts : List.of("refused", "event_counts")) {
            for (Map.Entry<String, JsonNode> kind : report.path(counts).properties()) {
                requireCount(report.path(counts), kind.getKey(), counts + " of " + kind.getKey(), file);
            }
        }
        if (byName.putIfAbsent(name, report) != null) {
            throw new IOException(file + ": holds two reports of " + Printable.of(name)
                    + ", and recordings are told apart by their file names: give each a name of its own");
        }
    }

    private static void requireCount(JsonNode of, String field, String called, Path file) throws IOException {
        JsonNode count = of.path(field);
        boolean isCount = count.isIntegralNumber() && count.canConvertToLong() && count.asLong() >= 0;
        if (!count.isMissingNode() && !isCount) {
            String is = count.toString();
            throw new IOException(file + ": "
                    + Printable.of(called + " is " + is.substring(0, Math.min(is.length(), MOST_SHOWN)))
                    + "; expected a count from 0, as 'pollux evaluate --json' prints");
        }
    }

    /** The report of a recording; null if there is none. */
    @Nullable JsonNode of(String recording) {
        return byName.get(recording);
    }

    List<String> names() {
        return new ArrayList<>(byName.keySet());
    }
}
