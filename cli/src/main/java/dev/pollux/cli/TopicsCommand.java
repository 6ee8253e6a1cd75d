package dev.pollux.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pollux.kafka.ExistingTopic;
import dev.pollux.kafka.TopicCheck;
import dev.pollux.kafka.Topics;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes, checks and lists Pollux's topics. */
@Command(name = "topics", description = "Makes, checks and lists the topics between robots, twin and readers.")
final class TopicsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: create, check or list");
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description =
                    "Makes those of Pollux's topics that are not there, and gives the others what the job needs.%n"
                            + "More partitions only on demand: robots then move between them.")
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
                            defaultValue = "-1",
                            showDefaultValue = Visibility.NEVER,
                            description = "Replicas of each (default: the broker's own default).")
                    short replicas)
            throws Exception {
        if (partitions != null && partitions < 1) {
            throw new ParameterException(spec.commandLine(), "--partitions is " + partitions + ": expected 1 or more");
        }
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            PolluxTopics.bring(admin, partitions, replicas, out()::println);
        }
        return 0;
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Says what is not as the job needs it, one line each.",
            exitCodeList = {"0:All is as the job needs it.", "1:Something is not, or the brokers cannot be asked."})
    int check(
            @Mixin KafkaConnection kafka,
            @Option(
                            names = "--parallelism",
                            paramLabel = "N",
                            defaultValue = "1",
                            description = "Tasks of the job (default: ${DEFAULT-VALUE}).")
                    int parallelism)
            throws Exception {
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            List<TopicCheck.Complaint> complaints =
                    TopicCheck.complaints(ExistingTopic.find(admin, PolluxTopics.NAMES), parallelism);
            complaints.forEach(complaint -> out().println(complaint.message()));
            return complaints.isEmpty() ? 0 : 1;
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists Pollux's topics: partitions, and what is configured beyond the defaults.")
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
