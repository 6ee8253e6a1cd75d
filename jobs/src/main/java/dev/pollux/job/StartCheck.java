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

/** Checks the topics before the job is submitted, so that errors appear at once and not as restarts. */
final class StartCheck {
    private StartCheck() {}

    /**
     * Warnings, one line each.
     *
     * @throws UnusableTopicsException if a topic is missing, or it or the producer accepts too small records
     */
    static List<String> warnings(Properties kafka, int parallelism) throws InterruptedException {
        requireRoom(kafka);
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
                .map(complaint -> complaint.message() + "; " + complaint.mend() + " sets it")
                .toList();
    }

    /** A producer with too small limits would fail at the first large prediction instead of at the start. */
    private static void requireRoom(Properties kafka) {
        for (String key : List.of("max.request.size", "buffer.memory")) {
            String given = kafka.getProperty(key);
            if (given != null && given.matches("\\d{1,18}") && Long.parseLong(given) < Topics.LEAST_WRITTEN) {
                throw new UnusableTopicsException("kafka." + key + " is " + given + ", expected at least "
                        + Topics.LEAST_WRITTEN + ": the job's own producer would reject what the twin writes");
            }
        }
    }
}
