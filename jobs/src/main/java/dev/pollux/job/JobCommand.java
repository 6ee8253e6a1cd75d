package dev.pollux.job;

import dev.pollux.job.options.JobHelp;

/**
 * The main class of {@code pollux-job.jar}: submits the job or prints its options. Nothing of Flink is in its signatures, so
 * that {@code java -jar pollux-job.jar --help} works without a cluster's classes.
 */
public final class JobCommand {
    private JobCommand() {}

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
            TwinJob.submit(arguments);
        } catch (NoClassDefFoundError missing) {
            String name = String.valueOf(missing.getMessage()).replace('/', '.');
            if (!name.startsWith("org.apache.flink.")) {
                throw missing;
            }
            // There is no cluster's process here that a trace would help, and no cluster that could be hurt.
            System.err.println(
                    "pollux-job: Flink's classes are missing: start this jar with 'flink run', or look at --help");
            System.exit(1);
        }
    }
}
