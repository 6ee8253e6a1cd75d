package dev.pollux.demo;

import dev.pollux.messages.LatencyMessage;
import dev.pollux.messages.LatencyMessage.PredictionError;
import dev.pollux.messages.LatencyMessage.Quantiles;
import dev.pollux.model.Counted;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The live table: redrawn in place on a terminal, else one line a second. */
final class DemoTable {
    private static final int MOST_ROBOTS = 12;
    private static final int NAME = 10;

    /** With a robot's name or the time before it within 60 columns. */
    private static final String COLUMNS = " %8s %7s %7s %12s %8s";

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
                out.println("%-7s".formatted("time") + head());
            }
            out.println("%5.0f s".formatted(seconds) + row(fleet, rejected));
            return;
        }
        List<String> lines = new ArrayList<>();
        lines.add("%.0f s".formatted(seconds));
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

    private static String head() {
        return COLUMNS.formatted("frames/s", "p50 ms", "p99 ms", "error rad", "rejected");
    }

    /** Ten characters: a longer name keeps its end, by which robots of a fleet differ. */
    private static String name(String name) {
        return name.length() <= NAME
                ? ("%-" + NAME + "s").formatted(name)
                : "…" + name.substring(name.length() - NAME + 1);
    }

    /** Sync latency and, of the middle horizon, the joint error. */
    private static String row(LatencyMessage window, long rejected) {
        List<PredictionError> errors = window.predictionError();
        Quantiles sync = window.syncLatencyMs();
        return COLUMNS.formatted(
                fit(window.fps(), 0, 8),
                sync == null ? "-" : fit(sync.p50(), 2, 7),
                sync == null ? "-" : fit(sync.p99(), 2, 7),
                errors.isEmpty() ? "-" : error(errors.get(errors.size() / 2)),
                fit(rejected, 0, 8));
    }

    private static String error(PredictionError error) {
        String ahead = "@%.0fms".formatted(error.horizonMs());
        return fit(error.jointRms(), 4, 12 - ahead.length()) + ahead;
    }

    /** A number with so many decimals, or as many of them as its column has room for. */
    private static String fit(double value, int decimals, int width) {
        for (int d = decimals; d >= 0; d--) {
            String text = ("%." + d + "f").formatted(value);
            if (text.length() <= width) {
                return text;
            }
        }
        return "%.0e".formatted(value);
    }
}
