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
            throw new IllegalStateException(
                    missing.getMessage() + " is missing, which is Flink's: start this jar with flink run", missing);
        }
    }
}
