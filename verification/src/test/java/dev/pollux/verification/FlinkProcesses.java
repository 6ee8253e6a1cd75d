package dev.pollux.verification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.pollux.local.LocalFlink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Flink session cluster as processes of its own on loopback, whose class path is what a Flink distribution's lib folder
 * holds. Each process writes its log beside the configuration.
 */
final class FlinkProcesses implements AutoCloseable {
    /** Jars that the build copied. */
    static final Path LIB = Path.of("target/flink-lib");

    /** What Flink's own configuration opens for every JVM, as far as this job needs it. */
    private static final String OPENS = "--add-opens=java.base/java.util=ALL-UNNAMED";

    private static final List<String> SMALL = List.of("-Xmx512m", OPENS);
    private static final String CLIENT = "org.apache.flink.client.cli.CliFrontend";
    private static final String LOGGING = "log4j.properties";
    private static final String TASK_MANAGER = "taskmanager";
    private static final String RESULT = "BASH_JAVA_UTILS_EXEC_RESULT:";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final List<Process> processes = new ArrayList<>();
    private final Path folder;
    private final int restPort;
    private int started;

    /**
     * A cluster without processes.
     *
     * @param folder where configuration, checkpoints and logs go
     */
    FlinkProcesses(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder).toAbsolutePath();
        restPort = freePort();
        Files.writeString(folder.resolve("config.yaml"), """
                jobmanager.rpc.address: 127.0.0.1
                jobmanager.rpc.port: %d
                jobmanager.bind-host: 127.0.0.1
                rest.address: 127.0.0.1
                rest.bind-address: 127.0.0.1
                rest.port: %d
                taskmanager.host: 127.0.0.1
                taskmanager.bind-host: 127.0.0.1
                taskmanager.memory.process.size: 1200m
                taskmanager.memory.managed.fraction: 0.1
                heartbeat.interval: 1 s
                heartbeat.timeout: 2 min
                execution.checkpointing.dir: %s
                """.formatted(
                        freePort(), restPort, LocalFlink.address(this.folder.resolve("checkpoints"))));
        Files.writeString(folder.resolve(LOGGING), """
                rootLogger.level = INFO
                rootLogger.appenderRef.console.ref = console
                appender.console.name = console
                appender.console.type = CONSOLE
                appender.console.layout.type = PatternLayout
                appender.console.layout.pattern = %d %-5p %c - %m%n
                """);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    Process startJobManager() throws IOException {
        return start(
                "jobmanager",
                SMALL,
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                configured());
    }

    /** Starts a task manager with the memory that Flink's own start script would give it. */
    Process startTaskManager() throws IOException, InterruptedException {
        List<String> parameters = run(
                        "org.apache.flink.runtime.util.bash.BashJavaUtils",
                        List.of("GET_TM_RESOURCE_PARAMS", "--configDir", folder.toString()))
                .lines()
                .filter(line -> line.startsWith(RESULT))
                .map(line -> line.substring(RESULT.length()))
                .toList();
        if (parameters.size() != 2) {
            throw new IllegalStateException("no memory parameters of a task manager: " + parameters);
        }
        List<String> options = new ArrayList<>(List.of(parameters.get(0).split(" ")));
        options.add(OPENS);
        List<String> arguments = new ArrayList<>(configured());
        arguments.addAll(List.of(parameters.get(1).split(" ")));
        return start(TASK_MANAGER, options, "org.apache.flink.runtime.taskexecutor.TaskManagerRunner", arguments);
    }

    /** Runs the client as the command {@code flink} does and returns what it printed. */
    String flink(String... arguments) throws IOException, InterruptedException {
        return run(CLIENT, List.of(arguments));
    }

    /** Writes the command {@code flink} of this cluster into a folder. */
    void writeFlinkCommand(Path where) throws IOException {
        Path script = Files.writeString(
                where.resolve("flink"), """
                #!/usr/bin/env bash
                FLINK_CONF_DIR='%s' exec '%s' "$@"
                """.formatted(folder, String.join("' '", java(SMALL, CLIENT))));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr--r--"));
    }

    /** Adds lines to the logging of the processes that are started from now on. */
    void configureLogging(String lines) throws IOException {
        Files.writeString(folder.resolve(LOGGING), lines, StandardOpenOption.APPEND);
    }

    /** What each task manager has logged so far, in the order in which they were started. */
    List<String> taskManagerLogs() throws IOException {
        List<String> logs = new ArrayList<>();
        for (int number = 1; number <= started; number++) {
            Path log = log(number, TASK_MANAGER);
            if (Files.exists(log)) {
                logs.add(Files.readString(log));
            }
        }
        return logs;
    }

    /** What the cluster's REST server says; a missing node as long as there is no server, or no such thing on it. */
    JsonNode rest(String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + restPort + path))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? json.readTree(response.body()) : MissingNode.getInstance();
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** The cluster's jobs with their last failures, and the ends of the processes' logs: for a test that waits in vain. */
    String told() throws IOException, InterruptedException {
        StringBuilder told = new StringBuilder();
        for (JsonNode job : rest("/jobs/overview").path("jobs")) {
            String id = job.path("jid").asText();
            told.append("job ")
                    .append(id)
                    .append(' ')
                    .append(job.path("state").asText())
                    .append('\n');
            told.append(rest("/jobs/" + id + "/exceptions?maxExceptions=3")).append('\n');
            told.append(rest("/jobs/" + id + "/checkpoints").path("counts")).append('\n');
        }
        try (Stream<Path> logs = Files.list(folder)) {
            for (Path log : logs.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList()) {
                List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
                told.append(log.getFileName()).append(":\n");
                lines.stream()
                        .skip(Math.max(0, lines.size() - 15))
                        .forEach(line -> told.append("  ").append(line).append('\n'));
            }
        }
        return told.toString();
    }

    /** Kills every process that still runs. */
    @Override
    public synchronized void close() {
        processes.forEach(Process::destroyForcibly);
    }

    private List<String> configured() {
        return List.of("--configDir", folder.toString());
    }

    private String run(String main, List<String> arguments) throws IOException, InterruptedException {
        String name = main.substring(main.lastIndexOf('.') + 1);
        Process process = start(name, SMALL, main, arguments);
        process.waitFor();
        String printed = Files.readString(log(started, name), StandardCharsets.UTF_8);
        if (process.exitValue() != 0) {
            throw new IllegalStateException(name + " " + String.join(" ", arguments) + " failed:\n" + printed);
        }
        return printed;
    }

    private synchronized Process start(String name, List<String> options, String main, List<String> arguments)
            throws IOException {
        List<String> command = java(options, main);
        command.addAll(arguments);
        started++;
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(started, name).toFile());
        builder.environment().put("FLINK_CONF_DIR", folder.toString());
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private List<String> java(List<String> options, String main) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Dlog4j2.configurationFile=" + folder.resolve(LOGGING));
        command.addAll(List.of("-cp", LIB.toAbsolutePath() + "/*", main));
        return command;
    }

    private Path log(int number, String name) {
        return folder.resolve("%02d-%s.log".formatted(number, name));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
