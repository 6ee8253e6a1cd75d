package dev.pollux.cli;

import dev.pollux.dynamics.JointModel;
import dev.pollux.files.InputFile;
import dev.pollux.model.Frame;
import dev.pollux.model.RobotDescription;
import dev.pollux.model.RobotModel;
import dev.pollux.model.UrdfException;
import dev.pollux.model.UrdfReader;
import dev.pollux.rigidbody.RigidBodyAnswer;
import dev.pollux.rigidbody.RigidBodyLines;
import dev.pollux.robot.RobotDescriptionReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Rigid-body dynamics of states on standard input. */
@Command(
        name = "dynamics",
        description = {
            "Reads states as JSON Lines on standard input (base_pos, base_quat (wxyz), qj, v, tau, contacts) and writes"
                    + " accelerations, mass matrix, bias, gravity, momentum, frames and contact wrenches, one line for"
                    + " each state.",
            "Bodies are rigid and nothing but tau acts in the joints, unless --description says so. Conventions:"
                    + " docs/dynamics-command.md."
        })
final class DynamicsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--model", required = true, paramLabel = "URDF", description = "The robot.")
    private Path urdf;

    @Option(
            names = "--description",
            paramLabel = "FILE",
            description = "Robot description: with it, its rotor inertias and the URDF's damping and friction count.")
    private @Nullable Path description;

    @Option(
            names = "--fixed-base",
            description =
                    "The base is bolted to the world's origin: no base fields; v, tau and M have only the joints.")
    private boolean fixedBase;

    @Option(
            names = "--frames",
            paramLabel = "NAME",
            split = ",",
            description = "Frames to be written (default: every link's).")
    private @Nullable List<String> frames;

    @Override
    public Integer call() throws IOException {
        RobotModel model = model();
        JointModel joints = description == null ? JointModel.rigid(model) : JointModel.of(model);
        Reader in = new InputStreamReader(System.in, StandardCharsets.UTF_8);
        new RigidBodyLines(
                        new RigidBodyAnswer(model, joints, frames(model)),
                        in,
                        spec.commandLine().getOut())
                .run();
        return 0;
    }

    private RobotModel model() throws IOException {
        RobotDescription said = description == null ? RobotDescription.EMPTY : said(description);
        RobotDescription bolted = new RobotDescription(
                said.imuFrame(),
                said.contacts(),
                said.joints(),
                said.lockedJoints(),
                said.fixedBase() || fixedBase,
                said.sensing());
        try (InputStream in = InputFile.open(urdf)) {
            return UrdfReader.read(in, bolted);
        } catch (UrdfException wrong) {
            throw wrong.in(urdf);
        }
    }

    private static RobotDescription said(Path description) throws IOException {
        try (InputStream in = InputFile.open(description)) {
            return RobotDescriptionReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (UrdfException wrong) {
            throw wrong.in(description);
        }
    }

    private List<Frame> frames(RobotModel model) {
        if (frames == null) {
            return model.frames();
        }
        List<Frame> named = new ArrayList<>();
        for (String name : frames) {
            Frame frame = model.frame(name);
            if (frame == null) {
                throw new IllegalArgumentException("--frames: model " + model.name() + " has no frame " + name);
            }
            named.add(frame);
        }
        return named;
    }
}
