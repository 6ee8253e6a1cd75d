package dev.pollux.local;

import dev.pollux.job.TwinJob;
import dev.pollux.job.options.JobOptions;
import dev.pollux.kafka.TopicCreation;
import dev.pollux.kafka.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Broker, topics, cluster and the twin's job in this JVM, all of which end when it is closed. */
public final class LocalPipeline implements AutoCloseable {
    private final EmbeddedKafka kafka;
    private final LocalFlink flink;
    private final TemporaryFolder checkpoints;

    private LocalPipeline(EmbeddedKafka kafka, LocalFlink flink, TemporaryFolder checkpoints) {
        this.kafka = kafka;
        this.flink = flink;
        this.checkpoints = checkpoints;
    }

    /** Starts broker and cluster in parallel, and creates the topics. No job runs yet. */
    public static LocalPipeline start(int taskManagers, int slots, int partitions) throws IOException {
        TemporaryFolder checkpoints = LocalFlink.temporaryFolder();
        CompletableFuture<LocalFlink> flink =
                CompletableFuture.supplyAsync(() -> LocalFlink.start(taskManagers, slots));
        EmbeddedKafka kafka = EmbeddedKafka.start();
        LocalPipeline pipeline = new LocalPipeline(kafka, flink.join(), checkpoints);
        pipeline.makeTopics(partitions);
        return pipeline;
    }

    /** Submits the twin's job with these options; it runs when this returns. */
    public JobID submitTwin(int parallelism, String... options) throws InterruptedException {
        return submit(TwinJob::build, parallelism, options);
    }

    /** Submits a job that takes the twin's options; it runs when this returns. */
    public JobID submit(BiConsumer<StreamExecutionEnvironment, JobOptions> job, int parallelism, String... options)
            throws InterruptedException {
        List<String> all = new ArrayList<>(List.of(
                "--kafka.bootstrap.servers=" + kafka.bootstrapServers(),
                "--checkpoint.directory=" + LocalFlink.address(checkpoints.path())));
        all.addAll(List.of(options));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(parallelism);
        job.accept(env, JobOptions.of(all.toArray(String[]::new)));
        return flink.submit(env);
    }

    /** Client properties for the broker. */
    public Properties client() {
        Properties client = new Properties();
        client.put("bootstrap.servers", kafka.bootstrapServers());
        return client;
    }

    public EmbeddedKafka kafka() {
        return kafka;
    }

    public LocalFlink flink() {
        return flink;
    }

    @Override
    public void close() throws Exception {
        try (TemporaryFolder last = checkpoints;
                EmbeddedKafka then = kafka;
                LocalFlink first = flink) {
            // closed in this order: the cluster, the broker, then their folders
        }
    }

    private void makeTopics(int partitions) {
        try (Admin admin = Admin.create(client())) {
            List<NewTopic> topics = Topics.ALL.stream()
                    .map(topic -> new NewTopic(
                                    topic.name(),
                                    Optional.of(Math.min(partitions, topic.partitions())),
                                    Optional.empty())
                            .configs(topic.configs()))
                    .toList();
            TopicCreation.make(admin, topics);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the topics could not be made: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the topics were made", e);
        }
    }
}
