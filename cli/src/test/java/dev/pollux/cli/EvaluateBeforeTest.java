package dev.pollux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pollux.BuiltInWalk;
import dev.pollux.report.ComparisonRows;
import dev.pollux.report.EarlierReports;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The table of recordings beside what was printed of them before. */
@Tag("slow")
class EvaluateBeforeTest {
    @TempDir
    Path folder;

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();
    private Path walk = Path.of("unset");

    @BeforeEach
    void copyTheWalk() throws IOException {
        walk = Files.copy(BuiltInWalk.FILE, folder.resolve("walk.jsonl.gz"));
    }

    @Test
    void whatTheTablePrintedAsJsonIsPrintedBesideItLater() throws IOException {
        assertThat(run("evaluate", walk.toString(), "--to", "1", "--table", "--json"))
                .isZero();
        String json = out.toString();
        assertThat(json).startsWith("[{\"recording\":\"walk.jsonl.gz\"");
        String velocity = figure(json);
        // as if it had been worse, beside a recording that is no more
        Path before = Files.writeString(
                folder.resolve("before.json"),
                json.replaceFirst("(\"velocity_m_per_s\":\\{\"rms\":)[^,]*", "$10.12345")
                        .replaceFirst("\"event_counts\":\\{}", "\"event_counts\":{\"FALLEN\":7,\"DIVERGED\":3}")
                        .replaceFirst("]\\s*$", ",{\"recording\":\"gone.csv\",\"error\":\"unreadable\"}]"));
        Path other = Files.copy(walk, folder.resolve("other.jsonl.gz"));

        assertThat(run("evaluate", walk.toString(), other.toString(), "--to", "1", "--before", before.toString()))
                .isZero();
        assertThat(out.toString().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("recording ").contains("velocity rms mm/s", "NEES (3)"),
                        line -> assertThat(line).contains("before", "now"),
                        line -> assertThat(line)
                                .matches("walk +123\\.45 +" + velocity + " .* 7 +0 +0 +0 +\\(before: DIVERGED 3\\)"),
                        line -> assertThat(line).matches("other +- +" + velocity + " .* - +0 +- +0"),
                        line -> assertThat(line).isEqualTo("only before: gone.csv"),
                        line -> assertThat(line).isEqualTo("only now: other.jsonl.gz"),
                        line -> assertThat(line)
                                .startsWith("    NEES and NIS tell whether the estimator knows")
                                .contains("Good values are 3 for the velocity's NEES", "1 for NIS"));
    }

    @Test
    void oneReportIsTakenTooAndWhatElseWasNotTheSameIsTold() throws IOException {
        assertThat(run("evaluate", walk.toString(), "--to", "1", "--json")).isZero();
        Path before = Files.writeString(folder.resolve("before.json"), out.toString());
        assertThat(run("evaluate", walk.toString(), "--to", "0.8", "--floor", "level", "--before", before.toString()))
                .isZero();
        assertThat(out.toString())
                .contains("\nfloor: before unknown, now level: walk.jsonl.gz\n")
                .containsPattern("\nframes: before 50\\d, now 40\\d: walk.jsonl.gz\n");
    }

    @Test
    void aRecordingThatCannotBeReadAnyMoreStandsBesideItsFiguresOfBeforeAndIsExitCodeOne() throws IOException {
        assertThat(run("evaluate", walk.toString(), "--to", "1", "--json")).isZero();
        String velocity = figure(out.toString());
        Path before = Files.writeString(folder.resolve("before.json"), out.toString());
        Files.delete(walk);
        assertThat(run("evaluate", walk.toString(), "--before", before.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).containsPattern("\nwalk +" + velocity + " +- .*walk\\.jsonl\\.gz: no such file");
    }

    @Test
    void aFileThatHoldsNoReportsIsToldBeforeAnythingRuns() throws IOException {
        assertTold("", "before.json: holds no report of a recording; expected what 'pollux evaluate --json' printed");
        assertTold("[]", "before.json: holds no report of a recording");
        assertTold("{\"robot_id\": \"a\"}", "before.json: holds no report of a recording");
        assertTold("[{\"recording\":\n", "before.json:2: the text ends early");
        assertTold(
                "[{\"recording\": \"a\", \"error\": \"x\"}, {\"recording\": \"a\", \"error\": \"x\"}]",
                "before.json: holds two reports of a, and recordings are told apart by their file names");
        assertTold(
                "{\"recording\": \"a\", \"predictions\": [], \"event_counts\": {\"FALLEN\": -5}}",
                "before.json: event_counts of FALLEN is -5; expected a count from 0");
        assertTold(
                "{\"recording\": \"a\", \"predictions\": [], \"event_counts\": {\"A\\u001b[31m\": 1e30}}",
                "before.json: event_counts of A?[31m is 1.0E30; expected a count from 0");
        assertThat(run(
                        "evaluate",
                        walk.toString(),
                        "--before",
                        folder.resolve("none.json").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("none.json: no such file");
        assertThat(run("evaluate", walk.toString(), "--before", "before.json", "--json"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--before prints a table and --json does not");
    }

    @Test
    void onAShortLineWhatHasNoRoomStandsBelow() throws IOException {
        assertThat(run("evaluate", walk.toString(), "--to", "1", "--json")).isZero();
        Path before = Files.writeString(folder.resolve("before.json"), out.toString());
        ComparisonRows rows = new ComparisonRows(EarlierReports.read(before), 80);
        String table = rows.head() + rows.of(new ObjectMapper().readTree(out.toString())) + rows.end();
        assertThat(rows.head().lines()).hasSize(2);
        assertThat(table.lines()).allMatch(line -> line.length() <= 80);
        assertThat(table)
                .containsPattern("\n    NEES \\S+ now \\S+, NIS \\S+ now \\S+, falls 0 now 0, refused 0 now 0");
    }

    @Test
    void controlCharactersOfAnEarlierReportReachNoTerminal() throws IOException {
        String esc = "\\u001b[31m";
        String report = "{\"recording\": \"%s\", \"predictions\": [{\"horizon_ms\": \"" + esc + "\"}], \"model\": \""
                + esc
                + "\", \"ended_early\": \"" + esc + "\", \"error\": \"" + esc + "\", \"event_counts\": {\"" + esc
                + "\": 2}}";
        Path before = Files.writeString(
                folder.resolve("before.json"),
                "[" + String.format(report, "a.csv") + ", " + String.format(report, esc) + "]");
        for (int width : new int[] {80, 200}) {
            ComparisonRows rows = new ComparisonRows(EarlierReports.read(before), width);
            String now = String.format(report, "a.csv").replace("31m", "32m");
            String table = rows.head() + rows.of(new ObjectMapper().readTree(now)) + rows.end();
            assertThat(table)
                    .contains("?[31m 2", "model: before ?[31m, now ?[32m: a.csv", "only before: ?[31m")
                    .doesNotContain("\u001b");
        }
    }

    private void assertTold(String text, String why) throws IOException {
        Path file = Files.writeString(folder.resolve("before.json"), text);
        assertThat(run("evaluate", walk.toString(), "--before", file.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("pollux: ").contains(why);
        assertThat(out.toString()).isEmpty();
    }

    /** The velocity in a report as the table has it. */
    private static String figure(String json) {
        double velocity =
                Double.parseDouble(json.replaceFirst("(?s).*\"velocity_m_per_s\":\\{\"rms\":([^,]*).*", "$1"));
        return String.format(Locale.ROOT, "%.2f", 1e3 * velocity);
    }

    private int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        CommandLine line = Pollux.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
