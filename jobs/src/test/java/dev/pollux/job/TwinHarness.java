package dev.pollux.job;

import dev.pollux.job.latency.Timing;
import dev.pollux.job.options.JobOptions;
import dev.pollux.job.state.FrameRecord;
import dev.pollux.job.state.OpenGapsSerializer;
import dev.pollux.job.state.OutputRecord;
import dev.pollux.job.state.RejectedRecord;
import dev.pollux.job.state.TrackedRobot;
import dev.pollux.job.state.TrackedRobotSerializer;
import dev.pollux.job.state.VersionedSerializer;
import dev.pollux.late.OpenGaps;
import dev.pollux.messages.EventMessage;
import dev.pollux.messages.Format;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
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

    /** Each kind of memory that the job's state may be in. */
    static Stream<StateBackend> backends() {
        return Stream.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend());
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

    /** Puts a model into the registry's state as it is, as a former program may have. */
    void store(FrameRecord model) throws Exception {
        harness.getBroadcastState(TwinFunction.MODELS).put(model.key.id(), model);
    }

    /** What is kept of a robot: the very object, where state is on the heap. */
    @Nullable TrackedRobot robot(String id) throws Exception {
        return state(id, "robot", TrackedRobotSerializer.INSTANCE).value();
    }

    @Nullable OpenGaps openGaps(String id) throws Exception {
        return state(id, "gaps", OpenGapsSerializer.INSTANCE).value();
    }

    /** Takes the words for events from the function, or gives them back: what only a fault of the program could. */
    void setWords(boolean there) throws Exception {
        Field words = TwinFunction.class.getDeclaredField("events");
        words.setAccessible(true);
        words.set(
                ((CoBroadcastWithKeyedOperator<?, ?, ?, ?>) harness.getOperator()).getUserFunction(),
                there ? new Events(Format.JSON) : null);
    }

    void setOpenGaps(String id, OpenGaps gaps) throws Exception {
        state(id, "gaps", OpenGapsSerializer.INSTANCE).update(gaps);
    }

    private <T> ValueState<T> state(String id, String name, VersionedSerializer<T> serializer) throws Exception {
        ValueStateDescriptor<T> descriptor = new ValueStateDescriptor<>(name, serializer);
        KeyedStateBackend<String> backend = ((AbstractStreamOperator<?>) harness.getOperator()).getKeyedStateBackend();
        backend.setCurrentKey(id);
        return backend.getPartitionedState(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, descriptor);
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

    /** How many frames never came, by all timings so far. */
    long missed() {
        return timings().stream().mapToLong(t -> t.missing).sum();
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
