package dev.pollux.job.state;

import dev.pollux.state.RejectReason;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Version 1: the original record, the name of the reason, the message. */
public final class RejectedRecordSerializer extends VersionedSerializer<RejectedRecord> {
    private static final long serialVersionUID = 1L;

    public static final RejectedRecordSerializer INSTANCE = new RejectedRecordSerializer();

    private RejectedRecordSerializer() {
        super(RejectedRecord.class, 1, true);
    }

    @Override
    protected void write(RejectedRecord rejected, DataOutputView out) throws IOException {
        FrameRecordSerializer.INSTANCE.serialize(rejected.origin, out);
        out.writeUTF(rejected.reason.name());
        Bytes.writeText(rejected.message, out);
    }

    @Override
    protected RejectedRecord read(int version, DataInputView in) throws IOException {
        FrameRecord origin = FrameRecordSerializer.INSTANCE.deserialize(in);
        RejectReason reason = RejectReason.valueOf(in.readUTF());
        String message = Bytes.readText(in);
        return new RejectedRecord(origin, reason, message == null ? "" : message);
    }
}
