package dev.pollux.job.state;

import dev.pollux.storage.FormatVersion;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A serializer whose records begin with a version byte, so that records of every older version can be read: savepoints
 * need no migration. {@link #write} writes the newest version, {@link #read} reads all of them.
 */
public abstract class VersionedSerializer<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1L;

    private final Class<T> type;
    private final int version;
    private final boolean immutable;

    protected VersionedSerializer(Class<T> type, int version, boolean immutable) {
        this.type = type;
        this.version = version;
        this.immutable = immutable;
    }

    protected abstract void write(T value, DataOutputView out) throws IOException;

    /**
     * Reads a record.
     *
     * @param version 1 to the newest
     */
    protected abstract T read(int version, DataInputView in) throws IOException;

    /** The class of the values. */
    public final Class<T> type() {
        return type;
    }

    @Override
    public final void serialize(T value, DataOutputView out) throws IOException {
        out.writeByte(version);
        write(value, out);
    }

    @Override
    public final T deserialize(DataInputView in) throws IOException {
        int found = in.readUnsignedByte();
        FormatVersion.check(type.getSimpleName(), found, version);
        return read(found, in);
    }

    /** Always a new object: operators may keep it although object reuse is on. */
    @Override
    public final T deserialize(T reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public final T copy(T from) {
        if (immutable) {
            return from;
        }
        try {
            DataOutputSerializer out = new DataOutputSerializer(4096);
            serialize(from, out);
            return deserialize(new DataInputDeserializer(out.getSharedBuffer(), 0, out.length()));
        } catch (IOException e) {
            throw new IllegalStateException("cannot copy a " + type.getSimpleName(), e);
        }
    }

    @Override
    public final T copy(T from, T reuse) {
        return copy(from);
    }

    @Override
    public final void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public final boolean isImmutableType() {
        return immutable;
    }

    @Override
    public final TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new SerializerSnapshot<>(this);
    }

    @Override
    public final TypeSerializer<T> duplicate() {
        return this;
    }

    @Override
    @SuppressWarnings("NullAway") // Flink's own "no instance", and its signature has no word for it
    public final T createInstance() {
        return null;
    }

    @Override
    public final int getLength() {
        return -1;
    }

    @Override
    public final boolean equals(Object other) {
        return other != null && other.getClass() == getClass();
    }

    @Override
    public final int hashCode() {
        return getClass().hashCode();
    }
}
