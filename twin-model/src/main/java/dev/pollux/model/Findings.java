package dev.pollux.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

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

    /** {@link NearestName#hint}, or nothing where there were enough of them. */
    String hint(String wrong, Collection<String> known) {
        return hints++ < MOST_HINTS ? NearestName.hint(wrong, known) : "";
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
