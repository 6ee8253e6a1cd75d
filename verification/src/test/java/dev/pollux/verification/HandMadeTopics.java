package dev.pollux.verification;

import dev.pollux.kafka.ExistingTopic;
import dev.pollux.kafka.TopicCreation;
import dev.pollux.kafka.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;

/** The job's topics as somebody made them who knew no more than their names. */
final class HandMadeTopics {
    /** What a job tells at its start where models are not compacted. */
    static final String FORGETS_MODELS =
            "warning: robot.models has cleanup.policy=delete, expected compact: models are deleted after the retention"
                    + " time; pollux topics create sets it";

    /** What a job of two tasks tells of them at its start. */
    static final List<String> WARNINGS = List.of(
            "warning: robot.frames has message.timestamp.type=CreateTime, expected LogAppendTime: windows and gaps would"
                    + " follow the robots' clocks; pollux topics create sets it",
            "warning: robot.frames has partitions=1, expected at least 2, the job's parallelism: the tasks beyond that read"
                    + " nothing; pollux topics create --partitions 2 sets it",
            FORGETS_MODELS,
            "warning: twin.rejected has max.message.bytes=1048588, expected at least 16777216: larger rejected records"
                    + " are truncated; pollux topics create sets it");

    private static final Map<String, Map<String, String>> OTHERWISE = Map.of(
            Topics.ROBOT_FRAMES, Map.of("message.timestamp.type", "CreateTime"),
            Topics.ROBOT_MODELS, Map.of("cleanup.policy", "delete"),
            Topics.TWIN_REJECTED, Map.of("max.message.bytes", "1048588"));

    private HandMadeTopics() {}

    static void make(String bootstrapServers) throws Exception {
        Properties client = new Properties();
        client.put("bootstrap.servers", bootstrapServers);
        try (Admin admin = Admin.create(client)) {
            TopicCreation.make(
                    admin, Topics.ALL.stream().map(HandMadeTopics::topic).toList());
        }
    }

    /** Has models of topics that were made well forgotten after the retention time. */
    static void forgetModels(String bootstrapServers) throws Exception {
        Properties client = new Properties();
        client.put("bootstrap.servers", bootstrapServers);
        try (Admin admin = Admin.create(client)) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, Topics.ROBOT_MODELS),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("cleanup.policy", "delete"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
            Waiting.until(
                    () -> "delete"
                            .equals(Objects.requireNonNull(ExistingTopic.find(admin, List.of(Topics.ROBOT_MODELS))
                                            .get(Topics.ROBOT_MODELS))
                                    .configs()
                                    .get("cleanup.policy")),
                    () -> "the brokers do not know yet that models are deleted");
        }
    }

    private static NewTopic topic(Topics.Specification wanted) {
        Map<String, String> configs = new HashMap<>(wanted.configs());
        configs.putAll(OTHERWISE.getOrDefault(wanted.name(), Map.of()));
        return new NewTopic(wanted.name(), 1, (short) 1).configs(configs);
    }
}
