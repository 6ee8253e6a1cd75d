package dev.pollux.model;

import java.util.List;

/**
 * A URDF, or the description beside it, that is no robot. All that is wrong with the elements of a file comes at once, a
 * sentence each that names the element, its line and the reason; the message is these sentences in one line.
 */
public final class UrdfException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // a list of strings
    private final List<String> reasons;

    public UrdfException(String reason) {
        this(List.of(reason));
    }

    /** @param reasons at least one; the first 50 are told, and how many more there are */
    public UrdfException(List<String> reasons) {
        super(String.join("; ", Complaints.shown(reasons)));
        this.reasons = Complaints.shown(reasons);
    }

    /** What is wrong, a sentence each, in the order of the file as far as it has one. */
    public List<String> reasons() {
        return reasons;
    }

    /** The same complaint about a file that is named before each sentence. */
    public UrdfException in(Object file) {
        return new UrdfException(
                reasons.stream().map(reason -> file + ": " + reason).toList());
    }
}
