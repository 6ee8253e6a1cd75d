package dev.pollux.job.latency;

import dev.pollux.job.state.VersionedSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Version 1: robot, start, end, statistics. */
public final class LatencyWindowSerializer extends VersionedSerializer<LatencyWindow> {
    private static final long serialVersionUID = 1L;

    public static final LatencyWindowSerializer INSTANCE = new LatencyWindowSerializer();

    private LatencyWindowSerializer() {
        super(LatencyWindow.class, 1, false);
    }

    @Override
    protected void write(LatencyWindow window, DataOutputView out) throws IOException {
        out.writeUTF(window.robot);
        out.writeLong(window.startMillis);
        out.writeLong(window.endMillis);
        StatisticsSerializer.INSTANCE.serialize(window.statistics, out);
    }

    @Override
    protected LatencyWindow read(int version, DataInputView in) throws IOException {
        return new LatencyWindow(
                in.readUTF(), in.readLong(), in.readLong(), StatisticsSerializer.INSTANCE.deserialize(in));
    }
}
