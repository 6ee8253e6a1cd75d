package dev.pollux.job.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Identifies a {@link VersionedSerializer} in checkpoints by its class, which has the field {@code INSTANCE}. */
public final class SerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
    private static final int VERSION = 1;

    private VersionedSerializer<T> serializer;

    /** For Flink, which then calls the read method. */
    @SuppressWarnings("NullAway.Init")
    public SerializerSnapshot() {}

    SerializerSnapshot(VersionedSerializer<T> serializer) {
        this.serializer = serializer;
    }

    @Override
    public int getCurrentVersion() {
        return VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeUTF(serializer.getClass().getName());
    }

    @Override
    @SuppressWarnings("unchecked") // the name was written by a serializer of T
    public void readSnapshot(int version, DataInputView in, ClassLoader loader) throws IOException {
        String name = in.readUTF();
        try {
            serializer = (VersionedSerializer<T>)
                    Class.forName(name, true, loader).getField("INSTANCE").get(null);
        } catch (ReflectiveOperationException | ClassCastException gone) {
            throw new IOException("this program has no serializer " + name + ", which wrote the state", gone);
        }
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        return serializer;
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> before) {
        return before instanceof SerializerSnapshot<T> that && that.serializer.equals(serializer)
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }
}
