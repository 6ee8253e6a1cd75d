package dev.pollux.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pollux.job.state.RecordKey;
import dev.pollux.kafka.Topics;
import dev.pollux.messages.Format;
import dev.pollux.messages.ModelMessage;
import dev.pollux.model.Counted;
import dev.pollux.model.RobotModel;
import dev.pollux.model.UrdfException;
import dev.pollux.play.FramePublisher;
import dev.pollux.robot.DescriptionProposal;
import dev.pollux.robot.RobotFiles;
import dev.pollux.state.FrameRejectedException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The registry of models: the topic robot.models. */
@Command(
        name = "models",
        description = "Registers models of robots, lists and removes them. Frames name the model of their robot.")
final class ModelsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected put, list or remove");
    }

    @Command(
            name = "put",
            mixinStandardHelpOptions = true,
            description = {
                "Builds a robot from its files and, if that works, publishes it to robot.models; running jobs use it"
                        + " at once.",
                "What is found in the URDF (IMU, contacts, soles in meshes) goes into the published description."
            })
    int put(
            @Parameters(paramLabel = "URDF", description = "The robot.") Path urdf,
            @Mixin CheckedRobot robot,
            @Mixin KafkaConnection kafka,
            @Option(names = "--id", paramLabel = "ID", description = "The model's id (default: the URDF's name).")
                    @Nullable String id)
            throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        ModelMessage message;
        RobotModel model;
        List<String> warnings;
        try {
            RobotFiles files = robot.read(urdf);
            String named = id == null ? files.model().name() : id;
            requireId(named, id == null ? "the URDF's name as the model's id; --id gives another one" : "--id");
            message = new ModelMessage(
                    named, files.text(), DescriptionProposal.found(files.model(), files.description()));
            int bytes = message.encode(Format.JSON).length;
            if (bytes > ModelMessage.MAX_BYTES) {
                throw new UrdfException(files.urdf() + ": its message has " + bytes + " bytes, and at most "
                        + ModelMessage.MAX_BYTES + " are read; leave visuals and comments out");
            }
            model = message.robotModel();
            // warnings of the files only: what was found in them is no longer in doubt once it is in the description
            warnings = files.model().warnings();
        } catch (UrdfException wrong) {
            wrong.reasons().forEach(reason -> err.println("pollux: " + reason));
            err.println("pollux: nothing was published");
            return 1;
        }
        Properties client = kafka.clientProperties(Topics.ROBOT_MODELS);
        try (FramePublisher publisher = new FramePublisher(client, Topics.ROBOT_FRAMES, Format.JSON)) {
            publisher.register(message);
        }
        warnings.forEach(warning -> err.println("warning: " + warning));
        out().println(message.model() + " put: " + Counted.of(model.jointCount(), "joint") + ", "
                + Counted.of(model.contacts().size(), "contact"));
        return 0;
    }

    /** @param from source of the id, for messages */
    private void requireId(String id, String from) {
        try {
            RecordKey.of(id.strip()).check("the model's id");
        } catch (FrameRejectedException wrong) {
            throw new ParameterException(spec.commandLine(), from + ": " + wrong.getMessage(), wrong);
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the registered models.",
            exitCodeList = {"0:All of them can be built.", "1:One cannot be built, or the brokers do not answer."})
    int list(
            @Mixin KafkaConnection kafka,
            @Option(names = "--json", description = "Print one JSON array and nothing else on standard output.")
                    boolean json)
            throws Exception {
        List<ListedModel> models = new ArrayList<>();
        RegisteredModels.read(kafka.clientProperties(Topics.ROBOT_MODELS))
                .forEach((id, record) -> models.add(ListedModel.of(id, record)));
        if (json) {
            out().println(new ObjectMapper().writeValueAsString(models));
        } else {
            models.forEach(model -> out().println(model.text()));
            if (models.isEmpty()) {
                spec.commandLine()
                        .getErr()
                        .println("pollux: no model is registered: 'pollux models put X.urdf' registers one");
            }
        }
        return models.stream().allMatch(model -> model.error() == null) ? 0 : 1;
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Removes a model from the registry; frames that name it are rejected from then on.")
    int remove(
            @Mixin KafkaConnection kafka,
            @Parameters(paramLabel = "ID", description = "The model's id, as 'pollux models list' shows it.") String id)
            throws Exception {
        Properties client = kafka.clientProperties(Topics.ROBOT_MODELS);
        if (!RegisteredModels.read(client).containsKey(id)) {
            throw new IllegalStateException(
                    "model " + id + " is not registered: 'pollux models list' shows those that are");
        }
        try (FramePublisher publisher = new FramePublisher(client, Topics.ROBOT_FRAMES, Format.JSON)) {
            publisher.remove(id);
        }
        out().println(id + " removed");
        return 0;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
