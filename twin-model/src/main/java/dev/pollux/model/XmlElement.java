package dev.pollux.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An XML element with its attributes and children; errors contain its position in the file. */
final class XmlElement {
    /** Possessive, without backtracking: linear cost also for text that is not a number. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?+(\\d++(\\.\\d*+)?+|\\.\\d++)([eE][+-]?+\\d++)?+");

    private static final Pattern INFINITE = Pattern.compile("([+-]?)(?:\\.?inf|infinity)", Pattern.CASE_INSENSITIVE);

    /** Number of elements that an error names: the wrong one and its ancestors. */
    private static final int MOST_ABOVE = 4;

    final String tag;
    final List<XmlElement> children = new ArrayList<>();
    final Map<String, String> attributes = new HashMap<>();
    private final @Nullable XmlElement parent;
    private final int line;

    XmlElement(String tag, @Nullable XmlElement parent, int line) {
        this.tag = tag;
        this.parent = parent;
        this.line = line;
    }

    /** The first child with that tag, null if there is none. */
    @Nullable XmlElement child(String tag) {
        for (XmlElement child : children) {
            if (child.tag.equals(tag)) {
                return child;
            }
        }
        return null;
    }

    /** The only child with that tag; a missing or second one is an error. */
    XmlElement only(String tag) {
        List<XmlElement> found = children(tag);
        if (found.size() != 1) {
            throw error("needs exactly one <" + tag + ">, has " + found.size());
        }
        return found.get(0);
    }

    /** The first child with that tag, which ROS uses; a second one is a warning, a missing one an error. */
    XmlElement first(String tag, Findings findings) {
        doubtSecond(findings, tag);
        XmlElement first = child(tag);
        return first != null ? first : only(tag);
    }

    /** Warns about several children with one of these tags: the first is used, as in ROS. */
    void doubtSecond(Findings findings, String... tags) {
        for (String tag : tags) {
            int count = children(tag).size();
            if (count > 1) {
                findings.warnings.add(sentence("has " + count + " <" + tag + ">; the first is used, as ROS does"));
            }
        }
    }

    List<XmlElement> children(String tag) {
        List<XmlElement> found = new ArrayList<>();
        for (XmlElement child : children) {
            if (child.tag.equals(tag)) {
                found.add(child);
            }
        }
        return found;
    }

    boolean has(String attribute) {
        return attributes.containsKey(attribute);
    }

    String text(String attribute) {
        String value = attributes.get(attribute);
        if (value == null || value.isBlank()) {
            throw error("needs the attribute " + attribute);
        }
        return value.trim();
    }

    /** Most characters in any name, which warnings repeat. */
    private static final int MAX_NAME = 1024;

    /** The attribute name; one that is missing, or longer than {@value #MAX_NAME} characters, is an error. */
    String name() {
        String name = text("name");
        checkName();
        return name;
    }

    /** @throws UrdfException if the element has a name that is too long */
    void checkName() {
        int length = attributes.getOrDefault("name", "").length();
        if (length > MAX_NAME) {
            throw error("has a name of " + length + " characters, expected at most " + MAX_NAME);
        }
    }

    double number(String attribute) {
        return parse(attribute, text(attribute));
    }

    /** A number that may also be infinite: inf, infinity, .inf, with a sign or none, in any case. */
    double numberOrInfinity(String attribute) {
        Matcher infinite = INFINITE.matcher(text(attribute));
        if (!infinite.matches()) {
            return number(attribute);
        }
        return "-".equals(infinite.group(1)) ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    double number(String attribute, double otherwise) {
        return has(attribute) ? number(attribute) : otherwise;
    }

    /** {@link #number(String, double)}, within bounds. */
    double number(String attribute, ModelBounds bounds, double otherwise) {
        return bounds.check(this, attribute, number(attribute, otherwise));
    }

    /** {@link #number(String)}, within bounds. */
    double number(String attribute, ModelBounds bounds) {
        return bounds.check(this, attribute, number(attribute));
    }

    /** {@link #vector(String, double...)}, each within bounds. */
    double[] vector(String attribute, ModelBounds bounds, double... otherwise) {
        double[] numbers = vector(attribute, otherwise);
        for (double number : numbers) {
            bounds.check(this, attribute, number);
        }
        return numbers;
    }

    /** Numbers separated by blanks, as many as given here; the given ones if the attribute is absent. */
    double[] vector(String attribute, double... otherwise) {
        if (!has(attribute)) {
            return otherwise.clone();
        }
        String[] parts = text(attribute).split("\\s+", otherwise.length + 2);
        if (parts.length != otherwise.length) {
            throw error(attribute + "=\"" + shortened(text(attribute)) + "\" has "
                    + (parts.length > otherwise.length ? "more than " + otherwise.length : parts.length)
                    + " numbers, expected " + otherwise.length);
        }
        double[] numbers = new double[parts.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = parse(attribute, parts[i]);
        }
        return numbers;
    }

    private double parse(String attribute, String value) {
        // Double.parseDouble alone would also accept NaN, Infinity, 0x1p3 and 1f
        if (!NUMBER.matcher(value).matches() || Double.isInfinite(Double.parseDouble(value))) {
            throw error(attribute + "=\"" + shortened(value) + "\" is not a finite number");
        }
        return Double.parseDouble(value);
    }

    UrdfException error(String reason) {
        return new UrdfException(sentence(reason));
    }

    /** The reason with the element and its line before it. */
    String sentence(String reason) {
        return path() + " (line " + line + "): " + reason;
    }

    private String path() {
        return path(MOST_ABOVE);
    }

    /** @param above most ancestors that are named */
    private String path(int above) {
        if (above == 0) {
            return "…";
        }
        String name = attributes.get("name");
        if (name != null) {
            return "<" + shortened(tag) + " name=\"" + shortened(name) + "\">";
        }
        return "<" + shortened(tag) + ">" + (parent == null ? "" : " of " + parent.path(above - 1));
    }

    static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
