package dev.pollux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a replay tells of how far it is. */
class ReplayProgressTest {
    @Test
    void lateFramesAreToldAndOthersAreNot() {
        assertThat(ReplayProgress.line(10.2, 15_000, 0)).isEqualTo("10 s: 15000 frames published");
        assertThat(ReplayProgress.line(10.2, 14_100, 0.61))
                .isEqualTo("10 s: 14100 frames published, 0.6 s behind the recording's times");
    }
}
