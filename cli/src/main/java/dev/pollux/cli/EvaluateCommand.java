package dev.pollux.cli;

import dev.pollux.evaluate.Evaluation;
import dev.pollux.evaluate.EvaluationJson;
import dev.pollux.evaluate.EvaluationOptions;
import dev.pollux.evaluate.EvaluationPlot;
import dev.pollux.evaluate.EvaluationReport;
import dev.pollux.evaluate.EvaluationTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds the twin against a recording whose truth is known. */
@Command(
        name = "evaluate",
        description = {
            "Runs the twin offline over a recording with ground truth and prints how far its predictions and estimates"
                    + " are off, beside simple baselines on the same frames.",
            "docs/evaluate.md says how each figure is defined."
        })
final class EvaluateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RECORDING", description = "A .jsonl or .csv file, each also with .gz, with truth.")
    private Path recording;

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
            description = "What the twin is told of the drives: efforts, commands, all or none (default: all that the"
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
            description = "Draw the base's way, its errors with ± 2σ, and prediction errors by horizon.")
    private @Nullable Path plot;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (plot != null && !plot.toString().endsWith(".svg")) {
            throw new ParameterException(spec.commandLine(), "--plot " + plot + ": expected a name that ends in .svg");
        }
        EvaluationReport report = Evaluation.run(options());
        if (plot != null) {
            Files.writeString(plot, EvaluationPlot.svg(report));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? EvaluationJson.of(report) + "\n" : EvaluationTable.of(report));
        out.flush();
        return 0;
    }

    private EvaluationOptions options() throws IOException {
        long[] nanos = new long[horizons.length];
        for (int h = 0; h < nanos.length; h++) {
            nanos[h] = Math.round(horizons[h] * 1e6);
            if (nanos[h] <= (h == 0 ? 0 : nanos[h - 1])) {
                throw new ParameterException(spec.commandLine(), "--horizons must be above 0 and ascend, in ms");
            }
        }
        try {
            return new EvaluationOptions(
                    robot.recording(recording),
                    robot.model,
                    robot.description,
                    predicting.predictor,
                    standing.floor,
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
