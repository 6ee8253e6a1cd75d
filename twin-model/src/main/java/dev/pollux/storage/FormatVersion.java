package dev.pollux.storage;

import java.io.IOException;

/** Checks the version number in front of stored bytes. */
public final class FormatVersion {
    private FormatVersion() {}

    /**
     * Checks a version.
     *
     * @param what content of the bytes, for the message
     * @param newest the newest version that can be read; all from 1 on can
     * @throws NewerVersionException if the version is newer
     * @throws IOException if it is not a version
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
