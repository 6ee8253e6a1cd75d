package dev.pollux.job;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;

/**
 * A Kafka sink without transactions. {@link KafkaSink} adds a committer to every job, even if there is nothing to
 * commit; Flink would run it after each writer, store its empty state, and log a warning about its metric at every
 * checkpoint. Without it, a checkpoint still waits until the brokers have all records: Flink flushes the writer itself.
 */
final class SinkWithoutCommitter<T> implements Sink<T>, LineageVertexProvider {
    private static final long serialVersionUID = 1L;

    private final KafkaSink<T> sink;

    /**
     * The given sink without its committer.
     *
     * @param sink must not be exactly-once: nobody would commit its transactions
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
