package dev.pollux.cli;

import dev.pollux.kafka.ExistingTopic;
import dev.pollux.kafka.TopicCheck;
import dev.pollux.kafka.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/** Changes an existing topic to what the job needs. */
final class TopicChange {
    private TopicChange() {}

    /**
     * Makes the necessary changes.
     *
     * @param partitions wanted for topics with several; null: unchanged. Never decreased
     * @return the changes, with old and new values
     */
    static List<String> bring(
            Admin admin, ExistingTopic topic, Topics.Specification wanted, @Nullable Integer partitions)
            throws ExecutionException, InterruptedException {
        List<String> changes = new ArrayList<>();
        Collection<AlterConfigOp> settings = new ArrayList<>();
        TopicCheck.lacking(wanted, topic).forEach((key, value) -> {
            settings.add(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET));
            changes.add(key + " from " + topic.configs().get(key) + " to " + value);
        });
        if (!settings.isEmpty()) {
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), settings))
                    .all()
                    .get();
        }
        if (partitions != null && wanted.partitions() > 1 && topic.partitions() < partitions) {
            admin.createPartitions(Map.of(topic.name(), NewPartitions.increaseTo(partitions)))
                    .all()
                    .get();
            changes.add("partitions from " + topic.partitions() + " to " + partitions);
        }
        return changes;
    }
}
