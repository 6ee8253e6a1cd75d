package dev.pollux.report;

import dev.pollux.evaluation.EvaluationReport;
import dev.pollux.evaluation.Method;
import dev.pollux.evaluation.NoticedEvents;
import dev.pollux.evaluation.Phase;
import dev.pollux.evaluation.Quantity;
import dev.pollux.evaluation.Track.Joints;
import dev.pollux.evaluation.Track.Point;
import dev.pollux.messages.EventMessage.Kind;
import dev.pollux.model.Counted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A report as a plot in SVG: the base's path, its errors with ± 2σ, tilt and velocity, predicted and measured joints,
 * contacts and events, prediction errors by horizon. Without data there is no panel.
 */
public final class EvaluationPlot {
    private static final String ESTIMATE = "#c1272d";
    private static final String TRUTH = "#1b6ca8";
    private static final String BAND = "#f7dfb8";
    private static final String BAND_EDGE = "#e8a33d";
    private static final String CONTACT = "#5a7d5a";
    private static final String[] METHODS = {ESTIMATE, "#888888", "#2e8b57", "#7b4fa3", TRUTH};
    private static final String[] AXES = {"x", "y", "z"};

    private static final int LEFT = 90;
    private static final int RIGHT = 690;
    private static final int WIDTH = 480;
    private static final int TOP = 96;

    /** Space between two panels: the labels below one and above the next. */
    private static final int GAP = 66;

    private final EvaluationReport report;
    private final StringBuilder svg = new StringBuilder();
    private final List<Point> points;
    private final double[] time;
    private final boolean truth;
    private final int[] below = {TOP, TOP};

    private EvaluationPlot(EvaluationReport report) {
        this.report = report;
        points = report.track().points();
        time = column(Point::time);
        truth = points.stream().anyMatch(point -> point.actual().length > 0);
    }

    /** The SVG document. */
    public static String svg(EvaluationReport report) {
        return new EvaluationPlot(report).draw();
    }

    private String draw() {
        if (!points.isEmpty()) {
            trajectory(panel(0, 300));
        }
        for (int axis = 0; truth && axis < 3; axis++) {
            positionError(panel(0, 90), axis);
        }
        if (!points.isEmpty()) {
            tilt(panel(0, 110), 0, "roll of the base");
            tilt(panel(0, 110), 1, "pitch of the base");
            speed(panel(0, 110));
        }
        if (points.stream().anyMatch(point -> !Double.isNaN(point.velocityError()))) {
            velocityError(panel(0, 110));
        }
        List<Joints> joints = report.track().joints();
        if (joints != null) {
            for (int joint : report.track().movedMost(3)) {
                joint(panel(1, 110), joints, joint);
            }
        }
        if (predicted(Quantity.JOINTS)) {
            prediction(panel(1, 240), Quantity.JOINTS, "joint prediction error, rms", "rad");
        }
        if (predicted(Quantity.BASE_POSITION)) {
            prediction(panel(1, 240), Quantity.BASE_POSITION, "base prediction error, rms", "m");
        }
        contacts();
        events();
        int height = Math.max(below[0], below[1]) - 10;
        return "<svg xmlns='http://www.w3.org/2000/svg' width='1200' height='" + height + "' viewBox='0 0 1200 "
                + height
                + "' font-family='DejaVu Sans, Verdana, sans-serif' font-size='12' fill='#222'>\n<rect width='1200' height='"
                + height + "' fill='white'/>\n" + title() + svg + "</svg>\n";
    }

    private String title() {
        String name = escaped(String.valueOf(report.options().recording().path().getFileName()));
        String below = String.format(
                Locale.ROOT,
                "robot %s; %s, %.1f s; %d refused; %s; joints compared with %s",
                escaped(report.model().model().name()),
                Counted.of(report.frames(), "frame"),
                report.seconds(),
                report.refusals().count(),
                Counted.of(report.events().count(), "event"),
                report.jointTruth() ? "the truth" : "what the encoders measured later");
        return "<text x='" + LEFT + "' y='30' font-size='18' font-weight='bold'>" + name + "</text>\n<text x='" + LEFT
                + "' y='50'>" + below + "</text>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    /** The next panel of a column. */
    private Axes panel(int column, int height) {
        Axes axes = new Axes(svg, column == 0 ? LEFT : RIGHT, below[column], WIDTH, height);
        below[column] += height + GAP;
        return axes;
    }

    private void trajectory(Axes axes) {
        double[] ex = column(p -> p.estimated()[0]);
        double[] ey = column(p -> p.estimated()[1]);
        double[] tx = column(p -> of(p.actual(), 0));
        double[] ty = column(p -> of(p.actual(), 1));
        axes.equalRange(
                Math.min(least(ex), least(tx, least(ex))),
                Math.max(most(ex), most(tx, most(ex))),
                Math.min(least(ey), least(ty, least(ey))),
                Math.max(most(ey), most(ty, most(ey))));
        axes.frame("base from above", "x, m", "y, m");
        axes.line(tx, ty, TRUTH, 3);
        axes.line(ex, ey, ESTIMATE, 1);
        axes.legend(ESTIMATE, 1.5, "estimate");
        if (truth) {
            axes.legend(TRUTH, 3, "truth, aligned at the start");
        }
    }

    private void positionError(Axes axes, int axis) {
        double[] error = column(p -> 1e3 * (p.estimated()[axis] - of(p.actual(), axis)));
        double[] sigma = column(p -> 2e3 * of(p.sigma(), axis));
        error(axes, "error of " + AXES[axis], "mm", error, sigma);
    }

    private void velocityError(Axes axes) {
        double[] error = column(p -> 1e3 * p.velocityError());
        double[] upper = column(p -> 2e3 * p.velocitySigma());
        double[] zero = column(p -> Double.isNaN(p.velocitySigma()) ? Double.NaN : 0);
        axes.range(
                0,
                most(time),
                0,
                1.2 * Math.max(Math.max(usual(error), Math.min(usual(upper), 5 * usual(error))), 0.1));
        axes.band(time, zero, upper, BAND);
        axes.line(time, error, ESTIMATE, 1);
        marks(axes);
        axes.frame("error of the velocity", "time, s", "mm/s");
        axes.legend(BAND_EDGE, 6, "2σ as stated");
        axes.legend(ESTIMATE, 1.5, "error");
    }

    /** An error around zero with its stated σ. */
    private void error(Axes axes, String title, String unit, double[] error, double[] sigma) {
        double[] lower = Arrays.stream(sigma).map(s -> -s).toArray();
        double largest = Math.max(most(error), -least(error));
        double reach = 1.1 * Math.max(Math.max(largest, 0.1), Math.min(usual(sigma), 5 * largest));
        axes.range(0, most(time), -reach, reach);
        axes.band(time, lower, sigma, BAND);
        axes.line(time, error, ESTIMATE, 1);
        marks(axes);
        axes.frame(title, "time, s", unit);
        axes.legend(BAND_EDGE, 6, "± 2σ as stated");
        axes.legend(ESTIMATE, 1.5, "error");
    }

    private void tilt(Axes axes, int which, String title) {
        double[] estimated = column(p -> Math.toDegrees(p.tilt()[which]));
        double[] actual = column(p -> Math.toDegrees(p.tilt()[2 + which]));
        double[] lower = column(p -> Math.toDegrees(p.tilt()[which] - 2 * p.tiltSigma()));
        double[] upper = column(p -> Math.toDegrees(p.tilt()[which] + 2 * p.tiltSigma()));
        double least = Math.min(least(estimated), least(actual, least(estimated)));
        double most = Math.max(most(estimated), most(actual, most(estimated)));
        double beyond = Math.min(usual(column(p -> Math.toDegrees(2 * p.tiltSigma()))), 2 * (most - least));
        least -= beyond;
        most += beyond;
        axes.range(0, most(time), least - 0.05 * (most - least), most + 0.05 * (most - least));
        axes.band(time, lower, upper, BAND);
        axes.line(time, actual, TRUTH, 2);
        axes.line(time, estimated, ESTIMATE, 1);
        marks(axes);
        axes.frame(title, "time, s", "deg");
        axes.legend(BAND_EDGE, 6, "± 2σ as stated");
        estimateAndTruth(axes);
    }

    private void speed(Axes axes) {
        double[] estimated = column(p -> p.speed()[0]);
        double[] actual = column(p -> p.speed()[1]);
        axes.range(0, most(time), 0, 1.05 * Math.max(most(estimated), Math.max(most(actual, 0), 0.01)));
        axes.line(time, actual, TRUTH, 2);
        axes.line(time, estimated, ESTIMATE, 1);
        marks(axes);
        axes.frame("speed of the base", "time, s", "m/s");
        estimateAndTruth(axes);
    }

    private void estimateAndTruth(Axes axes) {
        axes.legend(ESTIMATE, 1.5, "estimate");
        if (truth) {
            axes.legend(TRUTH, 2, "truth");
        }
    }

    private void joint(Axes axes, List<Joints> joints, int joint) {
        double horizon = report.track().horizon();
        double[] measuredAt = joints.stream().mapToDouble(Joints::time).toArray();
        double[] dueAt = Arrays.stream(measuredAt).map(t -> t + horizon).toArray();
        double[] measured =
                joints.stream().mapToDouble(j -> j.measured()[joint]).toArray();
        double[] predicted =
                joints.stream().mapToDouble(j -> j.predicted()[joint]).toArray();
        double least = Math.min(least(measured), least(predicted, least(measured)));
        double most = Math.max(most(measured), most(predicted, most(measured)));
        double start = measuredAt[0];
        double end = measuredAt[measuredAt.length - 1];
        for (int i = 0; i < dueAt.length; i++) {
            dueAt[i] = dueAt[i] <= end ? dueAt[i] : Double.NaN;
        }
        axes.range(start, end, least - 0.08 * (most - least), most + 0.08 * (most - least));
        axes.line(measuredAt, measured, TRUTH, 2.5);
        axes.line(dueAt, predicted, ESTIMATE, 1);
        axes.frame(escaped(report.model().model().jointNames().get(joint)), "time, s", "rad");
        axes.legend(ESTIMATE, 1.5, String.format(Locale.ROOT, "predicted %.0f ms before", 1e3 * horizon));
        axes.legend(TRUTH, 2.5, "measured");
    }

    private boolean predicted(Quantity quantity) {
        return report.prediction()
                        .table()
                        .of(quantity, Method.TWIN, 0, Phase.ALL)
                        .count()
                > 0;
    }

    private void prediction(Axes axes, Quantity quantity, String title, String unit) {
        long[] nanos = report.options().horizonsNanos();
        double[] horizons = Arrays.stream(nanos).mapToDouble(h -> h * 1e-6).toArray();
        double[][] errors = new double[Method.values().length][nanos.length];
        List<Double> drawn = new ArrayList<>();
        for (Method method : Method.values()) {
            for (int h = 0; h < nanos.length; h++) {
                double rms = report.prediction()
                        .table()
                        .of(quantity, method, h, Phase.ALL)
                        .rms();
                errors[method.ordinal()][h] = rms > 0 ? Math.log10(rms) : Double.NaN;
                if (rms > 0) {
                    drawn.add(rms);
                }
            }
        }
        axes.powers(
                0,
                1.05 * horizons[horizons.length - 1],
                drawn.stream().mapToDouble(Double::doubleValue).min().orElse(1e-3),
                30 * drawn.stream().mapToDouble(Double::doubleValue).max().orElse(1));
        axes.frame(title, "horizon, ms", unit);
        int row = 0;
        for (Method method : Method.values()) {
            if (Arrays.stream(errors[method.ordinal()]).anyMatch(Double::isFinite)) {
                axes.line(horizons, errors[method.ordinal()], METHODS[method.ordinal()], 2);
                axes.legendInside(row++, METHODS[method.ordinal()], method.label());
            }
        }
    }

    private void contacts() {
        List<String> names = report.model().model().contacts().stream()
                .map(contact -> escaped(contact.name()))
                .toList();
        boolean any = points.stream()
                .anyMatch(point -> Arrays.stream(point.contacts()).anyMatch(Double::isFinite));
        if (names.isEmpty() || !any) {
            return;
        }
        Axes axes = panel(1, 24 * names.size());
        axes.range(0, most(time), 0, 1);
        axes.rows("contacts", "time, s", names);
        for (int c = 0; c < names.size(); c++) {
            for (int i = 0; i < points.size(); i++) {
                int from = i;
                while (i + 1 < points.size()
                        && points.get(i + 1).run() == points.get(from).run()
                        && points.get(i).contacts()[c] == 1) {
                    i++;
                }
                if (i > from) {
                    axes.bar(c, points.get(from).time(), points.get(i).time(), CONTACT);
                }
            }
        }
    }

    private void events() {
        List<Kind> kinds = List.copyOf(report.events().counts().keySet());
        if (kinds.isEmpty()) {
            return;
        }
        Axes axes = panel(1, 24 * kinds.size());
        axes.range(0, Math.max(report.seconds(), most(time, 0)), 0, 1);
        axes.rows("events", "time, s", kinds.stream().map(Kind::name).toList());
        for (NoticedEvents.Event event : report.events().first()) {
            axes.bar(kinds.indexOf(event.kind()), event.time(), event.time(), colour(event.kind()));
        }
    }

    private void marks(Axes axes) {
        for (NoticedEvents.Event event : report.events()
                .first()
                .subList(0, Math.min(50, report.events().first().size()))) {
            axes.mark(event.time(), colour(event.kind()));
        }
    }

    private static String colour(Kind kind) {
        return switch (kind) {
            case FALL_RISK, FALLEN -> "#d62728";
            case DIVERGED, SENSOR_REFUSED -> "#e07b00";
            case RESET, CLOCK_JUMP -> "#7b4fa3";
            case CONVERGED, RECOVERED -> "#2e8b57";
            default -> "#666666";
        };
    }

    /** One number per point; a NaN between two runs. */
    private double[] column(ToDoubleFunction<Point> of) {
        double[] column = new double[points.size()];
        for (int i = 0; i < column.length; i++) {
            boolean breaks = i + 1 < column.length
                    && points.get(i + 1).run() != points.get(i).run();
            column[i] = breaks ? Double.NaN : of.applyAsDouble(points.get(i));
        }
        return column;
    }

    /** The 98 % quantile of absolute values: a start or a fall does not hide the rest. */
    private static double usual(double[] values) {
        double[] sizes = Arrays.stream(values)
                .filter(Double::isFinite)
                .map(Math::abs)
                .sorted()
                .toArray();
        return sizes.length == 0 ? 0 : sizes[(int) (0.98 * (sizes.length - 1))];
    }

    private static double of(double[] numbers, int i) {
        return numbers.length == 0 ? Double.NaN : numbers[i];
    }

    private static double least(double[] values) {
        return least(values, 0);
    }

    private static double least(double[] values, double where) {
        return Arrays.stream(values).filter(Double::isFinite).min().orElse(where);
    }

    private static double most(double[] values) {
        return most(values, 0);
    }

    private static double most(double[] values, double where) {
        return Arrays.stream(values).filter(Double::isFinite).max().orElse(where);
    }
}
