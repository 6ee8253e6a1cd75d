package dev.pollux.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** What a reader chose, what it doubts, and what it cannot read: gathered, so that all of it can be told at once. */
final class Findings {
    /** Choices, in words. */
    final List<String> notes = new ArrayList<>();

    /** Doubts: what was read otherwise than it stands in the file, or is missing. */
    final List<String> warnings = new ArrayList<>();

    /** So many complaints and doubts come with a name that may have been meant: each takes a look at all names. */
    private static final int MOST_HINTS = 50;

    private final List<String> errors = new ArrayList<>();
    private int hints;

    /** Does a part of the reading; its complaint, if it has one, is kept and the reading goes on. */
    void attempt(Runnable part) {
        try {
            part.run();
        } catch (UrdfException complaint) {
            errors.addAll(complaint.reasons());
        }
    }

    /** Reads a text; empty where it complains, which is kept. */
    String text(Supplier<String> read) {
        String[] text = {""};
        attempt(() -> text[0] = read.get());
        return text[0];
    }

    /** Reads a number; 0 where it complains, which is kept. */
    double number(DoubleSupplier read) {
        double[] number = {0};
        attempt(() -> number[0] = read.getAsDouble());
        return number[0];
    }

    /** {@link NearestName#hint}, or nothing where there were enough of them. */
    String hint(String wrong, Collection<String> known) {
        return hints++ < MOST_HINTS ? NearestName.hint(wrong, known) : "";
    }

    /** How many complaints there are. */
    int errors() {
        return errors.size();
    }

    boolean failed() {
        return !errors.isEmpty();
    }

    /** @throws UrdfException with all complaints, where there are any */
    void complain() {
        if (failed()) {
            throw new UrdfException(errors);
        }
    }
}
