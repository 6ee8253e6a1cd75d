package dev.pollux.cli;

import dev.pollux.local.EmbeddedKafka;
import dev.pollux.local.TemporaryFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A Kafka broker with Pollux's topics, for who has none. */
@Command(
        name = "broker",
        description = {
            "Runs a Kafka broker with Pollux's topics on this machine until Ctrl-C, to try Pollux out.",
            "Only programs on this machine reach it, without a password. It keeps one copy of each record, and the last"
                    + " 128 MiB of each partition. It is not for production."
        })
final class BrokerCommand implements Callable<Integer> {
    static final int USUAL_PORT = 9092;

    private static final Map<String, String> SETTINGS = Map.of(
            // a fleet writes some megabytes a second and would soon fill a disk
            "log.retention.bytes",
            Integer.toString(96 << 20),
            "log.segment.bytes",
            Integer.toString(32 << 20),
            "log.retention.check.interval.ms",
            "10000",
            "log.segment.delete.delay.ms",
            "1000");

    /** Kafka locks the folder itself, but only after its controller has written to it. */
    private static final String LOCK = ".pollux.lock";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "" + USUAL_PORT,
            description = "Port on 127.0.0.1; 0: any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder in which records are kept for the next start: new, empty, or that of an earlier start"
                    + " (default: a temporary folder, removed at the end).")
    private @Nullable Path data;

    /** Kept open, since an unreferenced file is closed at some time, which releases its lock. */
    @SuppressWarnings("UnusedVariable")
    private @Nullable FileChannel lock;

    @Override
    public Integer call() throws Exception {
        NumberOptions.within(spec, "--port", 0, 65_535, port);
        checkPort();
        TemporaryFolder temporary = data == null ? EmbeddedKafka.temporaryFolder() : null;
        Path folder = temporary == null ? own(Objects.requireNonNull(data)) : temporary.path();
        Closing closing = new Closing(temporary);
        Runtime.getRuntime().addShutdownHook(closing);
        EmbeddedKafka kafka = EmbeddedKafka.start(folder, port, SETTINGS);
        closing.kafka = kafka;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            PolluxTopics.bring(admin, null, null, line -> {});
        }
        tell(kafka.bootstrapServers(), folder);
        new CountDownLatch(1).await(); // an interrupt ends the program
        return 0;
    }

    private void checkPort() {
        try {
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "cannot listen on 127.0.0.1:" + port + ", another broker may run there; --port names another", e);
        }
    }

    /** The folder, which exists and which a broker may use. */
    private Path own(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new IllegalStateException("--data " + folder + ": this is not a folder");
        } catch (FileSystemException e) {
            throw new IllegalStateException("--data " + folder + ": this folder cannot be created");
        }
        if (!Files.isWritable(folder)) {
            throw new IllegalStateException("--data " + folder + ": this folder cannot be written");
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (!EmbeddedKafka.isFormatted(folder) && files.anyMatch(file -> !file.endsWith(LOCK))) {
                throw new IllegalStateException("--data " + folder
                        + ": this folder is not empty, and no broker has used it; expected a new or an empty one");
            }
        }
        FileChannel file = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock = file;
        if (file.tryLock() == null) {
            throw new IllegalStateException("--data " + folder + ": a broker uses this folder already");
        }
        return folder;
    }

    private void tell(String address, Path folder) {
        boolean usual = address.endsWith(":" + USUAL_PORT);
        String other = usual ? "" : " --bootstrap-servers " + address;
        PrintWriter out = spec.commandLine().getOut();
        out.println("Kafka broker at " + address + ", with Pollux's topics; not for production, and for this machine"
                + " only");
        out.println("records are kept in " + folder + (data == null ? ", which is removed at the end" : ""));
        out.println("next, each in a terminal of its own, Ctrl-C ends it:");
        out.println("  ./pollux job" + other + "                  # the twins");
        out.println("  ./pollux replay --robots 3" + other + "    # robots that walk");
        out.println("  ./pollux tail twin.events" + other + "     # what happens to them");
        out.flush();
    }

    /** Stops the broker at the program's exit, and deletes a temporary folder. */
    private static final class Closing extends Thread {
        /**
         * A program that is told to exit must exit. Kafka's shutdown usually takes 1 to 4 s, but waits up to five
         * minutes for its controller and without limit for its threads and the disk. Acknowledged records are not lost:
         * they are in the files, and the next start recovers logs that were not closed.
         */
        private static final int END_SECONDS = 10;

        private final @Nullable TemporaryFolder temporary;
        private volatile @Nullable EmbeddedKafka kafka;

        Closing(@Nullable TemporaryFolder temporary) {
            this.temporary = temporary;
        }

        @Override
        public void run() {
            EmbeddedKafka started = kafka;
            if (started != null) {
                end(started);
            }
            if (temporary != null) {
                temporary.closeAtTheEnd();
            }
        }

        private void end(EmbeddedKafka started) {
            Thread end = new Thread(started::close, "broker-end");
            end.start();
            try {
                end.join(END_SECONDS * 1000L);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (end.isAlive() && temporary == null) {
                System.err.println("pollux: the broker did not close its files within " + END_SECONDS
                        + " s: the next start with this --data recovers them, which takes longer");
            }
        }
    }
}
