package dev.pollux.job;

import dev.pollux.job.latency.Timing;
import dev.pollux.job.options.JobOptions;
import dev.pollux.job.state.FrameRecord;
import dev.pollux.job.state.OutputRecord;
import dev.pollux.job.state.RejectedRecord;
import dev.pollux.messages.EventMessage;
import dev.pollux.messages.Format;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** The twin's operator alone, with its state and its timers, under a clock that the test moves. */
final class TwinHarness implements AutoCloseable {
    private final KeyedBroadcastOperatorTestHarness<String, FrameRecord, FrameRecord, OutputRecord> harness;

    TwinHarness(String... options) throws Exception {
        this(null, null, options);
    }

    TwinHarness(@Nullable StateBackend backend, @Nullable OperatorSubtaskState savepoint, String... options)
            throws Exception {
        harness = new KeyedBroadcastOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(
                        new TwinFunction(JobOptions.of(options)), List.of(TwinFunction.MODELS)),
                FrameRecord::robot,
                Types.STRING,
                JobDefaults.MAX_PARALLELISM,
                1,
                0);
        if (backend != null) {
            harness.setStateBackend(backend);
        }
        harness.setup(TwinFunction.OUTPUT.createSerializer(
                harness.getExecutionConfig().getSerializerConfig()));
        if (savepoint != null) {
            harness.initializeState(savepoint);
        }
        harness.open();
    }

    void send(FrameRecord... frames) throws Exception {
        for (FrameRecord frame : frames) {
            harness.processElement(new StreamRecord<>(frame, frame.appendMillis));
        }
    }

    void register(FrameRecord model) throws Exception {
        harness.processBroadcastElement(new StreamRecord<>(model, model.appendMillis));
    }

    void advanceTo(long processingMillis) throws Exception {
        harness.setProcessingTime(processingMillis);
    }

    OperatorSubtaskState snapshot() throws Exception {
        return harness.snapshot(1, 1);
    }

    List<String> predictions() {
        return harness.extractOutputValues().stream()
                .map(output -> Frames.text(output.value))
                .toList();
    }

    List<RejectedRecord> rejected() {
        return values(TwinFunction.REJECTED);
    }

    List<Timing> timings() {
        return values(TwinFunction.TIMINGS);
    }

    List<EventMessage> events() throws IOException {
        List<EventMessage> events = new ArrayList<>();
        for (OutputRecord event : values(TwinFunction.EVENTS)) {
            events.add(EventMessage.decode(event.value, Format.JSON));
        }
        return events;
    }

    private <T> List<T> values(OutputTag<T> tag) {
        Queue<StreamRecord<T>> records = harness.getSideOutput(tag);
        return records == null
                ? List.of()
                : records.stream().map(StreamRecord::getValue).toList();
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }
}
