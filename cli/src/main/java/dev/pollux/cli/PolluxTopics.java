package dev.pollux.cli;

import dev.pollux.kafka.ExistingTopic;
import dev.pollux.kafka.TopicCreation;
import dev.pollux.kafka.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/** All topics of Pollux on a Kafka cluster. */
final class PolluxTopics {
    static final List<String> NAMES =
            Topics.ALL.stream().map(Topics.Specification::name).toList();

    private PolluxTopics() {}

    /**
     * Creates missing topics, and gives the others the configuration that the job needs.
     *
     * @param partitions of topics with several; null: the default for new ones, existing ones unchanged
     * @param replicas of new ones; null: the broker's default
     * @param told receives a line about each
     * @return what was requested but is impossible for existing topics, a sentence each
     */
    static List<String> bring(
            Admin admin, @Nullable Integer partitions, @Nullable Integer replicas, Consumer<String> told)
            throws ExecutionException, InterruptedException {
        List<ExistingTopic> otherReplicas = new ArrayList<>();
        List<ExistingTopic> morePartitions = new ArrayList<>();
        Map<String, ExistingTopic> existing = ExistingTopic.find(admin, NAMES);
        for (Topics.Specification topic : Topics.ALL) {
            ExistingTopic found = existing.get(topic.name());
            if (found == null) {
                TopicCreation.make(admin, List.of(request(topic, partitions, replicas)));
                told.accept(topic.name() + " made");
            } else {
                if (replicas != null && found.replicas() != replicas) {
                    otherReplicas.add(found);
                }
                if (partitions != null && topic.partitions() > 1 && found.partitions() > partitions) {
                    morePartitions.add(found);
                }
                List<String> changes = TopicChange.bring(admin, found, topic, partitions);
                told.accept(topic.name()
                        + (changes.isEmpty()
                                ? " is there already"
                                : " is there already, changed: " + String.join(", ", changes)));
            }
        }
        List<String> unmet = new ArrayList<>();
        if (!otherReplicas.isEmpty()) {
            unmet.add("--replicas " + replicas + " is for new topics only, and "
                    + having(otherReplicas, ExistingTopic::replicas)
                    + ": Kafka's own kafka-reassign-partitions.sh changes it");
        }
        if (!morePartitions.isEmpty()) {
            unmet.add("--partitions " + partitions + " is not possible: "
                    + having(morePartitions, ExistingTopic::partitions) + ", and Kafka cannot remove partitions");
        }
        return unmet;
    }

    private static String having(List<ExistingTopic> topics, ToIntFunction<ExistingTopic> number) {
        return topics.stream()
                .map(topic -> topic.name() + " has " + number.applyAsInt(topic))
                .collect(Collectors.joining(", "));
    }

    /** The request for a topic; topics with several partitions get the requested number. */
    private static NewTopic request(
            Topics.Specification topic, @Nullable Integer partitions, @Nullable Integer replicas) {
        return new NewTopic(
                        topic.name(),
                        Optional.of(partitions != null && topic.partitions() > 1 ? partitions : topic.partitions()),
                        Optional.ofNullable(replicas).map(Integer::shortValue))
                .configs(topic.configs());
    }
}
