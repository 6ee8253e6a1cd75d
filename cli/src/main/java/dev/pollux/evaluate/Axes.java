package dev.pollux.evaluate;

import java.util.Locale;

/** A panel of a plot in SVG: a frame with ticks that maps numbers to pixels. */
final class Axes {
    private final StringBuilder svg;
    private final double left;
    private final double top;
    private final double width;
    private final double height;
    private double x0;
    private double x1 = 1;
    private double y0;
    private double y1 = 1;

    /** A panel at a place, pixels. */
    Axes(StringBuilder svg, double left, double top, double width, double height) {
        this.svg = svg;
        this.left = left;
        this.top = top;
        this.width = width;
        this.height = height;
    }

    /** Sets what the edges mean; an empty range is widened. */
    void range(double x0, double x1, double y0, double y1) {
        this.x0 = x0;
        this.x1 = x1 > x0 ? x1 : x0 + 1;
        this.y0 = y0;
        this.y1 = y1 > y0 ? y1 : y0 + 1e-3;
    }

    /** The same scale along both axes, about the middle of what is to be seen. */
    void equalRange(double x0, double x1, double y0, double y1) {
        double perPixel = 1.1 * Math.max(Math.max((x1 - x0) / width, (y1 - y0) / height), 1e-4);
        double x = (x0 + x1) / 2;
        double y = (y0 + y1) / 2;
        range(x - perPixel * width / 2, x + perPixel * width / 2, y - perPixel * height / 2, y + perPixel * height / 2);
    }

    /** Draws frame, ticks and words. */
    void frame(String title, String xLabel, String yLabel) {
        add("<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' fill='none' stroke='#444'/>", left, top, width, height);
        text(left + width / 2, top - 8, "middle", title);
        text(left + width / 2, top + height + 32, "middle", xLabel);
        add(
                "<text transform='translate(%.1f %.1f) rotate(-90)' text-anchor='middle'>%s</text>",
                left - 52, top + height / 2, yLabel);
        for (double tick = first(x0, x1); tick <= x1; tick += step(x0, x1)) {
            add("<path d='M%.1f %.1fv4' stroke='#444'/>", x(tick), top + height);
            text(x(tick), top + height + 17, "middle", label(tick));
        }
        for (double tick = first(y0, y1); tick <= y1; tick += step(y0, y1)) {
            add("<path d='M%.1f %.1fh%.1f' stroke='#ddd'/>", left, y(tick), width);
            text(left - 5, y(tick) + 4, "end", label(tick));
        }
    }

    private static double step(double from, double to) {
        double rough = (to - from) / 5;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double mantissa = rough / power;
        return power * (mantissa < 1.5 ? 1 : mantissa < 3.5 ? 2 : mantissa < 7.5 ? 5 : 10);
    }

    private static double first(double from, double to) {
        double step = step(from, to);
        return Math.ceil(from / step) * step;
    }

    private static String label(double tick) {
        return String.format(Locale.ROOT, "%.4g", Math.abs(tick) < 1e-12 ? 0.0 : tick)
                .replaceFirst("(\\.\\d*?)0+$", "$1")
                .replaceFirst("\\.$", "");
    }

    double x(double value) {
        return left + width * (value - x0) / (x1 - x0);
    }

    double y(double value) {
        return top + height * (1 - (value - y0) / (y1 - y0));
    }

    /** Draws a line through points; a NaN lifts the pen. */
    void line(double[] xs, double[] ys, String colour, double strokeWidth) {
        svg.append("<path fill='none' stroke='").append(colour).append("' stroke-width='");
        svg.append(strokeWidth).append("' d='");
        boolean down = false;
        for (int i = 0; i < xs.length; i++) {
            boolean draws = Double.isFinite(xs[i]) && Double.isFinite(ys[i]);
            if (draws) {
                svg.append(String.format(Locale.ROOT, "%s%.1f %.1f", down ? "L" : "M", x(xs[i]), y(ys[i])));
            }
            down = draws;
        }
        svg.append("'/>\n");
    }

    /** A word at the panel's upper left, with a dash of its colour; rows count from 0. */
    void legend(int row, String colour, String word) {
        double at = top + 16 + 16 * row;
        add("<path d='M%.1f %.1fh18' stroke='%s' stroke-width='3'/>", left + 8, at - 4, colour);
        text(left + 32, at, "start", word);
    }

    private void text(double x, double y, String anchor, String words) {
        add("<text x='%.1f' y='%.1f' text-anchor='%s'>%s</text>", x, y, anchor, words);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
