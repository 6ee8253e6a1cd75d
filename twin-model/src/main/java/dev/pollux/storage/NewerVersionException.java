package dev.pollux.storage;

import java.io.IOException;

/** The bytes are of a version that only a newer program reads: nothing is wrong with them, and they must not be dropped. */
public final class NewerVersionException extends IOException {
    private static final long serialVersionUID = 1L;

    /** A refusal to read them. */
    public NewerVersionException(String message) {
        super(message);
    }
}
