package dev.pollux.cli;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Checks, as long as a command runs, whether a Kafka broker answers, and reports when none does and when one does
 * again. Kafka's own clients retry silently for a minute or two, and then report an error about a topic or a position.
 */
final class BrokerWatch implements AutoCloseable {
    private static final int ANSWER_MILLIS = 4000;
    private static final int PAUSE_MILLIS = 1000;

    private final Admin admin;
    private final String nobody;
    private final String meanwhile;
    private final Consumer<String> told;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread = new Thread(this::watch, "broker-watch");
    private volatile boolean away;

    private BrokerWatch(Properties client, String meanwhile, Consumer<String> told) {
        admin = Admin.create(client);
        nobody = "no Kafka broker at " + client.getProperty("bootstrap.servers") + " answers";
        this.meanwhile = meanwhile;
        this.told = told;
    }

    /**
     * Starts to watch.
     *
     * @param client properties with which a connection to a broker just succeeded
     * @param meanwhile what the command does while no broker answers, as the rest of a sentence
     * @param told receives the sentences
     */
    static BrokerWatch start(Properties client, String meanwhile, Consumer<String> told) {
        BrokerWatch watch = new BrokerWatch(client, meanwhile, told);
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    /** Whether no broker answered at the last check. */
    boolean away() {
        return away;
    }

    /** The beginning of a sentence: no broker answers. */
    String nobody() {
        return nobody;
    }

    /** Checks now. */
    boolean answers() throws InterruptedException {
        try {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(ANSWER_MILLIS))
                    .nodes()
                    .get();
        } catch (ExecutionException e) {
            return !(e.getCause() instanceof TimeoutException); // a rejection is an answer
        }
        return true;
    }

    private void watch() {
        try {
            while (!over.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                boolean silent = !answers();
                if (silent != away && over.getCount() > 0) {
                    away = silent;
                    told.accept(silent ? nobody + ": " + meanwhile : nobody.replaceFirst("^no", "a") + " again");
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
        admin.close(Duration.ZERO);
    }
}
