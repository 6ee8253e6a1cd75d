package dev.pollux.storage;

import java.io.IOException;

/** The check of the version in front of stored bytes. */
public final class FormatVersion {
    private FormatVersion() {}

    /**
     * Complains of a version that this program does not read.
     *
     * @param what what the bytes hold, for the message
     * @param newest the newest version that is read; all from 1 on are
     * @throws NewerVersionException where it is a newer one
     * @throws IOException where it is none
     */
    public static void check(String what, int version, int newest) throws IOException {
        String words = what + " of version " + version + "; this program reads versions 1 to " + newest;
        if (version < 1) {
            throw new IOException(words + ": the bytes are damaged");
        }
        if (version > newest) {
            throw new NewerVersionException(words + ": restore it with the program that wrote it, or a newer one");
        }
    }
}
