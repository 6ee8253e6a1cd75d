package dev.pollux.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.job.options.JobOptions;
import dev.pollux.job.state.FrameRecord;
import dev.pollux.job.state.FrameRecordSerializer;
import dev.pollux.job.state.OutputRecord;
import dev.pollux.job.state.PlainType;
import dev.pollux.job.state.RejectedRecord;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A robot that walks, with frames missing at every moment, goes on from a savepoint byte for byte as without one; so it does
 * from the stored savepoint of every state version, in both state backends. A version's savepoint is taken when the version
 * is new: {@code mvn -pl jobs -am test -Dtest=SavepointTest -Dpollux.savepoint.version=N
 * -Dsurefire.failIfNoSpecifiedTests=false}, and never changes after the version's release.
 */
@Tag("process")
class SavepointTest {
    private static final int FRAMES = WalkingRobot.FRAMES;
    private static final TypeInformation<FrameRecord> FRAME = new PlainType<>(FrameRecordSerializer.INSTANCE);

    @TempDir
    private Path directory;

    private final Collected<OutputRecord> predictions = new Collected<>();
    private final Collected<OutputRecord> events = new Collected<>();
    private final Collected<OutputRecord> latency = new Collected<>();
    private final Collected<RejectedRecord> rejected = new Collected<>();

    @ParameterizedTest
    @CsvSource({"v1, hashmap", "v1, rocksdb"})
    void aStoredSavepointGoesOnAsIfNothingHadHappened(String version, String backend) throws Exception {
        URL stored = Objects.requireNonNull(getClass().getResource("/savepoints/" + version));

        goOnFrom(Path.of(stored.toURI()).toString(), backend);

        List<String> all = undisturbed();
        List<String> goneOn = texts();
        assertThat(rejected.all()).isEmpty();
        assertThat(goneOn).hasSizeBetween(1, FRAMES - 200).isEqualTo(all.subList(FRAMES - goneOn.size(), FRAMES));
        // A robot that is not in the state would be told as LIVE.
        assertThat(events.all())
                .extracting(event -> new String(event.value, StandardCharsets.UTF_8))
                .noneMatch(event -> event.contains("\"LIVE\""));
    }

    @ParameterizedTest
    @CsvSource({"hashmap", "rocksdb"})
    void aJobGoesOnWithAnotherParallelismAsIfNothingHadHappened(String backend) throws Exception {
        String savepoint = savepoint(directory);
        int before = predictions.all().size();

        goOnFrom(savepoint, backend);

        assertThat(before).isBetween(200, FRAMES - 1);
        assertThat(texts()).isEqualTo(undisturbed());
    }

    @Test
    @EnabledIfSystemProperty(named = "pollux.savepoint.version", matches = "[0-9]+")
    void makeTheSavepointOfANewVersion() throws Exception {
        String version = System.getProperty("pollux.savepoint.version");

        assertThat(savepoint(Path.of("target", "savepoint-v" + version))).isNotBlank();
    }

    private String savepoint(Path into) throws Exception {
        JobClient job = start(new Configuration(), 500, 1, "--stale.after=1min");
        while (predictions.all().size() < 200) {
            Thread.sleep(10);
        }
        return job.stopWithSavepoint(false, into.toAbsolutePath().toString(), SavepointFormatType.CANONICAL)
                .get();
    }

    private void goOnFrom(String savepoint, String backend) throws Exception {
        Configuration recovery = new Configuration();
        recovery.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        start(recovery, 10_000, 2, "--stale.after=1min", "--state.backend", backend)
                .getJobExecutionResult()
                .get();
    }

    private List<String> texts() {
        return predictions.all().stream()
                .map(output -> Frames.text(output.value))
                .toList();
    }

    private JobClient start(Configuration configuration, int perSecond, int parallelism, String... options)
            throws Exception {
        // What cannot be restored is to fail here, and not to be tried again and again.
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(parallelism);
        JobOptions given = JobOptions.of(options);
        JobDefaults.apply(env, given);
        TwinTopology.build(
                env,
                new TwinSources(
                        new DataGeneratorSource<>(
                                index -> WalkingRobot.records().get((int) (long) index),
                                FRAMES,
                                RateLimiterStrategy.perSecond(perSecond),
                                FRAME),
                        new DataGeneratorSource<>(index -> Frames.model(WalkingRobot.MODEL), 1, FRAME)),
                new TwinSinks(predictions, events, rejected, latency),
                given);
        return env.executeAsync();
    }

    private static List<String> undisturbed() throws Exception {
        try (TwinHarness twin = new TwinHarness()) {
            twin.register(Frames.model(WalkingRobot.MODEL));
            for (FrameRecord frame : WalkingRobot.records()) {
                twin.send(frame);
            }
            return new ArrayList<>(twin.predictions());
        }
    }
}
