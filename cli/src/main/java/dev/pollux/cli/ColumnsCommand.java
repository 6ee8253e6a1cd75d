package dev.pollux.cli;

import dev.pollux.model.ContactFrame;
import dev.pollux.model.Counted;
import dev.pollux.model.Printable;
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
import org.jspecify.annotations.Nullable;
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
            "Without --model joints get the names of the built-in robot's where the columns have those, else the names"
                    + " in the columns.",
            "pollux columns LOG.csv > map.json && pollux evaluate LOG.csv --columns map.json"
        })
final class ColumnsCommand implements Callable<Integer> {
    /** Characters of the columns that are listed as not understood. */
    private static final int MOST_LISTED = 2_000;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "LOG.csv",
            description = "The log: a table such as .csv, .tsv or .txt, each also with .gz.")
    private Path log;

    @Mixin
    private RobotChoice robot;

    private boolean stranger;

    @Override
    public Integer call() throws IOException {
        RobotFiles given = robot.read();
        ColumnProposal builtIn = given == null ? proposeBuiltIn() : null;
        ColumnProposal proposal =
                given != null ? propose(given.model()) : builtIn != null && !stranger ? builtIn : withoutJoints();
        PrintWriter out = spec.commandLine().getOut();
        out.println(proposal.json());
        out.flush();
        List<String> unknown = proposal.notUnderstood();
        PrintWriter err = spec.commandLine().getErr();
        err.println("pollux: " + (proposal.columns().size() - unknown.size()) + " of "
                + Counted.of(proposal.columns().size(), "column") + " understood, positions of "
                + Counted.of(proposal.joints(), "joint")
                + (unknown.isEmpty() ? "" : "; not understood: " + listed(unknown)));
        proposal.remarks().forEach(remark -> err.println("pollux: " + Printable.of(remark)));
        misspelt(given != null ? proposal : builtIn, proposal)
                .forEach(sentence -> err.println("pollux: " + Printable.of(sentence)));
        if (builtIn != null && !stranger && proposal.joints() > 0) {
            err.println("pollux: the joints are taken as those of the built-in robot " + BuiltInModels.HUMANOID_28
                    + "; of another robot: pollux columns " + log + " --model URDF");
        }
        err.println(
                given == null && (stranger || builtIn == null) && proposal.joints() > 0
                        ? "pollux: the joints are not the built-in robot's: pollux columns " + log
                                + " --model URDF, with the robot's URDF, names them as that does"
                        : "pollux: with this in a file MAP: pollux evaluate " + log + " --columns MAP"
                                + (given != null ? " --model " + given.urdf() : ""));
        err.flush();
        return 0;
    }

    /** Names for people: without what could drive a terminal, and not all of very many. */
    private static String listed(List<String> names) {
        String all = Printable.of(String.join(", ", names));
        return all.length() <= MOST_LISTED ? all : all.substring(0, MOST_LISTED) + " …";
    }

    /**
     * With the built-in robot's joints; null where nothing is of it. Where without them more joints are found it is another
     * robot's log: of that some joints bear like names.
     */
    private @Nullable ColumnProposal proposeBuiltIn() throws IOException {
        ColumnProposal its;
        try {
            its = propose(BuiltInModels.humanoid28());
        } catch (RecordingException nothingOfIt) {
            return null;
        }
        try {
            stranger = its.joints() < withoutJoints().joints();
        } catch (RecordingException onlyWithItsJoints) {
            stranger = false;
        }
        return its;
    }

    /** What is misspelt, where with it all joints of the log are the robot's. */
    private static List<String> misspelt(@Nullable ColumnProposal of, ColumnProposal all) {
        List<String> misspelt = of == null ? List.of() : of.misspelt();
        return of == null || of.joints() + misspelt.size() < all.joints() ? List.of() : misspelt;
    }

    private ColumnProposal withoutJoints() throws IOException {
        return ColumnProposal.of(log, List.of(), List.of());
    }

    private ColumnProposal propose(RobotModel of) throws IOException {
        List<String> contacts = of.contacts().stream().map(ContactFrame::name).toList();
        return ColumnProposal.of(log, of.jointNames(), contacts);
    }
}
