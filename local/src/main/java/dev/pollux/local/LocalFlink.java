package dev.pollux.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink cluster in this JVM, with one task manager and its REST server on a free loopback port. */
public final class LocalFlink implements AutoCloseable {
    private final MiniCluster cluster;

    private LocalFlink(MiniCluster cluster) {
        this.cluster = cluster;
    }

    /** A folder for checkpoints that no later job uses. */
    public static TemporaryFolder temporaryFolder() throws IOException {
        return TemporaryFolder.make("pollux-checkpoints-");
    }

    /** A folder in the form that Flink's options need; with a URI, %20 for a space would become part of the name. */
    public static String address(Path folder) {
        return org.apache.flink.core.fs.Path.fromLocalFile(
                        folder.toAbsolutePath().toFile())
                .toString();
    }

    /** Starts a cluster with this number of slots. */
    public static LocalFlink start(int slots) {
        return start(1, slots);
    }

    /** Starts a cluster of several task managers with this number of slots each. */
    public static LocalFlink start(int taskManagers, int slots) {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.BIND_PORT, "0");
        // otherwise the BLOB server, from which task managers fetch jars, would listen on every interface
        configuration.set(JobManagerOptions.BIND_HOST, "127.0.0.1");
        configuration.set(TaskManagerOptions.BIND_HOST, "127.0.0.1");
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(64));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        // a debugger or a busy machine may stop the JVM for a while, which is not a lost task manager
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofMinutes(5));
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(taskManagers)
                .setNumSlotsPerTaskManager(slots)
                .build());
        try {
            cluster.start();
        } catch (Exception e) {
            throw new IllegalStateException("the local Flink cluster did not start: " + e.getMessage(), e);
        }
        return new LocalFlink(cluster);
    }

    /** Submits the job of an environment; its tasks run when this returns. */
    public JobID submit(StreamExecutionEnvironment environment) throws InterruptedException {
        try {
            JobID job = cluster.submitJob(environment.getStreamGraph().getJobGraph())
                    .get()
                    .getJobID();
            awaitRunning(job);
            return job;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the job was not accepted: " + e.getCause(), e);
        }
    }

    /** Waits until every task of a job runs. */
    public void awaitRunning(JobID job) throws InterruptedException {
        while (!isRunning(job)) {
            Thread.sleep(20);
        }
    }

    /**
     * Whether every task of a job runs.
     *
     * @throws IllegalStateException if the job has ended
     */
    public boolean isRunning(JobID job) {
        return running(graph(job));
    }

    /** Number of restarts of the job after failures. */
    public long restarts(JobID job) {
        long attempts = 0;
        for (var vertex : graph(job).getAllExecutionVertices()) {
            attempts = Math.max(attempts, vertex.getCurrentExecutionAttempt().getAttemptNumber());
        }
        return attempts;
    }

    /** The submitted jobs, ended or not. */
    public List<JobID> jobs() {
        return cluster.listJobs().join().stream()
                .map(JobStatusMessage::getJobId)
                .toList();
    }

    /** State of a job. */
    public JobStatus status(JobID job) {
        return graph(job).getState();
    }

    /** The last failure of a job, in one line; empty if there was none. */
    public String failure(JobID job) {
        ErrorInfo failure = graph(job).getFailureInfo();
        if (failure == null) {
            return "";
        }
        // the innermost cause: the outer ones only name the task
        return failure.getExceptionAsString()
                .lines()
                .filter(line -> line.startsWith("Caused by: "))
                .reduce((outer, inner) -> inner)
                .orElse(failure.getExceptionAsString().lines().findFirst().orElse(""))
                .replaceFirst("^Caused by: ", "");
    }

    /** Cancels a job; it has ended when this returns. */
    public void cancel(JobID job) throws InterruptedException {
        try {
            cluster.cancelJob(job).get();
            while (!status(job).isGloballyTerminalState()) {
                Thread.sleep(20);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the job cannot be ended: " + e.getCause(), e);
        }
    }

    /**
     * Cancels the job of a program that exits, in at most this many seconds. Does not close the cluster, which ends
     * with the program: its {@link #close} sometimes hangs during Flink's own shutdown hooks.
     *
     * @throws IllegalStateException if the job still runs, or failed at the end
     */
    public void end(JobID job, int seconds) throws InterruptedException {
        try {
            cluster.cancelJob(job)
                    .thenCompose(cancelling -> cluster.requestJobResult(job))
                    .get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("it still runs after " + seconds + " s", e);
        }
    }

    /** Stops a job with a savepoint in a folder; returns the path of the savepoint. */
    public String stop(JobID job, Path folder) throws InterruptedException {
        try {
            return cluster.stopWithSavepoint(job, address(folder), false, SavepointFormatType.CANONICAL)
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the job cannot be stopped with a savepoint: " + e.getCause(), e);
        }
    }

    /** Kills a task manager with all its tasks, as if its process died. */
    public void killTaskManager(int index) throws InterruptedException {
        try {
            cluster.terminateTaskManager(index).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("task manager " + index + " cannot be ended: " + e.getCause(), e);
        }
    }

    /** Starts another task manager. */
    public void startTaskManager() {
        try {
            cluster.startTaskManager();
        } catch (Exception e) {
            throw new IllegalStateException("no further task manager: " + e.getMessage(), e);
        }
    }

    /** Stops the cluster with its jobs. */
    @Override
    public void close() throws Exception {
        cluster.close();
    }

    private AccessExecutionGraph graph(JobID job) {
        return cluster.getExecutionGraph(job).join();
    }

    private static boolean running(AccessExecutionGraph graph) {
        if (graph.getState().isTerminalState()) {
            throw new IllegalStateException("the job ended as " + graph.getState() + ": "
                    + (graph.getFailureInfo() == null
                            ? "no reason given"
                            : graph.getFailureInfo().getExceptionAsString()));
        }
        for (var vertex : graph.getAllExecutionVertices()) {
            if (vertex.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return graph.getState() == JobStatus.RUNNING;
    }
}
