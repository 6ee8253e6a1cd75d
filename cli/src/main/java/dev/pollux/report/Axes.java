package dev.pollux.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A panel of a plot in SVG: a frame with ticks that maps numbers to pixels. */
final class Axes {
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /** Approximate width of a letter, pixels. */
    private static final double LETTER = 6.4;

    private final StringBuilder svg;
    private final double left;
    private final double top;
    private final double width;
    private final double height;
    private boolean powers;
    private double x0;
    private double x1 = 1;
    private double y0;
    private double y1 = 1;
    private double legendEnd;

    /** A panel at a position, pixels. */
    Axes(StringBuilder svg, double left, double top, double width, double height) {
        this.svg = svg;
        this.left = left;
        this.top = top;
        this.width = width;
        this.height = height;
        legendEnd = left + width;
    }

    /** Sets the ranges of the axes; an empty range is widened. */
    void range(double x0, double x1, double y0, double y1) {
        this.x0 = x0;
        this.x1 = x1 > x0 ? x1 : x0 + 1;
        this.y0 = y0;
        this.y1 = y1 > y0 ? y1 : y0 + 1e-3;
    }

    /** Sets the same scale for both axes, centred on these ranges. */
    void equalRange(double x0, double x1, double y0, double y1) {
        double perPixel = 1.1 * Math.max(Math.max((x1 - x0) / width, (y1 - y0) / height), 1e-4);
        double x = (x0 + x1) / 2;
        double y = (y0 + y1) / 2;
        range(x - perPixel * width / 2, x + perPixel * width / 2, y - perPixel * height / 2, y + perPixel * height / 2);
    }

    /** Sets a logarithmic y axis, base 10: whole powers that enclose two numbers above 0. */
    void powers(double x0, double x1, double least, double most) {
        range(x0, x1, Math.floor(Math.log10(least)), Math.ceil(Math.log10(most)));
        powers = true;
    }

    /** Draws frame, ticks and labels. */
    void frame(String title, String xLabel, String yLabel) {
        scales(title, xLabel);
        add(
                "<text transform='translate(%.1f %.1f) rotate(-90)' text-anchor='middle'>%s</text>",
                left - 52, top + height / 2, yLabel);
        double step = powers ? Math.max(1, Math.rint((y1 - y0) / 5)) : step(y0, y1, height / 28);
        for (double tick = Math.ceil(y0 / step - 1e-9) * step; tick <= y1 + 1e-9 * step; tick += step) {
            add("<path d='M%.1f %.1fh%.1f' stroke='#ddd'/>", left, y(tick), width);
            text(left - 5, y(tick) + 4, "end", powers ? power((int) Math.rint(tick)) : label(tick, step));
        }
        edge();
    }

    /** Draws a frame whose rows, from the top, have names instead of numbers. */
    void rows(String title, String xLabel, List<String> names) {
        range(x0, x1, names.size(), 0);
        this.y0 = names.size();
        this.y1 = 0;
        scales(title, xLabel);
        for (int row = 0; row < names.size(); row++) {
            String name = names.get(row);
            text(left - 5, y(row + 0.5) + 4, "end", name.length() <= 14 ? name : name.substring(0, 13) + "…");
        }
        edge();
    }

    private void edge() {
        add("<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' fill='none' stroke='#444'/>", left, top, width, height);
    }

    private void scales(String title, String xLabel) {
        add("<text x='%.1f' y='%.1f' font-weight='bold'>%s</text>", left, top - 8, title);
        if (!xLabel.isEmpty()) {
            text(left + width / 2, top + height + 32, "middle", xLabel);
        }
        double step = step(x0, x1, 6);
        for (double tick = Math.ceil(x0 / step - 1e-9) * step; tick <= x1 + 1e-9 * step; tick += step) {
            add("<path d='M%.1f %.1fv4' stroke='#444'/>", x(tick), top + height);
            text(x(tick), top + height + 17, "middle", label(tick, step));
        }
    }

    /** A round number that gives about this many steps. */
    private static double step(double from, double to, double steps) {
        double rough = (to - from) / Math.max(2, Math.min(6, steps));
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double mantissa = rough / power;
        return power * (mantissa < 1.5 ? 1 : mantissa < 3.5 ? 2 : mantissa < 7.5 ? 5 : 10);
    }

    private static String label(double tick, double step) {
        double rounded = Math.rint(tick / step) * step;
        if (rounded != 0 && (step >= 1e5 || step < 1e-4)) {
            int exponent = (int) Math.floor(Math.log10(Math.abs(rounded)) + 1e-9);
            String mantissa = trimmed(rounded / Math.pow(10, exponent));
            return (mantissa.equals("1") ? "" : mantissa + "·") + power(exponent);
        }
        return trimmed(rounded).replace('-', '−');
    }

    private static String trimmed(double value) {
        return String.format(Locale.ROOT, "%.6f", value == 0 ? 0.0 : value)
                .replaceFirst("(\\.\\d*?)0+$", "$1")
                .replaceFirst("\\.$", "");
    }

    private static String power(int exponent) {
        StringBuilder power = new StringBuilder("10").append(exponent < 0 ? "⁻" : "");
        String.valueOf(Math.abs(exponent)).chars().forEach(digit -> power.append(SUPERSCRIPTS.charAt(digit - '0')));
        return power.toString();
    }

    double x(double value) {
        return left + width * (value - x0) / (x1 - x0);
    }

    double y(double value) {
        return top + height * (1 - (value - y0) / (y1 - y0));
    }

    /** Draws a line through points; a NaN interrupts it. */
    void line(double[] xs, double[] ys, String colour, double strokeWidth) {
        add(
                "<path fill='none' stroke='%s' stroke-width='%.1f' stroke-linejoin='round' d='%s'/>",
                colour, strokeWidth, way(xs, ys));
    }

    /** Points outside the panel are drawn at its edge. */
    private double inside(double y) {
        return Math.max(y0, Math.min(y1, y));
    }

    private String way(double[] xs, double[] ys) {
        StringBuilder way = new StringBuilder();
        boolean down = false;
        for (int i = 0; i < xs.length; i++) {
            boolean draws = Double.isFinite(xs[i]) && Double.isFinite(ys[i]);
            if (draws) {
                way.append(String.format(Locale.ROOT, "%s%.1f %.1f", down ? "L" : "M", x(xs[i]), y(inside(ys[i]))));
            }
            down = draws;
        }
        return way.toString();
    }

    /** Fills the area between two lines, except where either is NaN. */
    void band(double[] xs, double[] lower, double[] upper, String colour) {
        for (int from = 0; from < xs.length; from++) {
            int to = from;
            while (to < xs.length && Double.isFinite(lower[to]) && Double.isFinite(upper[to])) {
                to++;
            }
            if (to > from + 1) {
                StringBuilder way = new StringBuilder(way(part(xs, from, to), part(upper, from, to)));
                for (int i = to - 1; i >= from; i--) {
                    way.append(String.format(Locale.ROOT, "L%.1f %.1f", x(xs[i]), y(inside(lower[i]))));
                }
                add("<path fill='%s' stroke='none' d='%sZ'/>", colour, way);
            }
            from = Math.max(from, to - 1);
        }
    }

    private static double[] part(double[] values, int from, int to) {
        return Arrays.copyOfRange(values, from, to);
    }

    /** Fills a part of a row. */
    void bar(int row, double from, double to, String colour) {
        add(
                "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' fill='%s'/>",
                x(from), y(row + 0.2), Math.max(1, x(to) - x(from)), y(row + 0.8) - y(row + 0.2), colour);
    }

    /** A dashed line from top to bottom. */
    void mark(double at, String colour) {
        if (at >= x0 && at <= x1) {
            add("<path d='M%.1f %.1fv%.1f' stroke='%s' stroke-dasharray='3 3'/>", x(at), top, height, colour);
        }
    }

    /** A label above the panel with a dash of its colour; the first one is at the right end, the next to its left. */
    void legend(String colour, double strokeWidth, String word) {
        double start = legendEnd - LETTER * word.length();
        text(start, top - 8, "start", word);
        add("<path d='M%.1f %.1fh16' stroke='%s' stroke-width='%.1f'/>", start - 20, top - 12, colour, strokeWidth);
        legendEnd = start - 34;
    }

    /** A label in the panel's upper left corner with a dash of its colour; rows count from 0. */
    void legendInside(int row, String colour, String word) {
        double at = top + 18 + 16 * row;
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
