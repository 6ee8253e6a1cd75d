package dev.pollux;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Says at the end of a module's tests how many were skipped because reference data is absent; nothing where it is there. */
public final class ReferenceDataReport implements TestExecutionListener {
    private final PrintStream out;
    private @Nullable TestPlan plan;
    private long skipped;

    /** Used by the service loader. */
    public ReferenceDataReport() {
        this(System.out);
    }

    ReferenceDataReport(PrintStream out) {
        this.out = out;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
        skipped = 0;
    }

    @Override
    public void executionFinished(TestIdentifier finished, TestExecutionResult result) {
        if (result.getThrowable()
                .filter(ReferenceData.Missing.class::isInstance)
                .isPresent()) {
            skipped += finished.isTest() ? 1 : testsIn(finished);
        }
    }

    /** A class that is given up before its tests; a test with arguments counts once then, as they are not known. */
    private long testsIn(TestIdentifier container) {
        if (plan == null) {
            return 1;
        }
        TestPlan of = plan;
        return Math.max(
                1,
                of.getDescendants(container).stream()
                        .filter(test -> of.getChildren(test).isEmpty())
                        .count());
    }

    @Override
    public void testPlanExecutionFinished(TestPlan finished) {
        if (skipped > 0) {
            out.println(skipped + " tests were skipped for missing reference data (README.md, \"Build and test\")");
        }
    }
}
