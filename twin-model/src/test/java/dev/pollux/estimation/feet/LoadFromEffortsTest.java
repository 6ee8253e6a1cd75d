package dev.pollux.estimation.feet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pollux.ModelFixtures;
import dev.pollux.ReferenceData;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Loads guessed from joint torques against the wrenches that MuJoCo recorded on the built-in humanoid. */
@Tag("data")
class LoadFromEffortsTest {
    private static final double WEIGHT = 70 * 9.81;
    private static final double ON = 0.12 * WEIGHT;

    private final LoadFromEfforts loads = new LoadFromEfforts(ModelFixtures.humanoid28());

    /** rms error of the load (N) and share of feet whose contact is told right by a threshold of 12 % of the weight. */
    private double[] compare(String file, boolean truth, double scale) {
        List<JsonNode> clean = ReferenceData.records("humanoid/humanoid_28-walk.clean.jsonl.gz");
        java.util.Map<Long, JsonNode> truths = new java.util.HashMap<>();
        clean.subList(1, clean.size()).forEach(r -> truths.put(r.get("seq").longValue(), r));
        List<JsonNode> records = truth ? clean : ReferenceData.records(file);
        double sum = 0;
        int agree = 0;
        int feet = 0;
        double[] force = new double[2];
        for (JsonNode r : records.subList(1, records.size())) {
            JsonNode t =
                    java.util.Objects.requireNonNull(truths.get(r.get("seq").longValue()));
            double[] q = ReferenceData.numbers(r.get("q"));
            double[] qd = ReferenceData.numbers(r.get("qd"));
            double[] effort = ReferenceData.numbers(r.get("tau"));
            double[] acceleration = new double[q.length];
            double[] qacc = ReferenceData.numbers(t.get("qacc"));
            for (int j = 0; j < q.length; j++) {
                effort[j] *= scale;
                acceleration[j] = truth ? qacc[6 + j] : 0;
            }
            double[] gyro = ReferenceData.numbers(r.get("imu_gyro"));
            double[] accel = ReferenceData.numbers(r.get("imu_acc"));
            double[] imu = {gyro[0], gyro[1], gyro[2], accel[0], accel[1], accel[2]};
            loads.fill(q, qd, acceleration, effort, imu, force);
            double[] wrench = ReferenceData.numbers(t.get("wrench"));
            for (int c = 0; c < 2; c++) {
                double error = force[c] - wrench[6 * c + 2];
                sum += error * error;
                feet++;
                agree += force[c] > ON == wrench[6 * c + 2] > ON ? 1 : 0;
            }
        }
        return new double[] {Math.sqrt(sum / feet), agree / (double) feet};
    }

    @Test
    void trueMotionGivesTheRecordedLoads() {
        // a torque that is a tenth off is seen
        double off = compare("", true, 1.1)[0];
        double[] right = compare("", true, 1);
        assertThat(off).isGreaterThan(2 * right[0]);
        assertThat(right[0]).as("regression guard: N rms").isLessThan(0.03 * WEIGHT);
        assertThat(right[1]).as("regression guard: contacts agree").isGreaterThan(0.99);
    }

    @Test
    void noisySensorsStillTellTheContacts() {
        double[] noisy = compare("humanoid/humanoid_28-walk.noisy.jsonl.gz", false, 1);
        assertThat(noisy[0]).as("regression guard: N rms").isLessThan(0.15 * WEIGHT);
        assertThat(noisy[1]).as("regression guard: contacts agree").isGreaterThan(0.95);
    }
}
