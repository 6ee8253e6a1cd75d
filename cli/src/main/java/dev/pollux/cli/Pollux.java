package dev.pollux.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The pollux command. Exit codes: 0 done, 1 failed, 2 used wrongly. Other modules add commands of their own as services of
 * type {@link PolluxCommand}.
 */
@Command(
        name = "pollux",
        description = "A live, physics-true digital twin for every humanoid robot in a fleet.",
        mixinStandardHelpOptions = true,
        versionProvider = Pollux.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            BrokerCommand.class,
            JobCommand.class,
            ReplayCommand.class,
            EvaluateCommand.class,
            ColumnsCommand.class,
            DynamicsCommand.class,
            ModelCommand.class,
            ModelsCommand.class,
            TopicsCommand.class,
            TailCommand.class
        },
        footer = "%n'pollux COMMAND --help' explains a command.")
public final class Pollux implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Runs the command of the arguments and exits with its code. */
    public static void main(String[] arguments) {
        // one decimal point in all that is written, whatever the machine's language
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        System.exit(commandLine().execute(arguments));
    }

    /** The command with all that are found on the class path. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Pollux());
        for (PolluxCommand command : ServiceLoader.load(PolluxCommand.class)) {
            line.addSubcommand(command);
        }
        for (CommandLine sub : line.getSubcommands().values()) {
            sub.getCommandSpec().mixinStandardHelpOptions(true);
        }
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("pollux: " + Complaint.of(failure));
            return command.getCommandSpec().exitCodeOnExecutionException();
        });
        line.setParameterExceptionHandler((mistake, arguments) -> {
            PrintWriter err = mistake.getCommandLine().getErr();
            err.println("pollux: " + mistake.getMessage());
            UnmatchedArgumentException.printSuggestions(mistake, err);
            err.println("Try '" + mistake.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
            return ExitCode.USAGE;
        });
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which command");
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Pollux.class.getPackage().getImplementationVersion();
            return new String[] {"pollux " + (version == null ? "(run from class files)" : version)};
        }
    }
}
