package dev.pollux.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pollux.job.options.JobOptions;
import dev.pollux.job.options.TwinOptions;
import dev.pollux.job.state.FrameRecord;
import dev.pollux.job.state.FrameRecordSerializer;
import dev.pollux.job.state.PlainType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Flink's web page reads a job's configuration from its REST server. */
@Tag("process")
class WebPageTest {
    private static final TypeInformation<FrameRecord> FRAME = new PlainType<>(FrameRecordSerializer.INSTANCE);

    @Test
    void theConfigurationOfARunningJobShowsEveryOptionAndNoSecret() throws Exception {
        String body = configuration("--window.size=2 s", "--kafka.sasl.jaas.config=hunter2");

        JsonNode shown =
                new ObjectMapper().readTree(body).path("execution-config").path("user-config");
        TwinOptions.ALL.forEach(
                option -> assertThat(shown.has(option.key())).as(option.key()).isTrue());
        assertThat(shown.path("window.size").asText()).isEqualTo("2 s");
        assertThat(shown.path("buffer.timeout").asText()).isEqualTo("1 ms");
        assertThat(shown.path("kafka.sasl.jaas.config").asText()).isEqualTo("******");
        assertThat(body).doesNotContain("hunter2");
    }

    private static String configuration(String... options) throws Exception {
        Configuration cluster = new Configuration();
        cluster.set(RestOptions.ADDRESS, "127.0.0.1");
        cluster.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        cluster.set(RestOptions.BIND_PORT, "0");
        try (MiniCluster flink = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(cluster)
                .setNumSlotsPerTaskManager(1)
                .build())) {
            flink.start();
            JobID job = flink.submitJob(
                            job(JobOptions.of(options)).getStreamGraph().getJobGraph())
                    .get()
                    .getJobID();
            URI page = flink.getRestAddress().get().resolve("/jobs/" + job + "/config");
            String body = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            flink.requestJobResult(job).get();
            return body;
        }
    }

    private static StreamExecutionEnvironment job(JobOptions options) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
        env.setParallelism(1);
        JobDefaults.apply(env, options);
        TwinTopology.build(
                env,
                new TwinSources(
                        new DataGeneratorSource<>(
                                index -> WalkingRobot.records().get((int) (long) index), 10, FRAME),
                        new DataGeneratorSource<>(index -> Frames.model(WalkingRobot.MODEL), 1, FRAME)),
                new TwinSinks(new Collected<>(), new Collected<>(), new Collected<>(), new Collected<>()),
                options);
        return env;
    }
}
