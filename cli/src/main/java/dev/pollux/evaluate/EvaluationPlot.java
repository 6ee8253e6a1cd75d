package dev.pollux.evaluate;

import dev.pollux.evaluate.Track.Point;
import dev.pollux.evaluation.Method;
import dev.pollux.evaluation.Phase;
import dev.pollux.evaluation.Quantity;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A report as a picture: the way of the base, its errors with ± 2σ, and prediction errors by horizon. SVG. */
public final class EvaluationPlot {
    private static final String ESTIMATE = "#c1272d";
    private static final String TRUTH = "#1b6ca8";
    private static final String BAND = "#e8a33d";
    private static final String[] METHODS = {ESTIMATE, "#888", "#2e8b57", "#7b4fa3", TRUTH};
    private static final String[] AXES = {"x", "y", "z"};

    private final EvaluationReport report;
    private final StringBuilder svg = new StringBuilder();
    private final List<Point> points;

    private EvaluationPlot(EvaluationReport report) {
        this.report = report;
        points = report.track().points();
    }

    /** The SVG document. */
    public static String svg(EvaluationReport report) {
        return new EvaluationPlot(report).draw();
    }

    private String draw() {
        svg.append("<svg xmlns='http://www.w3.org/2000/svg' width='1200' height='1000' viewBox='0 0 1200 1000'"
                + " font-family='sans-serif' font-size='12'>\n<rect width='1200' height='1000' fill='white'/>\n");
        trajectory(new Axes(svg, 80, 50, 480, 360));
        for (int axis = 0; axis < 3; axis++) {
            error(new Axes(svg, 80, 480 + 170 * axis, 480, 110), axis);
        }
        prediction(new Axes(svg, 680, 50, 480, 360), Quantity.JOINTS, "joint error, rms", "rad");
        prediction(new Axes(svg, 680, 480, 480, 450), Quantity.BASE_POSITION, "base displacement error, rms", "m");
        return svg.append("</svg>\n").toString();
    }

    private void trajectory(Axes axes) {
        double[] ex = column(p -> p.estimated()[0]);
        double[] ey = column(p -> p.estimated()[1]);
        double[] tx = column(p -> p.actual()[0]);
        double[] ty = column(p -> p.actual()[1]);
        axes.equalRange(
                Math.min(least(ex), least(tx)),
                Math.max(most(ex), most(tx)),
                Math.min(least(ey), least(ty)),
                Math.max(most(ey), most(ty)));
        axes.frame("base from above", "x, m", "y, m");
        axes.line(tx, ty, TRUTH, 3);
        axes.line(ex, ey, ESTIMATE, 1);
        axes.legend(0, TRUTH, "truth, yaw and position aligned at the start");
        axes.legend(1, ESTIMATE, "estimate");
    }

    private void error(Axes axes, int axis) {
        double[] time = column(Point::time);
        double[] error = column(p -> 1e3 * (p.estimated()[axis] - p.actual()[axis]));
        double[] upper = column(p -> p.sigma().length == 0 ? Double.NaN : 2e3 * p.sigma()[axis]);
        double[] lower = Arrays.stream(upper).map(s -> -s).toArray();
        double reach = 1.1 * Math.max(Math.max(most(error), -least(error)), Math.max(most(upper), 0.1));
        axes.range(0, most(time), -reach, reach);
        axes.frame("error of " + AXES[axis] + (axis == 0 ? ", and ± 2σ as stated" : ""), axis == 2 ? "s" : "", "mm");
        axes.line(time, upper, BAND, 1.5);
        axes.line(time, lower, BAND, 1.5);
        axes.line(time, error, ESTIMATE, 1);
    }

    private void prediction(Axes axes, Quantity quantity, String title, String unit) {
        long[] nanos = report.options().horizonsNanos();
        double[] horizons = Arrays.stream(nanos).mapToDouble(h -> h * 1e-6).toArray();
        double[][] errors = new double[Method.values().length][nanos.length];
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (Method method : Method.values()) {
            for (int h = 0; h < nanos.length; h++) {
                double rms = report.prediction()
                        .table()
                        .of(quantity, method, h, Phase.ALL)
                        .rms();
                double logarithm = Math.log10(rms);
                errors[method.ordinal()][h] = logarithm;
                if (Double.isFinite(logarithm)) {
                    least = Math.min(least, logarithm);
                    most = Math.max(most, logarithm);
                }
            }
        }
        axes.range(
                0,
                1.05 * horizons[horizons.length - 1],
                Double.isFinite(least) ? least - 0.2 : -5,
                Double.isFinite(most) ? most + 0.8 : 0);
        axes.frame(title, "horizon, ms", "log10 of the error in " + unit);
        int row = 0;
        for (Method method : Method.values()) {
            if (quantity == Quantity.JOINTS || method.predictsBase()) {
                axes.line(horizons, errors[method.ordinal()], METHODS[method.ordinal()], 2);
                axes.legend(row++, METHODS[method.ordinal()], method.label());
            }
        }
    }

    /** One number a point; a NaN between two runs. */
    private double[] column(ToDoubleFunction<Point> of) {
        double[] column = new double[points.size()];
        for (int i = 0; i < column.length; i++) {
            boolean breaks = i + 1 < column.length
                    && points.get(i + 1).run() != points.get(i).run();
            column[i] = breaks ? Double.NaN : of.applyAsDouble(points.get(i));
        }
        return column;
    }

    private static double least(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).min().orElse(0);
    }

    private static double most(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).max().orElse(0);
    }
}
