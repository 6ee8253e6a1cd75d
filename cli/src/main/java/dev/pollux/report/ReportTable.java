package dev.pollux.report;

import com.fasterxml.jackson.databind.JsonNode;

/** Reports of recordings as a table for people, written row by row. */
public interface ReportTable {
    /** The lines above the rows. */
    String head();

    /**
     * The row of a recording; what was not measured is a dash.
     *
     * @param report as {@link EvaluationJson} writes it, or {@code {recording, error}} where there is none
     */
    String of(JsonNode report);

    /** What follows the last row; empty where nothing does. */
    String end();
}
