package dev.pollux.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pollux.inspect.ModelJson;
import dev.pollux.inspect.ModelText;
import dev.pollux.model.ContactFrame;
import dev.pollux.model.RobotModel;
import dev.pollux.model.UrdfException;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.robot.DescriptionProposal;
import dev.pollux.robot.RobotFiles;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what was understood of a robot's files. */
@Command(
        name = "model",
        description = {
            "Reads and checks a URDF and prints the model: tree and masses, IMU, contacts and soles with the"
                    + " reasons, joints with their limits, warnings.",
            "docs/model-command.md explains the output."
        },
        exitCodeList = {
            "0:The files describe a robot.",
            "1:They do not, or there is a warning and --strict; standard error lists everything that is wrong."
        })
final class ModelCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "URDF",
            arity = "0..1",
            description = "The robot (default: the built-in one, which demo and replay play).")
    private @Nullable Path urdf;

    @Mixin
    private final CheckedRobot robot = new CheckedRobot();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(
            names = "--write-description",
            paramLabel = "FILE",
            description =
                    "Write what was found into a robot description that you can change and use; FILE must not exist"
                            + " yet.")
    private @Nullable Path proposal;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (proposal != null) {
            OutputFile.requireNew(proposal);
        }
        RobotFiles files;
        try {
            files = urdf == null ? builtIn() : robot.read(urdf);
        } catch (UrdfException wrong) {
            if (json) {
                out.println(ModelJson.errors(wrong.reasons()));
            } else {
                wrong.reasons().forEach(reason -> spec.commandLine().getErr().println("pollux: " + reason));
            }
            out.flush();
            return 1;
        }
        RobotModel model = files.model();
        if (proposal != null) {
            String text = new ObjectMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(DescriptionProposal.whole(
                            model,
                            files.description(),
                            String.valueOf(files.urdf().getFileName())));
            Files.writeString(proposal, text + "\n", StandardOpenOption.CREATE_NEW);
            tellToFillIn(proposal, model);
        }
        out.print(json ? ModelJson.of(model) + "\n" : ModelText.of(model));
        out.flush();
        return 0;
    }

    private RobotFiles builtIn() {
        if (robot.given() != null) {
            throw new ParameterException(
                    spec.commandLine(), robot.given() + " belongs to a URDF: name it, as in 'pollux model X.urdf'");
        }
        spec.commandLine()
                .getErr()
                .println("no URDF is named: this is the built-in robot, " + BuiltInModels.HUMANOID_28
                        + ", which demo and replay play");
        return RobotFiles.builtIn();
    }

    private void tellToFillIn(Path written, RobotModel model) {
        String unread = model.contacts().stream()
                .filter(ContactFrame::soleUnread)
                .map(ContactFrame::name)
                .collect(Collectors.joining(", "));
        if (!unread.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("pollux: " + written + ": polygon is null for " + unread
                            + ", whose sole is in a mesh that was"
                            + " not read: put in the corners of the sole, [x, y] in m in the frame of the contact, such as"
                            + " [[0.16, 0.05], [-0.08, 0.05], [-0.08, -0.05], [0.16, -0.05]], or name the folder of the"
                            + " package with --package-path");
        }
    }
}
