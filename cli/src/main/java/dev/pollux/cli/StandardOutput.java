package dev.pollux.cli;

import java.io.FileDescriptor;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Whether anybody still reads standard output. A program that writes nothing is never told that its reader has gone: poll(2)
 * tells it. The JDK polls descriptors only for its own sockets, hence by reflection; where that is not allowed
 * ({@code --add-opens java.base/sun.nio.ch=ALL-UNNAMED}) or not there, a write has to find out.
 */
final class StandardOutput {
    /** POLLERR and POLLHUP, the same on Linux and macOS. */
    private static final int GONE = 0x08 | 0x10;

    private static final @Nullable Method POLL = poll();

    private StandardOutput() {}

    /** False once the reader of a pipe has gone. */
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
