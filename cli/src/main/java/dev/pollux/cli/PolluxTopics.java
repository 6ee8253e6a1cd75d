package dev.pollux.cli;

import dev.pollux.kafka.ExistingTopic;
import dev.pollux.kafka.TopicCreation;
import dev.pollux.kafka.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/** All topics of Pollux on a Kafka cluster. */
final class PolluxTopics {
    static final List<String> NAMES =
            Topics.ALL.stream().map(Topics.Specification::name).toList();

    private PolluxTopics() {}

    /**
     * Makes those that are missing, and gives the others what the job needs.
     *
     * @param partitions of those that have many; null: the usual number for new ones, the others as they are
     * @param replicas of new ones; negative: the broker's default
     * @param told takes a line about each
     */
    static void bring(Admin admin, @Nullable Integer partitions, short replicas, Consumer<String> told)
            throws ExecutionException, InterruptedException {
        Map<String, ExistingTopic> existing = ExistingTopic.find(admin, NAMES);
        for (Topics.Specification topic : Topics.ALL) {
            ExistingTopic found = existing.get(topic.name());
            if (found == null) {
                TopicCreation.make(admin, List.of(request(topic, partitions, replicas)));
                told.accept(topic.name() + " made");
            } else {
                List<String> changes = TopicChange.bring(admin, found, topic, partitions);
                told.accept(topic.name()
                        + (changes.isEmpty()
                                ? " is there already"
                                : " is there already, changed: " + String.join(", ", changes)));
            }
        }
    }

    /** The request for a topic; those that have many partitions have as many as asked for. */
    private static NewTopic request(Topics.Specification topic, @Nullable Integer partitions, short replicas) {
        return new NewTopic(
                        topic.name(),
                        Optional.of(partitions != null && topic.partitions() > 1 ? partitions : topic.partitions()),
                        replicas < 0 ? Optional.empty() : Optional.of(replicas))
                .configs(topic.configs());
    }
}
