package dev.pollux.cli;

import java.io.FileDescriptor;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Whether standard output still has a reader. A program that writes nothing does not notice that its reader has gone:
 * poll(2) shows it. The JDK polls descriptors only for its own sockets, hence reflection; without permission ({@code
 * --add-opens java.base/sun.nio.ch=ALL-UNNAMED}) or the method, only a write shows it.
 */
final class StandardOutput {
    /** POLLERR and POLLHUP, the same on Linux and macOS. */
    private static final int GONE = 0x08 | 0x10;

    private static final @Nullable Method POLL = poll();

    private StandardOutput() {}

    /** False after the reader of a pipe has gone. */
    static boolean hasReader() {
        if (POLL == null) {
            return true;
        }
        try {
            return ((Integer) POLL.invoke(null, FileDescriptor.out, 0, 0L) & GONE) == 0;
        } catch (ReflectiveOperationException unknown) {
            return true;
        }
    }

    private static @Nullable Method poll() {
        try {
            Method poll = Class.forName("sun.nio.ch.Net")
                    .getDeclaredMethod("poll", FileDescriptor.class, int.class, long.class);
            poll.setAccessible(true);
            return poll;
        } catch (ReflectiveOperationException | RuntimeException closed) {
            return null;
        }
    }
}
