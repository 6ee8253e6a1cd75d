package dev.pollux.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.evaluation.BuiltInRecording;
import dev.pollux.state.Floor;
import dev.pollux.state.Predictor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The demo with its broker, its cluster and its job. */
@Tag("process")
class DemoTest {
    private static final Pattern FRAMES_REHEARSED = Pattern.compile("warming up: .* [1-9]\\d* predictions");

    @Test
    void nothingOfARehearsalIsCountedAndStoppingInItEndsTheDemo() throws Exception {
        List<String> lines = new ArrayList<>();
        List<Demo> stopped = new ArrayList<>();
        PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                lines.add(line);
                if (FRAMES_REHEARSED.matcher(line).matches()) {
                    stopped.get(0).stop();
                }
            }
        };
        Demo demo = new Demo(
                new DemoOptions(BuiltInRecording.file(), null, Predictor.HELD, Floor.UNKNOWN, 2, 1, null), out, false);
        stopped.add(demo);

        List<DemoSummary> summaries = new ArrayList<>();
        demo.run(summaries::add);
        DemoSummary summary = summaries.get(0);

        assertThat(lines).anyMatch(FRAMES_REHEARSED.asMatchPredicate());
        assertThat(summary.framesSent()).isZero();
        assertThat(summary.predictions()).isZero();
        assertThat(summary.rejected()).isZero();
        assertThat(summary.syncLatencyMs()).isEqualTo(Figures.NONE);
        assertThat(summary.endToEndMs()).isEqualTo(Figures.NONE);
        assertThat(summary.nothingLost()).isTrue();
    }
}
