package dev.pollux.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** Choices, warnings and errors of a reader, collected so that all can be reported at once. */
final class Findings {
    /** Choices, in words. */
    final List<String> notes = new ArrayList<>();

    /** Warnings: what is missing, or was read differently from the file. */
    final List<String> warnings = new ArrayList<>();

    /** Number of errors and warnings with a suggested name: each compares all names. */
    private static final int MOST_HINTS = 50;

    private final List<String> errors = new ArrayList<>();
    private int hints;

    /** Does a part of the reading; its error, if any, is stored and the reading continues. */
    void attempt(Runnable part) {
        try {
            part.run();
        } catch (UrdfException complaint) {
            errors.addAll(complaint.reasons());
        }
    }

    /** Reads a text; empty after an error, which is stored. */
    String text(Supplier<String> read) {
        String[] text = {""};
        attempt(() -> text[0] = read.get());
        return text[0];
    }

    /** Reads a number; 0 after an error, which is stored. */
    double number(DoubleSupplier read) {
        double[] number = {0};
        attempt(() -> number[0] = read.getAsDouble());
        return number[0];
    }

    /** {@link NearestName#hint}, or nothing if there were enough hints. */
    String hint(String wrong, Collection<String> known) {
        return hints++ < MOST_HINTS ? NearestName.hint(wrong, known) : "";
    }

    /** Number of errors. */
    int errors() {
        return errors.size();
    }

    boolean failed() {
        return !errors.isEmpty();
    }

    /** @throws UrdfException with all errors, if there are any */
    void complain() {
        if (failed()) {
            throw new UrdfException(errors);
        }
    }
}
