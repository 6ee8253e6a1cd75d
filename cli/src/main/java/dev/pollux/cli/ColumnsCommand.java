package dev.pollux.cli;

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
        },
        exitCodeList = {
            "0:A map is proposed.",
            "1:The log is no table, nothing of it is understood, or it names joints and none is one of --model's."
        })
final class ColumnsCommand implements Callable<Integer> {
    /** Greatest length of the list of columns that were not understood. */
    private static final int MOST_LISTED = 2_000;

    /** Number of joints that are named if there are more. */
    private static final int FEW = 5;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "LOG.csv",
            description = "The log: a table such as .csv, .tsv or .txt, each also with .gz.")
    private Path log;

    @Mixin
    private RobotChoice robot;

    @Override
    public Integer call() throws IOException {
        RobotFiles given = robot.read();
        ColumnProposal builtIn = given == null ? ofBuiltIn() : null;
        ColumnProposal proposal = given != null ? propose(given.model()) : builtIn != null ? builtIn : withoutJoints();
        PrintWriter out = spec.commandLine().getOut();
        out.println(proposal.json());
        out.flush();
        List<String> unknown = proposal.notUnderstood();
        tell((proposal.columns().size() - unknown.size()) + " of "
                + Counted.of(proposal.columns().size(), "column") + " understood, positions of "
                + Counted.of(proposal.joints(), "joint")
                + (unknown.isEmpty() ? "" : "; not understood: " + listed(unknown)));
        proposal.remarks().forEach(this::tell);
        proposal.misspelt().forEach(this::tell);
        if (given != null && proposal.joints() == 0 && namesJoints(proposal)) {
            tell("the columns name joints, and none of them is one of the "
                    + given.model().jointNames().size() + " of "
                    + given.urdf() + ": the log is another robot's, or its joints have other names, which the map can"
                    + " say (the robot has " + few(given.model().jointNames()) + ")");
            return 1;
        }
        tellMissing(proposal);
        if (builtIn != null && proposal.joints() > 0) {
            tell("the joints are taken as those of the built-in robot " + BuiltInModels.HUMANOID_28
                    + "; of another robot: pollux columns " + log + " --model URDF");
        }
        tell(
                given == null && builtIn == null && proposal.joints() > 0
                        ? "the joints are not the built-in robot's: pollux columns " + log
                                + " --model URDF, with the robot's URDF, names them as that does"
                        : "with this in a file MAP: pollux evaluate " + log + " --columns MAP"
                                + (given != null ? " --model " + given.urdf() : ""));
        return 0;
    }

    private void tell(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("pollux: " + Printable.of(line));
        err.flush();
    }

    /** Tells which of the robot's joints have no position; without any, what the log cannot be used for. */
    private void tellMissing(ColumnProposal proposal) {
        List<String> missing = proposal.jointsWithoutPosition();
        if (proposal.joints() == 0) {
            tell("no column holds the position of a joint, and without those neither joints nor the base are predicted:"
                    + " name them in the map, if the log has any");
        } else if (!missing.isEmpty()) {
            tell("no column holds the position of " + missing.size() + " of the robot's "
                    + Counted.of(proposal.joints() + missing.size(), "joint") + ": " + few(missing));
        }
    }

    /** The first names, and the number of the others. */
    private static String few(List<String> names) {
        int more = names.size() - FEW;
        return String.join(", ", more > 0 ? names.subList(0, FEW) : names) + (more > 0 ? " and " + more + " more" : "");
    }

    /** Names for messages, shortened if there are many. */
    private static String listed(List<String> names) {
        String all = String.join(", ", names);
        return all.length() <= MOST_LISTED ? all : all.substring(0, MOST_LISTED) + " …";
    }

    /** With the built-in robot's joints; null if there are none, or if they belong to another, similar robot. */
    private @Nullable ColumnProposal ofBuiltIn() throws IOException {
        ColumnProposal its;
        try {
            its = propose(BuiltInModels.humanoid28());
        } catch (RecordingException nothingOfIt) {
            return null;
        }
        return its.isOfTheRobot(jointsNamed()) ? its : null;
    }

    /** Whether columns name or number joints of any robot. */
    private boolean namesJoints(ColumnProposal proposal) throws IOException {
        return proposal.numbersOtherJoints() || jointsNamed() > 0;
    }

    /** Number of joints of any robot that the columns name. */
    private long jointsNamed() throws IOException {
        try {
            return withoutJoints().joints();
        } catch (RecordingException onlyWithARobot) {
            return 0;
        }
    }

    private ColumnProposal withoutJoints() throws IOException {
        return ColumnProposal.of(log, List.of(), List.of());
    }

    private ColumnProposal propose(RobotModel of) throws IOException {
        return ColumnProposal.of(log, of);
    }
}
