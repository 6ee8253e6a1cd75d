package dev.pollux.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.job.options.JobOptions;
import dev.pollux.job.state.FrameRecord;
import dev.pollux.job.state.FrameRecordSerializer;
import dev.pollux.job.state.OutputRecord;
import dev.pollux.job.state.PlainType;
import dev.pollux.job.state.RejectedRecord;
import dev.pollux.messages.EventMessage;
import dev.pollux.messages.Format;
import dev.pollux.messages.LatencyMessage;
import dev.pollux.messages.LatencyMessage.Scope;
import dev.pollux.state.RejectReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole job on a mini cluster, between ends in memory. */
@Tag("process")
class TwinTopologyTest {
    private static final int ROBOTS = 4;
    private static final int FRAMES = 600;

    private final Collected<OutputRecord> predictions = new Collected<>();
    private final Collected<OutputRecord> events = new Collected<>();
    private final Collected<RejectedRecord> rejected = new Collected<>();
    private final Collected<OutputRecord> latency = new Collected<>();

    @Test
    void everyFrameBecomesAPredictionOrARejection() throws Exception {
        run(index -> frame((int) (long) index), "--window.size=200ms");

        assertThat(predictions.all()).hasSize(ROBOTS * (FRAMES - 1));
        assertThat(rejected.all())
                .hasSize(ROBOTS)
                .allMatch(record -> record.reason == RejectReason.DUPLICATE)
                .allMatch(record -> record.origin.offset == 100);
        List<String> told = new ArrayList<>();
        for (OutputRecord event : events.all()) {
            told.add(EventMessage.decode(event.value, event.format).event().name());
        }
        assertThat(told).hasSize(2 * ROBOTS);
        assertThat(told.stream().filter("LIVE"::equals)).hasSize(ROBOTS);
        assertThat(told.stream().filter("LIMITED"::equals))
                .as("frames without an IMU")
                .hasSize(ROBOTS);
        List<LatencyMessage> windows = windows();
        assertThat(windows.stream().filter(w -> w.scope() == Scope.ROBOT).mapToLong(LatencyMessage::frames))
                .hasSize(6 * ROBOTS)
                .satisfies(frames ->
                        assertThat(frames.stream().mapToLong(n -> n).sum()).isEqualTo(ROBOTS * (FRAMES - 1)));
        assertThat(windows.stream().filter(w -> w.scope() == Scope.FLEET))
                .hasSize(6)
                .allMatch(w -> w.robots() == ROBOTS);
        assertThat(windows.stream()
                        .filter(w -> w.scope() == Scope.FLEET)
                        .mapToLong(LatencyMessage::duplicates)
                        .sum())
                .isEqualTo(ROBOTS);
    }

    /** Two robots in turn from each half of the source, as if each half were a partition; frame 101 is 100 again. */
    private static FrameRecord frame(int index) {
        int half = ROBOTS * FRAMES / 2;
        int number = index % half / 2;
        return Frames.good("robot-" + index / half + index % 2, number == 101 ? 100 : number);
    }

    private void run(GeneratorFunction<Long, FrameRecord> frames, String... options) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(2);
        JobOptions given = JobOptions.of(options);
        JobDefaults.apply(env, given);
        TwinTopology.build(
                env,
                new TwinSources(source(frames, ROBOTS * FRAMES), source(index -> Frames.model("sister"), 1)),
                new TwinSinks(predictions, events, rejected, latency),
                given);
        env.execute();
    }

    private static Source<FrameRecord, ?, ?> source(GeneratorFunction<Long, FrameRecord> records, long count) {
        return new DataGeneratorSource<>(records, count, new PlainType<>(FrameRecordSerializer.INSTANCE));
    }

    private List<LatencyMessage> windows() throws IOException {
        List<LatencyMessage> windows = new ArrayList<>();
        for (OutputRecord record : latency.all()) {
            windows.add(LatencyMessage.decode(record.value, Format.JSON));
        }
        return windows;
    }
}
