package dev.pollux.job.latency;

import dev.pollux.job.state.VersionedSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Version 2: four histograms in HdrHistogram's own encoding (V2), the errors per horizon, the counts. Version 1 had no count
 * of late frames.
 */
public final class StatisticsSerializer extends VersionedSerializer<Statistics> {
    private static final long serialVersionUID = 1L;

    public static final StatisticsSerializer INSTANCE = new StatisticsSerializer();

    private StatisticsSerializer() {
        super(Statistics.class, 2, false);
    }

    @Override
    protected void write(Statistics statistics, DataOutputView out) throws IOException {
        statistics.write(out);
    }

    @Override
    protected Statistics read(int version, DataInputView in) throws IOException {
        return Statistics.read(version, in);
    }

    @Override
    public TypeSerializerSnapshot<Statistics> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in checkpoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Statistics> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
