package dev.pollux.kafka;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates topics that a client can use at once. */
public final class TopicCreation {
    private static final int LONGEST_SECONDS = 60;

    private TopicCreation() {}

    /**
     * Creates topics and waits until the brokers know them: the controller knows them first, and a client could be
     * answered that they do not exist.
     *
     * @throws IllegalStateException if the brokers do not know a topic a minute after its creation
     */
    public static void make(Admin admin, List<NewTopic> topics) throws ExecutionException, InterruptedException {
        admin.createTopics(topics).all().get();
        Set<String> unknown = new HashSet<>();
        topics.forEach(topic -> unknown.add(topic.name()));
        long begun = System.nanoTime();
        while (true) {
            for (var asked :
                    admin.describeTopics(List.copyOf(unknown)).topicNameValues().entrySet()) {
                try {
                    if (hasLeaders(asked.getValue().get())) {
                        unknown.remove(asked.getKey());
                    }
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                        throw e;
                    }
                }
            }
            if (unknown.isEmpty()) {
                return;
            }
            if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(LONGEST_SECONDS)) {
                throw new IllegalStateException("made, but unknown to the broker after " + LONGEST_SECONDS + " s: "
                        + String.join(", ", unknown));
            }
            Thread.sleep(20);
        }
    }

    private static boolean hasLeaders(TopicDescription topic) {
        return topic.partitions().stream()
                .allMatch(partition ->
                        partition.leader() != null && !partition.leader().isEmpty());
    }
}
