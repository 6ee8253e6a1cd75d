package dev.pollux.storage;

import java.io.IOException;

/** State that tells its fields. */
public interface Described {
    /** Tells each of its fields once, in the order of their bytes. */
    void describe(StateFields f) throws IOException;
}
