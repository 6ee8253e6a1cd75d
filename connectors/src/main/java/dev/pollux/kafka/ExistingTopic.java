package dev.pollux.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * A topic as it exists at the brokers.
 *
 * @param partitions number of partitions
 * @param replicas number of replicas of the partition with the fewest
 * @param configs effective configuration, set or by default; empty if the brokers do not return it
 */
public record ExistingTopic(String name, int partitions, int replicas, Map<String, String> configs) {
    public ExistingTopic {
        configs = Map.copyOf(configs);
    }

    /** The topics that exist, by name. */
    public static Map<String, ExistingTopic> find(Admin admin, Collection<String> names)
            throws ExecutionException, InterruptedException {
        Map<String, ExistingTopic> found = new HashMap<>();
        for (var asked : admin.describeTopics(names).topicNameValues().entrySet()) {
            try {
                String name = asked.getKey();
                List<TopicPartitionInfo> partitions = asked.getValue().get().partitions();
                int replicas = partitions.stream()
                        .mapToInt(partition -> partition.replicas().size())
                        .min()
                        .orElse(0);
                found.put(name, new ExistingTopic(name, partitions.size(), replicas, configs(admin, name)));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return found;
    }

    private static Map<String, String> configs(Admin admin, String name)
            throws ExecutionException, InterruptedException {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        Map<String, String> configs = new HashMap<>();
        try {
            for (Config config :
                    admin.describeConfigs(List.of(topic)).all().get().values()) {
                for (ConfigEntry entry : config.entries()) {
                    if (entry.value() != null) {
                        configs.put(entry.name(), entry.value());
                    }
                }
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof AuthorizationException)) {
                throw e;
            }
        }
        return configs;
    }
}
