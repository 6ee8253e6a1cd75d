package dev.pollux.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pollux.kafka.ExistingTopic;
import dev.pollux.kafka.TopicCheck;
import dev.pollux.kafka.Topics;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Creates, checks and lists Pollux's topics. */
@Command(name = "topics", description = "Creates, checks and lists Pollux's Kafka topics.")
final class TopicsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected create, check or list");
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description =
                    "Creates those of Pollux's topics that are missing, and gives the others the settings that the job"
                            + " needs.%nOnly --partitions adds partitions to a topic: robots then move to other ones.",
            exitCodeList = {
                "0:All topics have the settings that the job needs and the requested ones.",
                "1:The brokers did not create or change a topic, or an existing topic cannot be changed as requested."
            })
    int create(
            @Mixin KafkaConnection kafka,
            @Option(
                            names = "--partitions",
                            paramLabel = "N",
                            description =
                                    "Partitions of robot.frames and twin.predictions (default: 12): the most tasks that can share the work.")
                    @Nullable Integer partitions,
            @Option(
                            names = "--replicas",
                            paramLabel = "N",
                            description = "Replicas of each new topic (default: the broker's own default).")
                    @Nullable Integer replicas)
            throws Exception {
        if (partitions != null) {
            NumberOptions.atLeast(spec, "--partitions", 1, partitions);
        }
        if (replicas != null) {
            NumberOptions.within(spec, "--replicas", 1, Short.MAX_VALUE, replicas);
        }
        List<String> unmet;
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            unmet = PolluxTopics.bring(admin, partitions, replicas, out()::println);
        }
        out().flush();
        unmet.forEach(line -> spec.commandLine().getErr().println("pollux: " + line));
        return unmet.isEmpty() ? 0 : 1;
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Prints the problems of the topics, one line each, and the command that fixes them.",
            exitCodeList = {"0:No problems.", "1:There are problems, or the brokers do not answer."})
    int check(
            @Mixin KafkaConnection kafka,
            @Mixin JobTasks tasks,
            @Option(names = "--json", description = "Print one JSON object and nothing else on standard output.")
                    boolean json)
            throws Exception {
        NumberOptions.atLeast(spec, "--parallelism", 1, tasks.parallelism);
        List<TopicCheck.Complaint> complaints;
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            complaints = TopicCheck.complaints(ExistingTopic.find(admin, PolluxTopics.NAMES), tasks.parallelism);
        }
        // the command for too few partitions also does what the other does
        String mend = complaints.stream()
                .map(complaint -> complaint.mend() + kafka.options())
                .max(Comparator.comparingInt(String::length))
                .orElse(null);
        if (json) {
            ObjectNode found = JsonNodeFactory.instance.objectNode();
            ArrayNode listed = found.putArray("complaints");
            complaints.forEach(complaint -> listed.addObject()
                    .put("topic", complaint.topic())
                    .put("missing", complaint.missing())
                    .put("message", complaint.message()));
            out().println(found.put("mend", mend));
        } else if (mend == null) {
            out().println("all " + PolluxTopics.NAMES.size() + " topics at " + kafka.bootstrapServers()
                    + " are as a job with parallelism " + tasks.parallelism + " needs them");
        } else {
            complaints.forEach(complaint -> out().println(complaint.message()));
            out().println("this command fixes it: " + mend);
        }
        return complaints.isEmpty() ? 0 : 1;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists Pollux's topics: partitions, and settings that are not the broker's defaults.")
    int list(
            @Mixin KafkaConnection kafka,
            @Option(names = "--json", description = "Print one JSON array and nothing else on standard output.")
                    boolean json)
            throws Exception {
        List<ListedTopic> topics = new ArrayList<>();
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            Set<String> existing = admin.listTopics().names().get();
            for (Topics.Specification topic : Topics.ALL) {
                topics.add(
                        existing.contains(topic.name())
                                ? ListedTopic.of(admin, topic.name())
                                : ListedTopic.missing(topic.name()));
            }
        }
        if (json) {
            out().println(new ObjectMapper().writeValueAsString(topics));
        } else {
            topics.forEach(topic -> out().println(topic.text()));
        }
        return topics.stream().allMatch(ListedTopic::exists) ? 0 : 1;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
