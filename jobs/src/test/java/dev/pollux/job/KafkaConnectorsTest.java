package dev.pollux.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.job.options.JobOptions;
import dev.pollux.kafka.Topics;
import dev.pollux.state.SensorFrame;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the job's Kafka clients are set. */
class KafkaConnectorsTest {
    @Test
    void manyPredictionsFitInOneBatch() throws Exception {
        int prediction;
        try (TwinHarness harness = new TwinHarness()) {
            harness.send(Frames.good("h-0001", 1), Frames.good("h-0001", 2));
            prediction = harness.predictions().get(1).length();
        }

        assertThat(batchSize()).isGreaterThan(16 * prediction);
    }

    @Test
    void thePredictionOfTheLargestRobotFitsIntoTheSmallestTopic() throws Exception {
        try (TwinHarness harness = new TwinHarness()) {
            harness.send(Frames.good("h-0001", 1), Frames.good("h-0001", 2));
            double joint = harness.predictions().get(1).length() / 28.0; // with its share of all else
            assertThat(joint * SensorFrame.MAX_JOINTS).isLessThan(Topics.LEAST_WRITTEN / 2.0);
        }
    }

    @Test
    void anOptionForKafkaWinsOverWhatTheJobSets() {
        assertThat(batchSize("--kafka.batch.size=4711")).isEqualTo(4711);
    }

    private static int batchSize(String... options) {
        return Integer.parseInt(
                KafkaConnectors.producer(Map.of(), JobOptions.of(options)).getProperty("batch.size"));
    }
}
