package dev.pollux.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.job.options.JobOptions;
import dev.pollux.job.options.TwinOptions;
import dev.pollux.job.state.VersionedSerializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the graph between Kafka and Kafka looks like to Flink; no broker is needed for that. */
class TopologyGraphTest {
    @Test
    void everyOperatorHasAUidAndAName() {
        Collection<StreamNode> nodes = nodes();

        assertThat(nodes).hasSizeGreaterThan(10);
        assertThat(nodes).allSatisfy(node -> {
            assertThat(node.getTransformationUID()).as(node.getOperatorName()).isNotBlank();
            assertThat(node.getOperatorName()).isNotBlank();
        });
        assertThat(nodes.stream().map(StreamNode::getTransformationUID)).doesNotHaveDuplicates();
        assertThat(nodes.stream().map(StreamNode::getTransformationUID))
                .contains("frames", "models", "twin", "robot-windows", "fleet-windows");
    }

    @Test
    void nothingOfOursCrossesTheWireByAnythingButAVersionedSerializer() {
        Stream<TypeSerializer<?>> betweenOurOperators = nodes().stream()
                .flatMap(node -> Stream.concat(
                        Arrays.stream(node.getTypeSerializersIn()),
                        node.getOperatorName().contains("Writer")
                                ? Stream.empty()
                                : Stream.of(node.getTypeSerializerOut())))
                .filter(Objects::nonNull);

        assertThat(betweenOurOperators)
                .hasSizeGreaterThan(10)
                .allSatisfy(serializer -> assertThat(serializer).isInstanceOf(VersionedSerializer.class));
    }

    @ParameterizedTest
    @CsvSource({"at-least-once, 0", "none, 0", "exactly-once, 4"})
    void onlyTransactionsHaveCommitters(String guarantee, int committers) {
        assertThat(nodes("--delivery.guarantee=" + guarantee))
                .filteredOn(node -> node.getOperatorName().contains("Committer"))
                .hasSize(committers);
    }

    /** So that a job can go on under another guarantee: what it knows is found under the same uids. */
    @Test
    void transactionsAddCommittersAndChangeNothingElse() {
        List<String> without = uids("--delivery.guarantee=at-least-once");
        List<String> with = uids("--delivery.guarantee=exactly-once");

        assertThat(with).containsAll(without);
        with.removeAll(without);
        assertThat(with).hasSize(4).allMatch(uid -> uid.startsWith("Sink Committer: "));
    }

    @Test
    void keysAreTexts() {
        assertThat(nodes().stream()
                        .filter(node -> node.getOperatorName().equals("twin")
                                || node.getOperatorName().equals("robot-windows"))
                        .map(StreamNode::getStateKeySerializer))
                .hasSize(2)
                .allMatch(StringSerializer.class::isInstance);
    }

    @Test
    void genericTypesAreForbiddenAndTheMaximumParallelismIsFixed() {
        ReadableConfig config = environment(new Configuration()).getConfiguration();

        assertThat(config.get(PipelineOptions.GENERIC_TYPES)).isFalse();
        assertThat(config.get(PipelineOptions.AUTO_GENERATE_UIDS)).isFalse();
        assertThat(config.get(PipelineOptions.MAX_PARALLELISM)).isEqualTo(720);
    }

    @Test
    void theClustersConfigurationWinsOverDefaultsAndYieldsToOptionsThatAreGiven() {
        Configuration cluster = new Configuration();
        cluster.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(42));
        cluster.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        cluster.set(RestartStrategyOptions.RESTART_STRATEGY, "none");

        ReadableConfig config = environment(cluster, "--checkpoint.interval=7s").getConfiguration();

        assertThat(config.get(CheckpointingOptions.CHECKPOINTING_INTERVAL)).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
        assertThat(config.get(RestartStrategyOptions.RESTART_STRATEGY)).isEqualTo("none");
        assertThat(config.get(ExecutionOptions.BUFFER_TIMEOUT)).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void theClustersWebPageShowsEveryOptionButNoSecret() {
        Map<String, String> shown = environment(
                        new Configuration(), "--window.size=2s", "--kafka.sasl.jaas.config=secret words")
                .getConfig()
                .getGlobalJobParameters()
                .toMap();

        TwinOptions.ALL.forEach(option -> assertThat(shown).containsKey(option.key()));
        assertThat(shown).containsEntry("window.size", "2s").containsEntry("kafka.sasl.jaas.config", "******");
    }

    private static List<String> uids(String... options) {
        return nodes(options).stream()
                .map(StreamNode::getTransformationUID)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static Collection<StreamNode> nodes(String... options) {
        return environment(new Configuration(), options).getStreamGraph().getStreamNodes();
    }

    private static StreamExecutionEnvironment environment(Configuration cluster, String... options) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(cluster);
        TwinJob.build(env, JobOptions.of(options));
        return env;
    }
}
