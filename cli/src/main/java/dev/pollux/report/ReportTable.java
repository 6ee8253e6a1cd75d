package dev.pollux.report;

import com.fasterxml.jackson.databind.JsonNode;

/** Reports of recordings as a text table, written row by row. */
public interface ReportTable {
    /** The lines above the rows. */
    String head();

    /**
     * The row of a recording, with a dash for what was not measured.
     *
     * @param report in the form of {@link EvaluationJson}, or {@code {recording, error}} without figures
     */
    String of(JsonNode report);

    /** The text after the last row; may be empty. */
    String end();
}
