package dev.pollux.job;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;

/**
 * A sink of Kafka's that writes no transactions. {@link KafkaSink} brings a committer to every job, also where there is
 * nothing to commit; Flink would run it behind each writer, keep its empty state, and warn of its metric at every
 * checkpoint. Without it, a checkpoint still waits until the brokers have every record: Flink flushes the writer itself.
 */
final class SinkWithoutCommitter<T> implements Sink<T>, LineageVertexProvider {
    private static final long serialVersionUID = 1L;

    private final KafkaSink<T> sink;

    /**
     * That sink without its committer.
     *
     * @param sink one that is not exactly-once: nobody would commit what that writes
     */
    SinkWithoutCommitter(KafkaSink<T> sink) {
        this.sink = sink;
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
        return sink.createWriter(context);
    }

    @Override
    public LineageVertex getLineageVertex() {
        return sink.getLineageVertex();
    }
}
