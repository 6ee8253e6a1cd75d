package dev.pollux.model;

import java.util.List;

/**
 * An invalid URDF or description. Contains all errors of a file, a sentence each that names the element, its line and
 * the reason; the message is these sentences in one line.
 */
public final class UrdfException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // a list of strings
    private final List<String> reasons;

    public UrdfException(String reason) {
        this(List.of(reason));
    }

    /** @param reasons at least one; the message has the first 50, and the number of others */
    public UrdfException(List<String> reasons) {
        super(String.join("; ", Complaints.shown(reasons)));
        this.reasons = Complaints.shown(reasons);
    }

    /** The errors, a sentence each, in the order of the file if possible. */
    public List<String> reasons() {
        return reasons;
    }

    /** The same errors with a file named before each sentence. */
    public UrdfException in(Object file) {
        return new UrdfException(
                reasons.stream().map(reason -> file + ": " + reason).toList());
    }
}
