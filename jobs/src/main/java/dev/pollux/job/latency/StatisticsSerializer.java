package dev.pollux.job.latency;

import dev.pollux.job.state.VersionedSerializer;
import dev.pollux.storage.StateReader;
import dev.pollux.storage.StateWriter;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Version 1: the fields of {@link Statistics#describe}. */
public final class StatisticsSerializer extends VersionedSerializer<Statistics> {
    private static final long serialVersionUID = 1L;

    public static final StatisticsSerializer INSTANCE = new StatisticsSerializer();

    private StatisticsSerializer() {
        super(Statistics.class, 1, false);
    }

    @Override
    protected void write(Statistics statistics, DataOutputView out) throws IOException {
        statistics.describe(new StateWriter(out));
    }

    @Override
    protected Statistics read(int version, DataInputView in) throws IOException {
        Statistics statistics = new Statistics();
        statistics.describe(new StateReader(in));
        return statistics;
    }
}
