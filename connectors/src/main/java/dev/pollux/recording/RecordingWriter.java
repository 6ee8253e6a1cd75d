package dev.pollux.recording;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes a recording in JSON Lines, compressed with gzip if the file's name ends in .gz. */
public final class RecordingWriter implements Closeable {
    private final OutputStream out;
    private final RecordedFrameEncoder encoder = new RecordedFrameEncoder();

    /**
     * Starts a recording.
     *
     * @param header its first line, see docs/recordings.md
     */
    public RecordingWriter(Path file, RecordingHeader header) throws IOException {
        OutputStream raw = Files.newOutputStream(file);
        out = new BufferedOutputStream(file.toString().endsWith(".gz") ? new BestGzip(raw) : raw, 1 << 16);
        line(header.encode());
    }

    /** Adds a frame. */
    public void write(RecordedFrame frame) throws IOException {
        line(encoder.encode(frame));
    }

    private void line(byte[] text) throws IOException {
        out.write(text);
        out.write('\n');
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private static final class BestGzip extends GZIPOutputStream {
        BestGzip(OutputStream raw) throws IOException {
            super(raw, 1 << 16);
            def.setLevel(9);
        }
    }
}
