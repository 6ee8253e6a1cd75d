package dev.pollux.job.state;

import dev.pollux.storage.NewerVersionException;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.CRC32C;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part of a record, preceded by its length and its CRC-32C: even if its bytes are invalid, what follows can be read.
 * State on the heap is restored as one stream of all robots; without the length, one robot's unreadable bytes would end
 * it for all.
 *
 * <p>A part is unreadable if its checksum is wrong, if reading it throws any exception, or if bytes are left over.
 * There are two exceptions: failures of the stream itself (an unreadable file is the cluster's problem, and is
 * retried), and a newer version with a correct checksum. Those bytes are valid, and a user who returns to an older
 * program by mistake must get an error instead of losing the state of the whole fleet.
 */
final class EnclosedPart {
    private static final Logger LOG = LoggerFactory.getLogger(EnclosedPart.class);

    /** Far above the size of any state: a greater length is invalid, and no memory is allocated for it. */
    private static final int MOST_BYTES = 64 << 20;

    private EnclosedPart() {}

    /** Writes a part. */
    interface Writer {
        void write(DataOutput out) throws IOException;
    }

    /** Reads a part. */
    interface Reader<T> {
        T read(DataInput in) throws IOException;
    }

    static void write(Writer part, DataOutputView out) throws IOException {
        DataOutputSerializer bytes = new DataOutputSerializer(8_192);
        part.write(bytes);
        out.writeInt(bytes.length());
        out.writeInt(checksum(bytes.getSharedBuffer(), bytes.length()));
        out.write(bytes.getSharedBuffer(), 0, bytes.length());
    }

    /**
     * Reads what {@link #write} wrote, and leaves the input directly after it.
     *
     * @throws UnreadablePartException if the part is lost but what follows is not
     * @throws IOException if the input fails, or the part has a newer version
     */
    static <T> T read(Reader<T> part, DataInputView in) throws IOException, UnreadablePartException {
        int length = in.readInt();
        if (length < 0 || length > MOST_BYTES) {
            throw new IOException("the job's state has a part of " + length + " bytes; at most " + MOST_BYTES
                    + " are possible: the checkpoint or savepoint is damaged, restore another one");
        }
        int written = in.readInt();
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        int found = checksum(bytes, length);
        if (found != written) {
            throw new UnreadablePartException(
                    "its bytes have the checksum %08x, but were written with %08x".formatted(found, written));
        }
        try {
            return whole(part, bytes);
        } catch (NewerVersionException newer) {
            throw newer;
        } catch (IOException | RuntimeException failure) {
            LOG.error("a part of the job's state cannot be read; this is a fault of Pollux, please report it", failure);
            throw new UnreadablePartException(failure);
        }
    }

    private static <T> T whole(Reader<T> part, byte[] bytes) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        T value = part.read(in);
        if (in.available() > 0) {
            throw new EOFException(in.available() + " of " + bytes.length + " bytes are left over");
        }
        return value;
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }
}
