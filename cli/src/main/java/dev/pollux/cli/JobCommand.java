package dev.pollux.cli;

import dev.pollux.job.TwinJob;
import dev.pollux.job.options.JobOptions;
import dev.pollux.job.options.TwinOptions;
import dev.pollux.kafka.AnswerTimeout;
import dev.pollux.local.LocalFlink;
import dev.pollux.local.TemporaryFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** The twin's job on a Flink cluster in this process, for who has none. */
@Command(
        name = "job",
        customSynopsis = "pollux job [--bootstrap-servers HOST:PORT] [--parallelism N] [OPTIONS OF THE JOB]",
        description = {
            "Runs the twin's job on a Flink cluster inside this process until Ctrl-C, to try Pollux out.",
            "It takes the job's own options too, which docs/configuration.md lists, such as --predict.horizons '10 ms,"
                    + " 20 ms'.",
            "Each start begins with new twins and with the frames that no earlier start has read. For production"
                    + " submit the job to a cluster: 'flink run jobs/target/pollux-job.jar'."
        })
final class JobCommand implements Callable<Integer> {
    private static final String AWAY = "the job continues when one does; until then no frames are read";

    /** More threads on one machine only wait for each other. */
    private static final int MOST_TASKS = 1_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Kafka brokers (default: localhost:9092); the same as --kafka.bootstrap.servers.")
    private @Nullable String bootstrapServers;

    @Mixin
    private JobTasks tasks;

    @Unmatched
    private List<String> jobOptions = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        NumberOptions.within(spec, "--parallelism", 1, MOST_TASKS, tasks.parallelism);
        JobOptions given = options(jobOptions);
        Properties client = AnswerTimeout.with(given.kafka());
        KafkaConnection.knock(client, PolluxTopics.NAMES, spec.commandLine().getErr());
        PrintWriter out = spec.commandLine().getOut();
        TwinJob.warnings(given, tasks.parallelism).forEach(warning -> out.println("warning: " + warning));
        TemporaryFolder checkpoints = LocalFlink.temporaryFolder();
        Closing closing = new Closing(checkpoints);
        Runtime.getRuntime().addShutdownHook(closing);
        try {
            return run(
                    given.isGiven(TwinOptions.CHECKPOINT_DIRECTORY) ? given : with(checkpoints.path()),
                    client,
                    closing,
                    out);
        } catch (IllegalStateException e) {
            if (closing.begun) {
                new CountDownLatch(1).await(); // a cluster that is shut down fails: the interrupt is the reason
            }
            closing.running = null;
            throw e;
        }
    }

    private int run(JobOptions options, Properties client, Closing closing, PrintWriter out)
            throws InterruptedException {
        LocalFlink flink = LocalFlink.start(tasks.parallelism);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(tasks.parallelism);
        TwinJob.build(env, options);
        JobID job = flink.submit(env);
        // watches until the program exits, and is asked once more then
        BrokerWatch broker = BrokerWatch.start(client, AWAY, line -> {
            out.println(line);
            out.flush();
        });
        closing.running = new Running(flink, job, broker);
        out.println("the job runs, on frames of " + options.get(TwinOptions.BOOTSTRAP_SERVERS) + "; Ctrl-C ends it");
        out.flush();
        return watch(flink, job, broker, out);
    }

    private JobOptions with(Path checkpoints) {
        List<String> more = new ArrayList<>(jobOptions);
        more.add("--" + TwinOptions.CHECKPOINT_DIRECTORY.key() + "=" + LocalFlink.address(checkpoints));
        return options(more);
    }

    private JobOptions options(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        if (bootstrapServers != null) {
            all.add("--" + TwinOptions.BOOTSTRAP_SERVERS.key() + "=" + bootstrapServers);
        }
        try {
            return JobOptions.parse(all.toArray(String[]::new), System.getenv());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** Prints each failure, and when the job runs again; returns only if the job has ended. */
    private static int watch(LocalFlink flink, JobID job, BrokerWatch broker, PrintWriter out)
            throws InterruptedException {
        JobProgress progress = new JobProgress();
        while (!flink.status(job).isGloballyTerminalState()) {
            String nobody = broker.away() ? broker.nobody() : null;
            String news = progress.news(flink.isRunning(job), nobody, flink.failure(job));
            if (news != null) {
                out.println(news);
                out.flush();
            }
            Thread.sleep(1000);
        }
        throw new IllegalStateException("the job ended: " + flink.failure(job));
    }

    private record Running(LocalFlink flink, JobID job, BrokerWatch broker) {}

    /** Ends the job at the program's exit, and deletes temporary folders. */
    private static final class Closing extends Thread {
        /** A program that is told to exit must exit: systemd, for example, does not wait long. */
        private static final int END_SECONDS = 20;

        /** Closing clients of a broker that does not answer would wait for it, with nothing left to send. */
        private static final int END_SECONDS_ALONE = 1;

        private final TemporaryFolder temporary;
        private volatile @Nullable Running running;
        private volatile boolean begun;

        Closing(TemporaryFolder temporary) {
            this.temporary = temporary;
        }

        @Override
        public void run() {
            begun = true;
            Running last = running;
            if (last != null) {
                end(last);
            }
            temporary.closeAtTheEnd();
        }

        private static void end(Running last) {
            boolean alone = false;
            try {
                alone = last.broker.away() || !last.broker.answers();
                last.flink.end(last.job, alone ? END_SECONDS_ALONE : END_SECONDS);
            } catch (InterruptedException | RuntimeException e) {
                System.err.println("pollux: the job did not end cleanly: "
                        + (alone ? last.broker.nobody() : String.valueOf(e.getMessage())));
            }
        }
    }
}
