package dev.pollux.job.state;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Version 1: key, value, topic, partition, offset, append time, content type. */
public final class FrameRecordSerializer extends VersionedSerializer<FrameRecord> {
    private static final long serialVersionUID = 1L;

    public static final FrameRecordSerializer INSTANCE = new FrameRecordSerializer();

    private FrameRecordSerializer() {
        super(FrameRecord.class, 1, true);
    }

    @Override
    protected void write(FrameRecord frame, DataOutputView out) throws IOException {
        Bytes.write(frame.key.bytes(), out);
        Bytes.write(frame.value, out);
        out.writeUTF(frame.topic);
        out.writeInt(frame.partition);
        out.writeLong(frame.offset);
        out.writeLong(frame.appendMillis);
        Bytes.writeText(frame.contentType, out);
    }

    @Override
    protected FrameRecord read(int version, DataInputView in) throws IOException {
        return new FrameRecord(
                RecordKey.of(Bytes.read(in)),
                Bytes.read(in),
                in.readUTF(),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                Bytes.readText(in));
    }
}
