package dev.pollux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What 'pollux job' tells of a job that fails. */
class JobProgressTest {
    private final JobProgress progress = new JobProgress();

    @Test
    void aJobThatNeverFailsIsNotSpokenOf() {
        assertThat(progress.news(true, null, "")).isNull();
        assertThat(progress.news(false, null, "")).isNull();
        assertThat(progress.news(true, null, "")).isNull();
    }

    @Test
    void eachFailureIsToldOnceAndSoIsThatTheJobRunsAgain() {
        assertThat(progress.news(false, null, "no disk")).isEqualTo("the job failed and restarts: no disk");
        assertThat(progress.news(false, null, "no disk")).isNull();
        assertThat(progress.news(false, null, "no memory")).isEqualTo("the job failed and restarts: no memory");
        assertThat(progress.news(true, null, "no memory")).isEqualTo("the job runs again");
        assertThat(progress.news(true, null, "no memory")).isNull();
        assertThat(progress.news(true, null, "no disk")).isEqualTo("the job failed and restarts: no disk");
        assertThat(progress.news(true, null, "no disk")).isEqualTo("the job runs again");
    }

    @Test
    void aJobWhoseTasksRunWithoutABrokerIsNotSaidToRun() {
        assertThat(progress.news(false, "nobody answers", "no time"))
                .isEqualTo("the job failed and restarts: nobody answers (no time)");
        assertThat(progress.news(true, "nobody answers", "no time")).isNull();
        assertThat(progress.news(true, null, "no time")).isEqualTo("the job runs again");
    }
}
