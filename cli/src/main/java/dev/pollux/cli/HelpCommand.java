package dev.pollux.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains a command, like its --help. */
@Command(
        name = "help",
        description = "Explains pollux or one of its commands: 'pollux help evaluate', 'pollux help models put'.")
final class HelpCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "COMMAND",
            arity = "0..*",
            description = "The command; of a group such as models, two words: models put.")
    private List<String> words = List.of();

    @Override
    public void run() {
        CommandLine explained = spec.parent().commandLine();
        for (String word : words) {
            CommandLine found = explained.getSubcommands().get(word);
            if (found == null) {
                throw Pollux.unknownCommand(explained, word);
            }
            explained = found;
        }
        explained.usage(spec.commandLine().getOut());
    }
}
