package dev.pollux.demo;

import dev.pollux.messages.LatencyMessage;
import dev.pollux.messages.LatencyMessage.PredictionError;
import dev.pollux.messages.LatencyMessage.Quantiles;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The live table: redrawn in place on a terminal, else one line a second. */
final class DemoTable {
    private static final int MOST_ROBOTS = 12;
    private static final String HEAD = "%-10s %9s %10s %10s %14s %9s";

    private final PrintStream out;
    private final boolean terminal;
    private int drawn;

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
        if (!terminal) {
            if (drawn++ == 0) {
                out.println("time     " + HEAD.formatted("", "frames/s", "p50 ms", "p99 ms", "error rad", "rejected"));
            }
            out.println("%5.0f s  ".formatted(seconds) + row(fleet.robots() + " robots", fleet, rejected));
            return;
        }
        List<String> lines = new ArrayList<>();
        lines.add("%.0f s".formatted(seconds));
        lines.add(HEAD.formatted("robot", "frames/s", "p50 ms", "p99 ms", "error rad", "rejected"));
        for (LatencyMessage robot : latency.robots()) {
            if (lines.size() < MOST_ROBOTS + 2) {
                lines.add(row(String.valueOf(robot.robotId()), robot, robot.rejected()));
            }
        }
        lines.add(row(fleet.robots() + " robots", fleet, rejected));
        StringBuilder screen = new StringBuilder(drawn == 0 ? "" : "\033[" + drawn + "A");
        lines.forEach(line -> screen.append(line).append("\033[K\n"));
        screen.append("\033[J");
        out.print(screen);
        out.flush();
        drawn = lines.size();
    }

    /** Sync latency and, of the middle horizon, the joint error. */
    private static String row(String name, LatencyMessage window, long rejected) {
        List<PredictionError> errors = window.predictionError();
        Quantiles sync = window.syncLatencyMs();
        return HEAD.formatted(
                name,
                "%.0f".formatted(window.fps()),
                sync == null ? "-" : "%.2f".formatted(sync.p50()),
                sync == null ? "-" : "%.2f".formatted(sync.p99()),
                errors.isEmpty() ? "-" : error(errors.get(errors.size() / 2)),
                rejected);
    }

    private static String error(PredictionError error) {
        return "%.4f@%.0fms".formatted(error.jointRms(), error.horizonMs());
    }
}
