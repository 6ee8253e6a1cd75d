package dev.pollux.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/**
 * A topic at the broker.
 *
 * @param partitions null if the topic does not exist
 * @param replicas of its first partition; null if the topic does not exist
 * @param configs configuration that differs from the broker's defaults
 */
record ListedTopic(
        String topic,
        boolean exists,
        @Nullable Integer partitions,
        @Nullable Integer replicas,
        Map<String, String> configs) {

    static ListedTopic missing(String name) {
        return new ListedTopic(name, false, null, null, Map.of());
    }

    /** Asks the broker about a topic that exists. */
    static ListedTopic of(Admin admin, String name) throws ExecutionException, InterruptedException {
        TopicDescription topic = admin.describeTopics(List.of(name))
                .allTopicNames()
                .get()
                .values()
                .iterator()
                .next();
        Config config = admin.describeConfigs(List.of(new ConfigResource(ConfigResource.Type.TOPIC, name)))
                .all()
                .get()
                .values()
                .iterator()
                .next();
        Map<String, String> own = new TreeMap<>();
        for (ConfigEntry entry : config.entries()) {
            if (entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG) {
                own.put(entry.name(), entry.value());
            }
        }
        return new ListedTopic(
                name,
                true,
                topic.partitions().size(),
                topic.partitions().get(0).replicas().size(),
                own);
    }

    /** One line for people. */
    String text() {
        return exists
                ? topic + " partitions=" + partitions + " replicas=" + replicas
                        + (configs.isEmpty() ? "" : " " + configs)
                : topic + " is missing";
    }
}
