package dev.pollux.job.state;

import dev.pollux.state.OpenGaps;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Version 2: what {@link OpenGaps} writes; the twin's states in it have versions of their own. Version 1 held frames whose
 * wrenches are in world axes: its gaps, at most the late window long, are given up.
 */
public final class OpenGapsSerializer extends VersionedSerializer<OpenGaps> {
    private static final long serialVersionUID = 1L;

    public static final OpenGapsSerializer INSTANCE = new OpenGapsSerializer();

    private OpenGapsSerializer() {
        super(OpenGaps.class, 2, false);
    }

    @Override
    protected void write(OpenGaps gaps, DataOutputView out) throws IOException {
        gaps.write(out);
    }

    @Override
    protected OpenGaps read(int version, DataInputView in) throws IOException {
        OpenGaps gaps = OpenGaps.read(in);
        return version == 1 ? new OpenGaps() : gaps;
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
