package dev.pollux.job;

import dev.pollux.job.options.JobHelp;
import dev.pollux.job.options.JobOptions;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * The main class of {@code pollux-job.jar}: submits the job or prints its options. No signature contains a Flink class,
 * so that {@code java -jar pollux-job.jar --help} works without a cluster's classes.
 */
public final class JobMain {
    private static final int WRONG_USAGE = 2;

    /** Classes whose {@code main} is a command line process. */
    private static final Set<String> COMMAND_LINES =
            Set.of(JobMain.class.getName(), "org.apache.flink.client.cli.CliFrontend");

    private JobMain() {}

    /**
     * Submits the job.
     *
     * @param arguments options as docs/configuration.md lists them, or {@code --help}
     */
    public static void main(String[] arguments) throws Exception {
        if (JobHelp.isAsked(arguments)) {
            System.out.print(JobHelp.text());
            return;
        }
        try {
            TwinJob.submit(options(arguments));
        } catch (UnusableTopicsException unusable) {
            throw refusal(unusable, "", 1);
        } catch (NoClassDefFoundError missing) {
            String name = String.valueOf(missing.getMessage()).replace('/', '.');
            if (!name.startsWith("org.apache.flink.")) {
                throw missing;
            }
            // no cluster runs in this process: it may exit, and a stack trace would not help
            System.err.println(
                    "pollux-job: Flink's classes are missing: start this jar with 'flink run', or look at --help");
            System.exit(1);
        }
    }

    /** Parses the options. */
    private static JobOptions options(String[] arguments) {
        try {
            return JobOptions.parse(arguments, System.getenv());
        } catch (IllegalArgumentException | UncheckedIOException wrong) {
            throw refusal(wrong, " (--help lists the options)", WRONG_USAGE);
        }
    }

    /** Exits a command line process with one line on standard error; otherwise returns the exception to be thrown. */
    private static RuntimeException refusal(RuntimeException wrong, String hint, int exit) {
        if (isCommandLine()) {
            System.err.println("pollux-job: " + wrong.getMessage() + hint);
            System.exit(exit);
        }
        return wrong;
    }

    /**
     * Whether this process is a command line: this jar's own, or {@code flink run}. Otherwise (application mode, or a
     * jar uploaded to the web page) the process belongs to a cluster and must not exit.
     */
    private static boolean isCommandLine() {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName).reduce((inner, outer) -> outer))
                .filter(COMMAND_LINES::contains)
                .isPresent();
    }
}
