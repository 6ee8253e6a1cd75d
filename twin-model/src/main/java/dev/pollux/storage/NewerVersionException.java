package dev.pollux.storage;

import java.io.IOException;

/** Only a later program can read these bytes: they are valid and must not be dropped. */
public final class NewerVersionException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The version is too new. */
    public NewerVersionException(String message) {
        super(message);
    }
}
