package dev.pollux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

class ReferenceDataTest {
    private static final String ABSENT = "no-such-file";

    @Test
    void aTestThatIsNotTaggedGetsNoReferenceData() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ReferenceData.file(""))
                .withMessageContaining("is tagged \"data\"");
    }

    @Test
    void aTestThatIsTaggedItselfOrInATaggedClassIsAllowedToAsk() {
        TestExecutionSummary summary = run(new ByteArrayOutputStream(), TaggedTest.class, TaggedClass.class);

        // skipped, or failed for the file that is not there: as POLLUX_REQUIRE_REFERENCE_DATA says
        assertThat(summary.getTestsStartedCount()).isEqualTo(3);
        assertThat(summary.getTestsSucceededCount()).isZero();
        assertThat(summary.getFailures())
                .allSatisfy(failure -> assertThat(failure.getException()).hasMessageContaining(ABSENT));
    }

    @Test
    void theNumberOfTestsThatWereSkippedIsTold() {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        TestExecutionSummary summary = run(told, Skipped.class, GivenUp.class);

        assertThat(summary.getTestsAbortedCount()).isEqualTo(1);
        assertThat(summary.getContainersAbortedCount()).isEqualTo(1);
        assertThat(told.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines(
                        "3 tests were skipped for missing reference data (README.md, \"Build and test\")");
    }

    @Test
    void nothingIsToldWhereNothingIsSkipped() {
        ByteArrayOutputStream told = new ByteArrayOutputStream();

        assertThat(run(told, Untouched.class).getTestsSucceededCount()).isEqualTo(1);
        assertThat(told.size()).isZero();
    }

    private static TestExecutionSummary run(ByteArrayOutputStream told, Class<?>... tests) {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
        for (Class<?> test : tests) {
            request.selectors(DiscoverySelectors.selectClass(test));
        }
        LauncherDiscoveryRequest built = request.build();
        LauncherConfig alone = LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create(alone)
                .execute(built, summary, new ReferenceDataReport(new PrintStream(told, true, StandardCharsets.UTF_8)));
        return summary.getSummary();
    }

    static class TaggedTest {
        @Test
        @Tag("data")
        void asks() {
            ReferenceData.file(ABSENT);
        }
    }

    @Tag("data")
    static class TaggedClass {
        @Test
        void asks() {
            ReferenceData.file(ABSENT);
        }

        @Nested
        class Inner {
            @Test
            void asks() {
                ReferenceData.file(ABSENT);
            }
        }
    }

    static class Skipped {
        @Test
        void one() {
            throw new ReferenceData.Missing(ABSENT);
        }
    }

    static class GivenUp {
        @BeforeAll
        static void asks() {
            throw new ReferenceData.Missing(ABSENT);
        }

        @Test
        void one() {}

        @Test
        void other() {}
    }

    static class Untouched {
        @Test
        void passes() {}
    }
}
