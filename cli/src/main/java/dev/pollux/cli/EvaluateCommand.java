package dev.pollux.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pollux.evaluation.Evaluation;
import dev.pollux.evaluation.EvaluationOptions;
import dev.pollux.evaluation.EvaluationReport;
import dev.pollux.job.options.JobOptions;
import dev.pollux.job.options.TwinOptions;
import dev.pollux.report.ComparisonRows;
import dev.pollux.report.ConsistencyLegend;
import dev.pollux.report.EarlierReports;
import dev.pollux.report.EvaluationJson;
import dev.pollux.report.EvaluationPlot;
import dev.pollux.report.EvaluationRows;
import dev.pollux.report.EvaluationTable;
import dev.pollux.report.ReportTable;
import dev.pollux.robot.RobotFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds the twin against a recording. */
@Command(
        name = "evaluate",
        description = {
            "Runs the twin over a recording, frame by frame as the job would, and prints the errors of its predictions"
                    + " and estimates, those of simple methods on the same frames, and the events. Without ground truth"
                    + " predictions are compared with what the encoders measured later.",
            "With --model, joints that the recording does not have are locked at 0. Without --model the recording must"
                    + " be of the built-in robot or name none, and joints that it does not have count as not measured.",
            ConsistencyLegend.TEXT,
            "docs/evaluate.md says how each figure is defined."
        },
        exitCodeList = {
            "0:Evaluated. If a recording ends early, that is printed.",
            "1:A recording cannot be evaluated, or hardly anything of it; standard error says why."
        })
final class EvaluateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "RECORDING",
            arity = "1..*",
            description =
                    "JSON Lines or a table (.jsonl, .csv, .txt ...), each also with .gz; several: a table with a row of"
                            + " each.")
    private List<Path> recordings;

    @Mixin
    private RecordedRobot robot;

    @Mixin
    private PredictorChoice predicting;

    @Mixin
    private FloorChoice standing;

    @Option(
            names = "--horizons",
            paramLabel = "MS",
            split = ",",
            defaultValue = "10,20,50",
            description = "How far to predict, ms, ascending (default: ${DEFAULT-VALUE}).")
    private double[] horizons;

    @Option(
            names = "--input",
            paramLabel = "WHAT",
            defaultValue = "all",
            description = "What the twin knows of the drives: efforts, commands, all or none (default: all that the"
                    + " recording has).")
    private EvaluationOptions.Input input;

    @Option(
            names = "--from",
            paramLabel = "S",
            defaultValue = "0.5",
            description = "Score from here on, s since the first frame; the twin runs from the start (default:"
                    + " ${DEFAULT-VALUE}).")
    private double from;

    @Option(
            names = "--to",
            paramLabel = "S",
            defaultValue = "Infinity",
            description = "Stop here, s since the first frame (default: the end).")
    private double to;

    @Option(
            names = "--every",
            paramLabel = "N",
            defaultValue = "5",
            description = "Score the predictions of every Nth frame (default: ${DEFAULT-VALUE}).")
    private int every;

    @Option(names = "--episode", paramLabel = "N", description = "Run only this episode (default: all of them).")
    private @Nullable Integer episode;

    @Option(
            names = "--true-base",
            description = "Give the twin the base's true pose and velocity as measurements, as motion capture would.")
    private boolean trueBase;

    @Option(
            names = "--plot",
            paramLabel = "FILE.svg",
            description = "Draw the results: the base's path and its errors with ± 2σ, joints predicted and measured,"
                    + " contacts, events, prediction errors by horizon.")
    private @Nullable Path plot;

    @Option(names = "--table", description = "Print a table with one row per recording, also of a single one.")
    private boolean table;

    @Option(
            names = "--before",
            paramLabel = "FILE.json",
            description =
                    "Print the table beside an earlier one: what --json printed then, of the same recordings by their"
                            + " file names.")
    private @Nullable Path before;

    @Option(
            names = "--json",
            description = "Print one JSON object; of several recordings, or with --table, an array of them.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (plot != null && !plot.toString().endsWith(".svg")) {
            throw new ParameterException(spec.commandLine(), "--plot " + plot + ": expected a name that ends in .svg");
        }
        if (plot != null && recordings.size() > 1) {
            throw new ParameterException(
                    spec.commandLine(), "--plot draws one recording, and there are " + recordings.size());
        }
        if (plot != null) {
            OutputFile.require(plot);
        }
        if (before != null && json) {
            throw new ParameterException(
                    spec.commandLine(), "--before prints a table and --json does not: use only one of them");
        }
        return table || before != null || recordings.size() > 1 ? many() : one(recordings.get(0));
    }

    private int one(Path recording) throws IOException {
        EvaluationReport report = evaluated(recording, robot.robot());
        print(json ? EvaluationJson.of(report) + "\n" : EvaluationTable.of(report));
        return report.error() == null ? 0 : 1;
    }

    /** Evaluates, writes the plot and reports errors; the caller prints the rest. */
    private EvaluationReport evaluated(Path recording, @Nullable RobotFiles of) throws IOException {
        EvaluationReport report = Evaluation.run(options(recording, of));
        if (plot != null) {
            Files.writeString(plot, EvaluationPlot.svg(report));
        }
        if (report.error() != null) {
            complain(recording + ": " + report.error());
        }
        return report;
    }

    private void complain(String of) {
        spec.commandLine().getErr().println("pollux: " + of);
    }

    /** Evaluates one after another; a recording that cannot be evaluated has a row too. */
    private int many() throws IOException {
        boolean failed = false;
        EarlierReports earlier = before == null ? null : EarlierReports.read(before);
        RobotFiles of = robot.robot();
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        ReportTable rows = earlier == null ? new EvaluationRows(width()) : new ComparisonRows(earlier, width());
        print(json ? "" : rows.head());
        for (Path recording : recordings) {
            ObjectNode report;
            try {
                report = EvaluationJson.of(evaluated(recording, of));
            } catch (IOException | IllegalArgumentException wrong) {
                String why = Complaint.of(wrong);
                complain(why);
                report = JsonNodeFactory.instance
                        .objectNode()
                        .put("recording", String.valueOf(recording.getFileName()))
                        .put("error", why);
            }
            failed |= report.has("error");
            all.add(report);
            print(json ? "" : rows.of(report));
        }
        print(json ? all + "\n" : rows.end());
        return failed ? 1 : 0;
    }

    /** Width of a line: that of the terminal, or COLUMNS; unlimited for a file or a pipe. */
    private int width() {
        return System.console() != null || System.getenv("COLUMNS") != null
                ? spec.usageMessage().width()
                : Integer.MAX_VALUE;
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }

    private EvaluationOptions options(Path recording, @Nullable RobotFiles of) throws IOException {
        long[] nanos = new long[horizons.length];
        for (int h = 0; h < nanos.length; h++) {
            nanos[h] = Math.round(horizons[h] * 1e6);
            if (nanos[h] <= (h == 0 ? 0 : nanos[h - 1])) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--horizons has " + horizons[h] + " ms"
                                + (h == 0
                                        ? ": expected above 0"
                                        : " after " + horizons[h - 1] + " ms: expected to ascend"));
            }
        }
        try {
            return new EvaluationOptions(
                    robot.recording(recording),
                    of,
                    predicting.predictor,
                    standing.floor,
                    JobOptions.of().get(TwinOptions.LATE_WINDOW).toMillis(),
                    nanos,
                    input,
                    from,
                    to,
                    every,
                    episode,
                    trueBase);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
