package dev.pollux.job;

import dev.pollux.kafka.AnswerTimeout;
import dev.pollux.kafka.ExistingTopic;
import dev.pollux.kafka.TopicCheck;
import dev.pollux.kafka.TopicCheck.Complaint;
import dev.pollux.kafka.Topics;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Looks at the topics before the job is submitted: what will not work is said at once, and not by restarts. */
final class StartCheck {
    private StartCheck() {}

    /**
     * What to warn of, one line each.
     *
     * @throws UnusableTopicsException where a topic is missing, or takes too little of what is written to it
     */
    static List<String> warnings(Properties kafka, int parallelism) throws InterruptedException {
        Map<String, ExistingTopic> topics;
        try (Admin admin = Admin.create(AnswerTimeout.with(kafka))) {
            topics = ExistingTopic.find(
                    admin, Topics.ALL.stream().map(Topics.Specification::name).toList());
        } catch (ExecutionException | KafkaException e) {
            String reason = String.valueOf(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
            return List.of("the topics are not checked, from here the brokers do not answer: " + reason);
        }
        List<Complaint> complaints = TopicCheck.complaints(topics, parallelism);
        String missing = complaints.stream()
                .filter(Complaint::missing)
                .map(Complaint::topic)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new UnusableTopicsException("topics are missing at " + kafka.getProperty("bootstrap.servers") + ": "
                    + missing + "; pollux topics create makes them");
        }
        for (String output : Topics.OUTPUTS) {
            String obstacle = TopicCheck.obstacle(output, topics.get(output));
            if (obstacle != null) {
                throw new UnusableTopicsException(obstacle + "; pollux topics create sets it");
            }
        }
        return complaints.stream()
                .map(complaint -> complaint.message() + "; pollux topics create sets it")
                .toList();
    }
}
