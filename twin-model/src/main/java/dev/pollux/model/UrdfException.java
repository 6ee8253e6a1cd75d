package dev.pollux.model;

/** A URDF, or the description beside it, that is no robot: the message names the element and the reason. */
public final class UrdfException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public UrdfException(String message) {
        super(message);
    }

    UrdfException(String message, Throwable cause) {
        super(message, cause);
    }
}
