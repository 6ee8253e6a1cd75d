package dev.pollux.demo;

import dev.pollux.messages.LatencyMessage;
import dev.pollux.messages.LatencyMessage.PredictionError;
import dev.pollux.messages.LatencyMessage.Quantiles;
import dev.pollux.model.Counted;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The live table: redrawn in place on a terminal, otherwise one line a second. It shows what was measured since the
 * line before, or that nothing came for some time.
 */
final class DemoTable {
    /** Lines without data before this is shown: windows of a second come slightly before or after lines. */
    private static final int UNNOTICED = 3;

    private static final int MOST_ROBOTS = 12;
    private static final int NAME = 10;

    /** Fits into 60 columns with a robot's name or the time before it. */
    private static final String COLUMNS = " %8s %7s %7s %12s %8s";

    private final PrintStream out;
    private final boolean terminal;
    private int drawn;
    private long shownWindow = Long.MIN_VALUE;
    private long shownRejected;
    private double shownSeconds;
    private int unchanged;

    DemoTable(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Shows the last windows. */
    void show(double seconds, FleetLatency latency, long rejected) {
        LatencyMessage fleet = latency.last();
        if (fleet == null) {
            return;
        }
        String silence = silence(seconds, fleet, rejected);
        if (!terminal) {
            if (drawn++ == 0) {
                out.println("%-7s".formatted("time") + head());
            }
            if (unchanged == 0 || !silence.isEmpty()) {
                out.println("%5.0f s".formatted(seconds) + (silence.isEmpty() ? row(fleet, rejected) : " " + silence));
            }
            return;
        }
        List<String> lines = new ArrayList<>();
        lines.add("%.0f s %s".formatted(seconds, silence).strip());
        lines.add(name("robot") + head());
        for (LatencyMessage robot : latency.robots()) {
            if (lines.size() < MOST_ROBOTS + 2) {
                lines.add(name(String.valueOf(robot.robotId())) + row(robot, robot.rejected()));
            }
        }
        lines.add(name(Counted.of(fleet.robots(), "robot")) + row(fleet, rejected));
        StringBuilder screen = new StringBuilder(drawn == 0 ? "" : "\033[" + drawn + "A");
        lines.forEach(line -> screen.append(line).append("\033[K\n"));
        screen.append("\033[J");
        out.print(screen);
        out.flush();
        drawn = lines.size();
    }

    /** The time without data; empty if there is new data. */
    private String silence(double seconds, LatencyMessage fleet, long rejected) {
        if (fleet.windowStartMs() != shownWindow || rejected != shownRejected) {
            shownWindow = fleet.windowStartMs();
            shownRejected = rejected;
            shownSeconds = seconds;
            unchanged = 0;
        } else {
            unchanged++;
        }
        return unchanged < UNNOTICED ? "" : "nothing new for %.0f s".formatted(seconds - shownSeconds);
    }

    private static String head() {
        return COLUMNS.formatted("frames/s", "p50 ms", "p99 ms", "error mrad", "rejected");
    }

    /** Ten characters: a longer name keeps its end, which distinguishes the robots of a fleet. */
    private static String name(String name) {
        return name.length() <= NAME
                ? ("%-" + NAME + "s").formatted(name)
                : "…" + name.substring(name.length() - NAME + 1);
    }

    /** Sync latency and the joint error of the middle horizon. */
    private static String row(LatencyMessage window, long rejected) {
        List<PredictionError> errors = window.predictionError();
        Quantiles sync = window.syncLatencyMs();
        return COLUMNS.formatted(
                TableNumber.decimals(window.fps(), 0, 8),
                sync == null ? "-" : TableNumber.decimals(sync.p50(), 2, 7),
                sync == null ? "-" : TableNumber.decimals(sync.p99(), 2, 7),
                errors.isEmpty() ? "-" : error(errors.get(errors.size() / 2)),
                TableNumber.decimals(rejected, 0, 8));
    }

    private static String error(PredictionError error) {
        String ahead = "@%.0fms".formatted(error.horizonMs());
        return TableNumber.digits(1e3 * error.jointRms(), 3, 12 - ahead.length()) + ahead;
    }
}
