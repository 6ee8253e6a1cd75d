package dev.pollux.storage;

import java.io.IOException;

/** State that describes its fields. */
public interface Described {
    /** Passes each field once, in the order of the bytes. */
    void describe(StateFields f) throws IOException;
}
