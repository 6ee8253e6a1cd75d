package dev.pollux.job.state;

import dev.pollux.state.OpenGaps;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Version 3: what {@link OpenGaps} writes, as an {@link EnclosedPart}; the twin's states in it have versions of their own.
 * Gaps that cannot be read are given up: they are at most the late window long. Version 2 had the same bytes bare.
 * Version 1 held frames whose wrenches are in world axes: its gaps are given up too.
 */
public final class OpenGapsSerializer extends VersionedSerializer<OpenGaps> {
    private static final long serialVersionUID = 1L;

    public static final OpenGapsSerializer INSTANCE = new OpenGapsSerializer();

    private OpenGapsSerializer() {
        super(OpenGaps.class, 3, false);
    }

    @Override
    protected void write(OpenGaps gaps, DataOutputView out) throws IOException {
        EnclosedPart.write(gaps::write, out);
    }

    @Override
    protected OpenGaps read(int version, DataInputView in) throws IOException {
        if (version < 3) {
            OpenGaps gaps = OpenGaps.read(in);
            return version == 1 ? new OpenGaps() : gaps;
        }
        try {
            return EnclosedPart.read(OpenGaps::read, in);
        } catch (UnreadablePartException unreadable) {
            return new OpenGaps();
        }
    }

    @Override
    public TypeSerializerSnapshot<OpenGaps> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in checkpoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<OpenGaps> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
