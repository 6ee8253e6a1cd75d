package dev.pollux.job.state;

import dev.pollux.messages.Format;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Version 1: key, value, whether the value is CBOR. */
public final class OutputRecordSerializer extends VersionedSerializer<OutputRecord> {
    private static final long serialVersionUID = 1L;

    public static final OutputRecordSerializer INSTANCE = new OutputRecordSerializer();

    private OutputRecordSerializer() {
        super(OutputRecord.class, 1, true);
    }

    @Override
    protected void write(OutputRecord output, DataOutputView out) throws IOException {
        Bytes.writeText(output.key, out);
        out.writeInt(output.value.length);
        out.write(output.value);
        out.writeBoolean(output.format == Format.CBOR);
    }

    @Override
    protected OutputRecord read(int version, DataInputView in) throws IOException {
        String key = Bytes.readText(in);
        byte[] value = new byte[in.readInt()];
        in.readFully(value);
        return new OutputRecord(key == null ? "" : key, value, in.readBoolean() ? Format.CBOR : Format.JSON);
    }
}
