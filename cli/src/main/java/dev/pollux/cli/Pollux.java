package dev.pollux.cli;

import dev.pollux.model.NearestName;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The pollux command. Other modules add commands of their own as services of
 * type {@link PolluxCommand}.
 */
@Command(
        name = "pollux",
        description = "Real-time, physics-based digital twins of humanoid robots.",
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
            TailCommand.class,
            HelpCommand.class
        },
        footer = "%n'pollux help COMMAND' or 'pollux COMMAND --help' explains a command.")
public final class Pollux implements Runnable {
    /** Narrower help is not readable, and picocli cannot write it. */
    private static final int NARROWEST = 55;

    private static final Map<String, String> EXIT_CODES = new LinkedHashMap<>();

    static {
        EXIT_CODES.put("0", "Done.");
        EXIT_CODES.put("1", "Failed; standard error says why.");
        EXIT_CODES.put("2", "Wrong usage.");
        EXIT_CODES.put("130", "Interrupted (Ctrl-C).");
    }

    @Spec
    private CommandSpec spec;

    /** Runs the command of the arguments and exits with its code. */
    public static void main(String[] arguments) {
        // always a decimal point in output, whatever the machine's language
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        int code;
        try {
            code = commandLine().execute(arguments);
        } catch (Error broken) { // otherwise the program would continue as long as other threads of the command do
            broken.printStackTrace();
            code = ExitCode.SOFTWARE;
        }
        if (System.out.checkError()
                && StandardOutput.hasReader()) { // a reader that has closed the pipe has read enough
            System.err.println("pollux: the output could not be written completely; is the disk full?");
            code = Math.max(code, ExitCode.SOFTWARE);
        }
        System.exit(code);
    }

    /** The command with all commands on the class path. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Pollux());
        for (PolluxCommand command : ServiceLoader.load(PolluxCommand.class)) {
            line.addSubcommand(command);
        }
        for (CommandLine sub : line.getSubcommands().values()) {
            sub.getCommandSpec().mixinStandardHelpOptions(true);
        }
        explainExitCodes(line);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            Complaint.lines(failure).forEach(told -> command.getErr().println("pollux: " + told));
            return command.getCommandSpec().exitCodeOnExecutionException();
        });
        line.setParameterExceptionHandler((mistake, arguments) -> {
            PrintWriter err = mistake.getCommandLine().getErr();
            err.println("pollux: " + told(mistake).getMessage());
            err.println("Try '" + mistake.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
            return ExitCode.USAGE;
        });
        NumberOptions.register(line);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        setWidth(line, System.getenv("COLUMNS"));
        return line;
    }

    /** Adds the meaning of exit codes to each command's help: the common ones, unless its annotation has its own. */
    private static void explainExitCodes(CommandLine of) {
        UsageMessageSpec help = of.getCommandSpec().usageMessage();
        Map<String, String> codes = new LinkedHashMap<>(EXIT_CODES);
        codes.putAll(help.exitCodeList());
        help.exitCodeListHeading("%nExit codes:%n").exitCodeList(codes);
        of.getSubcommands().values().forEach(Pollux::explainExitCodes);
    }

    /** Sets the width of help to COLUMNS, otherwise to that of the terminal. */
    static void setWidth(CommandLine line, @Nullable String columns) {
        if (columns != null && columns.matches("[1-9]\\d{1,2}")) {
            line.setUsageHelpWidth(Math.max(NARROWEST, Integer.parseInt(columns)));
        } else {
            line.setUsageHelpAutoWidth(true);
        }
    }

    /** Replaces picocli's message about an unknown word by our own. */
    private static ParameterException told(ParameterException mistake) {
        if (!(mistake instanceof UnmatchedArgumentException unmatched)) {
            return mistake;
        }
        CommandLine command = mistake.getCommandLine();
        String word = unmatched.getUnmatched().get(0);
        if (word.startsWith("-")) {
            String option = word.replaceFirst("=.*", "");
            Set<String> known = command.getCommandSpec().optionsMap().keySet();
            return new ParameterException(
                    command, "there is no option \"" + option + "\"" + NearestName.hint(option, known));
        }
        return command.getSubcommands().isEmpty() ? tooMany(command, word) : unknownCommand(command, word);
    }

    /** The error for an extra word after a command. */
    private static ParameterException tooMany(CommandLine of, String word) {
        String taken = of.getCommandSpec().positionalParameters().stream()
                .map(ArgSpec::paramLabel)
                .collect(Collectors.joining(" "));
        return new ParameterException(
                of,
                "\"" + word + "\" is one argument too many; expected "
                        + (taken.isEmpty() ? "none beside the options" : "only " + taken + " beside the options"));
    }

    /** The error for an unknown subcommand: names the most similar one, and all. */
    static ParameterException unknownCommand(CommandLine of, String word) {
        Set<String> known = of.getSubcommands().keySet();
        return new ParameterException(
                of,
                "there is no command \"" + word + "\"" + NearestName.hint(word, known)
                        + (known.isEmpty() ? "" : "; expected " + String.join(", ", known)));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "expected a command: "
                        + String.join(", ", spec.commandLine().getSubcommands().keySet()));
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Pollux.class.getPackage().getImplementationVersion();
            return new String[] {"pollux " + (version == null ? "(run from class files)" : version)};
        }
    }
}
