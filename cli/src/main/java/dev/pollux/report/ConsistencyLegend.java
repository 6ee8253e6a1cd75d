package dev.pollux.report;

/** Explanation of NEES and NIS for tables, reports and the command's help. */
public final class ConsistencyLegend {
    /** A few sentences. */
    public static final String TEXT = "NEES and NIS tell whether the estimator knows how wrong it is: squared errors"
            + " over the variances that it states, NEES of its estimate against the truth, NIS of what the feet measure"
            + " against what it expects of them. Good values are 3 for the velocity's NEES, 2 for the tilt's and 1 for"
            + " NIS. Larger: the estimator is too sure (overconfident); smaller: it is less sure than it could be"
            + " (conservative).";

    private ConsistencyLegend() {}
}
