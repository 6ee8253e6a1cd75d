package dev.pollux.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.job.state.FrameRecord;
import dev.pollux.job.state.RecordKey;
import dev.pollux.job.state.RejectedRecord;
import dev.pollux.kafka.ExistingTopic;
import dev.pollux.kafka.HeaderNames;
import dev.pollux.kafka.TopicCreation;
import dev.pollux.kafka.Topics;
import dev.pollux.local.EmbeddedKafka;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The sinks at a real broker, on topics that somebody configured otherwise than the job needs. */
@Tag("process")
class TopicsMadeByHandTest {
    private static final RejectedRecord KEYLESS = new RejectedRecord(
            new FrameRecord(
                    RecordKey.of((byte[]) null),
                    "no frame".getBytes(StandardCharsets.UTF_8),
                    Topics.ROBOT_FRAMES,
                    3,
                    17,
                    0,
                    null),
            new FrameRejectedException(RejectReason.EMPTY_KEY, "the record has no key"));

    private static EmbeddedKafka kafka;
    private static Admin admin;
    private static Properties client;

    @BeforeAll
    static void start() throws Exception {
        kafka = EmbeddedKafka.start();
        client = new Properties();
        client.setProperty("bootstrap.servers", kafka.bootstrapServers());
        admin = Admin.create(client);
        TopicCreation.make(
                admin,
                Topics.ALL.stream()
                        .map(topic -> topic.name().equals(Topics.TWIN_REJECTED)
                                ? new NewTopic(topic.name(), 1, (short) 1).configs(Map.of("cleanup.policy", "compact"))
                                : new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.configs()))
                        .toList());
    }

    @AfterAll
    static void stop() throws Exception {
        admin.close();
        kafka.close();
    }

    @Test
    void aCompactedTopicTakesARefusedRecordThatCameWithoutAKey() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>(Topics.TWIN_REJECTED, null, new byte[1]))
                            .get())
                    .hasMessageContaining("Compacted topic cannot accept message without key");

            ProducerRecord<byte[], byte[]> record = written();
            assertThat(record.key()).asString().isEqualTo("robot.frames-3@17");
            assertThat(record.value()).asString().isEqualTo("no frame");
            assertThat(record.headers()
                            .lastHeader(HeaderNames.ORIGIN_KEY_MISSING)
                            .value())
                    .asString()
                    .isEqualTo("true");
            assertThat(producer.send(record).get().offset()).isZero();
        }
        set(Topics.TWIN_REJECTED, "cleanup.policy", "delete");
        assertThat(written().key()).as("as it came, where the topic takes that").isNull();
    }

    @Test
    void aTopicThatTakesTooLittleOfTheTwinStopsTheStartAndNotTheRun() throws Exception {
        for (String topic : Topics.OUTPUTS) {
            set(topic, Topics.MAX_BYTES, "1000");
            String told = topic + " has max.message.bytes=1000, expected at least 131072";

            assertThatThrownBy(() -> StartCheck.warnings(client, 1))
                    .hasMessageStartingWith(told)
                    .hasMessageEndingWith("pollux topics create sets it");
            assertThatThrownBy(TopicsMadeByHandTest::written)
                    .as("where that was set while the job ran")
                    .hasMessageStartingWith(told);
            set(topic, Topics.MAX_BYTES, String.valueOf(Topics.LEAST_WRITTEN));
            assertThat(StartCheck.warnings(client, 1))
                    .anySatisfy(line -> assertThat(line).startsWith(topic + " has max.message.bytes=131072"));
        }
    }

    @Test
    void theCommandThatMendsTooFewPartitionsNamesTheirNumber() throws Exception {
        assertThat(StartCheck.warnings(client, 99))
                .filteredOn(line -> line.contains("the tasks beyond that read nothing"))
                .singleElement()
                .asString()
                .endsWith("; pollux topics create --partitions 99 sets it");
    }

    @Test
    void aTopicThatTheBrokersDoNotKnowYetIsLookedForAgainBeforeItIsCalledMissing() throws Exception {
        admin.deleteTopics(List.of(Topics.TWIN_EVENTS)).all().get();
        while (!ExistingTopic.find(admin, List.of(Topics.TWIN_EVENTS)).isEmpty()) {
            Thread.onSpinWait();
        }
        assertThatThrownBy(TopicsMadeByHandTest::written)
                .hasMessageStartingWith("twin.events is missing")
                .hasMessageEndingWith("nothing is processed until pollux topics create has fixed it");

        AtomicInteger looks = new AtomicInteger();
        Admin known = (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("describeTopics") && looks.incrementAndGet() == 2) {
                        TopicCreation.make(admin, List.of(new NewTopic(Topics.TWIN_EVENTS, 1, (short) 1)));
                    }
                    return method.invoke(admin, arguments);
                });
        assertThat(RejectedRecordWriter.outputs(known)).containsOnlyKeys(Topics.OUTPUTS);
        assertThat(looks).hasValueGreaterThan(1);
    }

    @Test
    void aProducerThatTakesTooLittleOfTheTwinStopsTheStart() {
        for (String key : List.of("max.request.size", "buffer.memory")) {
            Properties small = new Properties();
            small.putAll(client);
            small.setProperty(key, "1000");
            assertThatThrownBy(() -> StartCheck.warnings(small, 1))
                    .hasMessageStartingWith("kafka." + key + " is 1000, expected at least 131072");
        }
    }

    @SuppressWarnings("NullAway") // what Flink passes is not looked at
    private static ProducerRecord<byte[], byte[]> written() throws Exception {
        RejectedRecordWriter writer = new RejectedRecordWriter(client, 1 << 20);
        writer.open(null, null);
        return writer.serialize(KEYLESS, null, 0L);
    }

    private static void set(String topic, String key, String value) throws Exception {
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET))))
                .all()
                .get();
        while (!value.equals(
                Objects.requireNonNull(ExistingTopic.find(admin, List.of(topic)).get(topic), topic)
                        .configs()
                        .get(key))) {
            Thread.onSpinWait();
        }
    }
}
