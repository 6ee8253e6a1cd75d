package dev.pollux.kafka;

import dev.pollux.kafka.Topics.Specification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares the existing topics with the requirements of the job. */
public final class TopicCheck {
    private TopicCheck() {}

    /**
     * A topic that does not meet a requirement.
     *
     * @param missing whether the topic does not exist: then the job cannot run
     * @param message one line: topic, actual value, expected value and reason
     * @param mend the command that fixes it
     */
    public record Complaint(String topic, boolean missing, String message, String mend) {}

    private static final String CREATE = "pollux topics create";

    /**
     * All complaints, in the order of the topics.
     *
     * @param existing the existing topics
     * @param parallelism tasks of the job; 0: unknown
     */
    public static List<Complaint> complaints(Map<String, ExistingTopic> existing, int parallelism) {
        List<Complaint> complaints = new ArrayList<>();
        for (Specification wanted : Topics.ALL) {
            String name = wanted.name();
            ExistingTopic topic = existing.get(name);
            if (topic == null) {
                complaints.add(new Complaint(name, true, name + " is missing", CREATE));
                continue;
            }
            new TreeMap<>(lacking(wanted, topic))
                    .forEach((key, value) -> complaints.add(new Complaint(
                            name,
                            false,
                            name + " has " + key + "=" + topic.configs().get(key) + ", expected " + expected(key, value)
                                    + ": " + consequence(name, key),
                            CREATE)));
            if (name.equals(Topics.ROBOT_FRAMES) && topic.partitions() < parallelism) {
                complaints.add(new Complaint(
                        name,
                        false,
                        name + " has partitions=" + topic.partitions() + ", expected at least " + parallelism
                                + ", the job's parallelism: the tasks beyond that read nothing",
                        CREATE + " --partitions " + parallelism));
            }
        }
        return complaints;
    }

    /**
     * Why the job cannot run with this topic; null if it can.
     *
     * @param name one of {@link Topics#ALL}
     * @param topic null if it does not exist
     */
    public static @Nullable String obstacle(String name, @Nullable ExistingTopic topic) {
        if (topic == null) {
            return name + " is missing";
        }
        String takes = topic.configs().get(Topics.MAX_BYTES);
        if (!Topics.OUTPUTS.contains(name) || takes == null || Long.parseLong(takes) >= Topics.LEAST_WRITTEN) {
            return null;
        }
        return name + " has " + Topics.MAX_BYTES + "=" + takes + ", expected at least " + Topics.LEAST_WRITTEN
                + ": the brokers would reject what the twin writes";
    }

    /** The configuration that must be set, by key. A limit larger than required is accepted. */
    public static Map<String, String> lacking(Specification wanted, ExistingTopic topic) {
        Map<String, String> lacking = new TreeMap<>();
        wanted.configs().forEach((key, value) -> {
            String actual = topic.configs().get(key);
            boolean enough = actual == null // the brokers do not return it
                    || actual.equals(value)
                    || key.equals(Topics.MAX_BYTES) && Long.parseLong(actual) >= Long.parseLong(value);
            if (!enough) {
                lacking.put(key, value);
            }
        });
        return lacking;
    }

    private static String expected(String key, String value) {
        return key.equals(Topics.MAX_BYTES) ? "at least " + value : value;
    }

    private static String consequence(String topic, String key) {
        return switch (key) {
            case "message.timestamp.type" -> "windows and gaps would follow the robots' clocks";
            case "compression.type" -> "a small batch may decompress to any size in the job's memory";
            case Topics.CLEANUP ->
                switch (topic) {
                    case Topics.ROBOT_MODELS -> "models are deleted after the retention time";
                    case Topics.ROBOT_FRAMES -> "compaction may delete unread frames of a robot, all but the last";
                    default -> "compaction deletes the rejected records of a key, all but the last";
                };
            default ->
                topic.equals(Topics.TWIN_REJECTED)
                        ? "larger rejected records are truncated"
                        : "the brokers reject larger records";
        };
    }
}
