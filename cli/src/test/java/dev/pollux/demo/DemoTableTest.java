package dev.pollux.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.messages.Format;
import dev.pollux.messages.LatencyMessage;
import dev.pollux.messages.LatencyMessage.PredictionError;
import dev.pollux.messages.LatencyMessage.Quantiles;
import dev.pollux.messages.LatencyMessage.Scope;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the demo shows while it runs and at its end, on a terminal as narrow as 60 columns. */
class DemoTableTest {
    private static final int NARROW = 60;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyLineFitsSixtyColumnsAndStandsInItsColumnsWhateverIsShown(boolean terminal) {
        FleetLatency latency = new FleetLatency();
        latency.showFrom(0);
        for (double size : new double[] {0, 1, 1234.5678, 1e9}) {
            latency.accept(window("a-robot-with-a-very-long-id-" + size, size));
        }
        latency.accept(window(null, 1e9));
        List<String> lines =
                shown(terminal, latency, 1_234_567_890_123L).lines().toList();

        assertThat(lines)
                .hasSize(terminal ? 7 : 2)
                .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(NARROW));
        List<String> table = lines.subList(terminal ? 1 : 0, lines.size());
        assertThat(table).extracting(String::length).containsOnly(table.get(0).length());
        if (terminal) {
            assertThat(table.get(2)).isEqualTo("…ng-id-1.0        1    1.00    3.00    1000@50ms        1");
            assertThat(table.get(4)).isEqualTo("…1234.5678     1235 1234.57 3703.70 1234568@50ms     1234");
            assertThat(table.get(3)).isEqualTo("…-id-1.0E9    1e+09   1e+09   3e+09   1e+12@50ms    1e+09");
        }
    }

    @Test
    void oneOfSomethingIsSingular() {
        FleetLatency latency = new FleetLatency();
        latency.showFrom(0);
        latency.accept(window(null, 1));
        assertThat(shown(true, latency, 0)).contains("\n1 robot  ").doesNotContain("1 robots");
        latency.accept(window(null, 2));
        assertThat(shown(true, latency, 0)).contains("\n2 robots  ");

        assertThat(summary(1, 1).text())
                .contains("1 robot for ")
                .contains("1 frame sent, 1 prediction, 1 rejected")
                .contains("1 prediction came twice")
                .contains("\n1 frame synced later than 5 ms");
        assertThat(summary(2, 3).text())
                .contains("2 robots for ")
                .contains("3 frames sent, 3 predictions, 3 rejected")
                .contains("3 predictions came twice")
                .contains("\n3 frames synced later than 5 ms");
    }

    @Test
    void anErrorHasThreeDigitsHoweverSmallItIs() {
        FleetLatency latency = new FleetLatency();
        latency.showFrom(0);
        latency.accept(window(null, 1.872e-4));
        assertThat(shown(false, latency, 0)).contains(" 0.187@50ms ");
        assertThat(summary(1, 1, 1, 1, 0).text())
                .containsPattern("prediction error, rms +joints mrad +base mm +base mrad\n")
                .containsPattern("10 ms ahead +0\\.104 +3\\.21 +-\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void figuresThatWereShownAreNotShownAsNewOnes(boolean terminal) {
        FleetLatency latency = new FleetLatency();
        latency.showFrom(0);
        latency.accept(window(null, 1));
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        DemoTable table = new DemoTable(new PrintStream(shown, true, StandardCharsets.UTF_8), terminal);

        table.show(7, latency, 0);
        String row = text(shown);
        table.show(8, latency, 0);
        table.show(9, latency, 0);
        assertThat(text(shown).substring(row.length()))
                .as("windows may come a little later than the lines")
                .isEqualTo(terminal ? row.replace("7 s", "8 s") + row.replace("7 s", "9 s") : "");
        table.show(10, latency, 0);
        assertThat(text(shown)).contains(terminal ? "\n10 s nothing new for 3 s\n" : "\n   10 s nothing new for 3 s\n");

        table.show(11, latency, 5);
        assertThat(text(shown).lines().toList().get((int) text(shown).lines().count() - 1))
                .as("what was refused is new")
                .endsWith("       5");
    }

    @Test
    void theSummarySaysWhereTheMachineDidNotKeepUpAndWhatToDo() {
        String behind = "this machine did not keep up: ";
        assertThat(summary(5, 1, 1, 0.98, 1).text()).doesNotContain(behind);
        assertThat(summary(5, 1, 4, 3.93, 1).text()).doesNotContain(behind);
        assertThat(summary(5, 1, 1, 0.97, 0).text()).contains(behind + "play fewer robots (--robots)\n");
        assertThat(summary(5, 1, 1, 1, 1.1).text()).contains(behind + "play fewer robots (--robots)\n");
        assertThat(summary(1, 1, 4, 3.9, 0).text()).contains(behind + "play slower (--speed)\n");
        assertThat(summary(1, 1, 1, 0.9, 0).text()).contains(behind + "end other programs\n");
    }

    @Test
    void aMachineThatIsLateWithMoreThanATenthOfTheFramesDoesNotKeepUpWhateverItsPaceIs() {
        assertThat(summary(5, 49_850, 4_985, 1, 1.013, 0).text()).doesNotContain("did not keep up");
        assertThat(summary(5, 49_850, 4_986, 1, 1.013, 0).text())
                .contains("this machine did not keep up: play fewer robots (--robots)\n");
    }

    @Test
    void theSummaryFitsSixtyColumns() {
        assertThat(summary(2_000, 1_234_567, 1, 0.5, 86_400).text().lines())
                .anyMatch(line -> line.matches("without the first 5 s +p50 ms +p99 ms +max ms"))
                .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(NARROW));
    }

    private static DemoSummary summary(int robots, long frames) {
        return summary(robots, frames, frames, 1, 0.999, 0.1);
    }

    private static DemoSummary summary(int robots, long frames, double speed, double factor, double behind) {
        return summary(robots, frames, 0, speed, factor, behind);
    }

    private static DemoSummary summary(int robots, long frames, long late, double speed, double factor, double behind) {
        Figures slow = new Figures(frames, 3_600_000.0, 3_600_000.0, 3_600_000.0);
        return new DemoSummary(
                "walk",
                robots,
                speed,
                20,
                5,
                frames,
                2 * frames,
                frames,
                frames,
                Map.of("STAMP_BACKWARD", frames),
                slow,
                slow,
                slow,
                slow,
                late,
                factor,
                behind,
                Map.of(
                        "1000_ms",
                        new FleetLatency.Rmse(1234.5678, 1234.5678, null),
                        "10_ms",
                        new FleetLatency.Rmse(1.04e-4, 3.2111e-3, null)),
                List.of());
    }

    private static String shown(boolean terminal, FleetLatency latency, long rejected) {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        new DemoTable(new PrintStream(shown, true, StandardCharsets.UTF_8), terminal).show(86_400, latency, rejected);
        return text(shown);
    }

    private static String text(ByteArrayOutputStream shown) {
        return shown.toString(StandardCharsets.UTF_8).replaceAll("\033\\[[0-9]*[A-Z]", "");
    }

    /** A window in which everything is of some size. */
    private static ConsumerRecord<byte[], byte[]> window(@Nullable String robot, double size) {
        Quantiles latency = new Quantiles(size, 2 * size, 3 * size, 4 * size, null);
        byte[] value = new LatencyMessage(
                        robot == null ? Scope.FLEET : Scope.ROBOT,
                        robot,
                        0,
                        1_000,
                        (long) size,
                        (long) size,
                        0,
                        0,
                        0,
                        (long) size,
                        (long) size,
                        5,
                        size,
                        1.0,
                        latency,
                        latency,
                        latency,
                        latency,
                        List.of(new PredictionError(50, 10, size, size, null, null)))
                .encode(Format.JSON);
        return new ConsumerRecord<>("twin.latency", 0, 0, new byte[0], value);
    }
}
