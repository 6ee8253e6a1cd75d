package dev.pollux.job.state;

import dev.pollux.late.OpenGaps;
import dev.pollux.storage.StateReader;
import dev.pollux.storage.StateWriter;
import java.io.DataInput;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Version 1: the fields of {@link OpenGaps#describe} as an {@link EnclosedPart}; the twin states in it have their own
 * version. Gaps that cannot be read are given up: they are at most as long as the late window.
 */
public final class OpenGapsSerializer extends VersionedSerializer<OpenGaps> {
    private static final long serialVersionUID = 1L;

    public static final OpenGapsSerializer INSTANCE = new OpenGapsSerializer();

    private OpenGapsSerializer() {
        super(OpenGaps.class, 1, false);
    }

    @Override
    protected void write(OpenGaps gaps, DataOutputView out) throws IOException {
        EnclosedPart.write(part -> gaps.describe(new StateWriter(part)), out);
    }

    @Override
    protected OpenGaps read(int version, DataInputView in) throws IOException {
        try {
            return EnclosedPart.read(OpenGapsSerializer::gaps, in);
        } catch (UnreadablePartException unreadable) {
            return new OpenGaps();
        }
    }

    private static OpenGaps gaps(DataInput in) throws IOException {
        OpenGaps gaps = new OpenGaps();
        gaps.describe(new StateReader(in));
        return gaps;
    }
}
