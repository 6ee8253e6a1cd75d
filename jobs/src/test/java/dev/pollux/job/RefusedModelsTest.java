package dev.pollux.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import org.junit.jupiter.api.Test;

class RefusedModelsTest {
    private final RefusedModels refused = new RefusedModels();

    @Test
    void oldNotesMakeRoomForNewOnes() {
        for (int i = 0; i < 1000; i++) {
            refused.note("m" + i, new FrameRejectedException(RejectReason.MALFORMED, "no robot"));
        }
        assertThat(refused.why("m0")).isNull();
        assertThat(refused.why("m899")).isNull();
        assertThat(refused.why("m900")).isEqualTo("MALFORMED: no robot");
    }

    @Test
    void aReasonThatIsLongIsCut() {
        refused.note("m", new FrameRejectedException(RejectReason.MALFORMED, "x".repeat(1_000_000)));
        assertThat(refused.why("m")).hasSize(301).endsWith("x…");
    }
}
