package dev.pollux.verification;

import dev.pollux.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Robots that move slowly and send for as long as they are let: unlike those of a recording they never start over, however
 * slow the machine is.
 */
final class SteadyRobots implements AutoCloseable {
    /** Twice the time between their stamps: a sender that was held up catches up and is never ahead of the broker's clock. */
    private static final long PERIOD_MILLIS = 4;

    private final List<String> robots;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
    private long seq;

    /** They begin to send. */
    SteadyRobots(Properties client, List<String> robots) {
        this.robots = robots;
        producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
        sender.scheduleAtFixedRate(this::send, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void send() {
        for (String robot : robots) {
            producer.send(new ProducerRecord<>(
                    Topics.ROBOT_FRAMES,
                    robot.getBytes(StandardCharsets.UTF_8),
                    FrameText.good(robot, seq).getBytes(StandardCharsets.UTF_8)));
        }
        seq++;
    }

    /** Makes them silent; returns how many frames the broker has of them. */
    long silence() throws InterruptedException {
        sender.shutdown();
        sender.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        producer.flush();
        return seq * robots.size();
    }

    @Override
    public void close() {
        sender.shutdownNow();
        producer.close();
    }
}
