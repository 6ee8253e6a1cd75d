package dev.pollux.cli;

import picocli.CommandLine.Option;

/** The number of tasks of a job on this machine. */
final class JobTasks {
    private static final int USUALLY_MOST = 4;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "Tasks of the job, which share the robots (default: as many as this machine has cores, at"
                    + " most "
                    + USUALLY_MOST + ").")
    int parallelism = Math.min(USUALLY_MOST, Runtime.getRuntime().availableProcessors());
}
