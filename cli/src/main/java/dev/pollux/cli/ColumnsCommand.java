package dev.pollux.cli;

import dev.pollux.model.ContactFrame;
import dev.pollux.model.RobotModel;
import dev.pollux.recording.ColumnProposal;
import dev.pollux.recording.RecordingException;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.robot.RobotFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Proposes a column map for a CSV. */
@Command(
        name = "columns",
        description = {
            "Prints a map that says what the columns of a CSV hold, guessed from their names, the model's joints and the"
                    + " sizes of the numbers; check it, and use it with --columns.",
            "Without --model: the joints of the built-in robot where they are there, else joints are named as the columns"
                    + " name them.",
            "pollux columns LOG.csv > map.json && pollux evaluate LOG.csv --columns map.json"
        })
final class ColumnsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "LOG.csv", description = "The log: .csv or .tsv, each also with .gz.")
    private Path log;

    @Mixin
    private RobotChoice robot;

    @Override
    public Integer call() throws IOException {
        ColumnProposal proposal = propose();
        PrintWriter out = spec.commandLine().getOut();
        out.println(proposal.json());
        out.flush();
        List<String> unknown = proposal.notUnderstood();
        PrintWriter err = spec.commandLine().getErr();
        err.println("pollux: " + (proposal.columns().size() - unknown.size()) + " of "
                + proposal.columns().size() + " columns understood, positions of " + proposal.joints() + " joints"
                + (unknown.isEmpty() ? "" : "; not understood: " + String.join(", ", unknown)));
        err.flush();
        return 0;
    }

    private ColumnProposal propose() throws IOException {
        RobotFiles given = robot.read();
        if (given != null) {
            return propose(given.model());
        }
        RobotModel builtIn = BuiltInModels.humanoid28();
        try {
            ColumnProposal its = propose(builtIn);
            ColumnProposal asNamed = ColumnProposal.of(log, List.of(), List.of());
            // of another robot some joints bear like names
            return its.joints() >= asNamed.joints() ? its : asNamed;
        } catch (RecordingException nothingOfIt) {
            // what is wrong with it is said below, if it is not only the robot
            return ColumnProposal.of(log, List.of(), List.of());
        }
    }

    private ColumnProposal propose(RobotModel of) throws IOException {
        List<String> contacts =
                of.contacts().stream().map(ContactFrame::name).toList();
        return ColumnProposal.of(log, of.jointNames(), contacts);
    }
}
