package dev.pollux.estimation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pollux.ModelFixtures;
import dev.pollux.ReferenceData;
import dev.pollux.estimation.base.EstimatorInput;
import dev.pollux.estimation.feet.SoleKinematics;
import dev.pollux.estimation.time.SampleClock;
import dev.pollux.kinematics.ForwardKinematics;
import dev.pollux.spatial.SO3;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A recording of the built-in humanoid: noisy frames with the truth joined in by sequence number. */
public final class HumanoidLog {
    public static final double WEIGHT = 70 * 9.81;

    /** √(σ² + q²/12) of the recordings' header. */
    public static final double ENCODER_SIGMA = Math.hypot(1e-4, 9.587379924285257e-5 / Math.sqrt(12));

    /** One frame and its truth. */
    public record Frame(
            long seq,
            int episode,
            double stamp,
            double time,
            double[] imu,
            double[] q,
            double[] wrench,
            int[] flag,
            double[] T_WB,
            double[] v_WB_B,
            boolean falling) {}

    public final List<Frame> frames = new ArrayList<>();
    public final SoleKinematics kinematics = new SoleKinematics(ModelFixtures.humanoid28(), ENCODER_SIGMA);
    public final double[] T_BI = new double[16];

    /** Delays are uniform between 1 and 3 ms. */
    private final SampleClock clock = new SampleClock(5.8e-4);

    private final double[] ticking = new double[SampleClock.SIZE];
    private @Nullable Frame last;

    public HumanoidLog(String name) {
        Map<Long, JsonNode> truth = new HashMap<>();
        List<JsonNode> clean = ReferenceData.records("humanoid/humanoid_28-" + name + ".clean.jsonl.gz");
        clean.subList(1, clean.size()).forEach(r -> truth.put(r.get("seq").longValue(), r));
        List<JsonNode> noisy = ReferenceData.records("humanoid/humanoid_28-" + name + ".noisy.jsonl.gz");
        for (JsonNode r : noisy.subList(1, noisy.size())) {
            frames.add(frame(r, Objects.requireNonNull(truth.get(r.get("seq").longValue()))));
        }
        ForwardKinematics tree = new ForwardKinematics(kinematics.model());
        tree.pose(Objects.requireNonNull(kinematics.model().imu()), T_BI);
    }

    private static Frame frame(JsonNode r, JsonNode t) {
        double[] gyro = ReferenceData.numbers(r.get("imu_gyro"));
        double[] accel = ReferenceData.numbers(r.get("imu_acc"));
        double[] wrench = ReferenceData.numbers(r.get("wrench"));
        double[] p = ReferenceData.numbers(t.get("base_pos"));
        double[] quaternion = ReferenceData.numbers(t.get("base_quat"));
        double[] velocity = ReferenceData.numbers(t.get("base_vel"));
        double[] R = new double[9];
        SO3.fromQuaternion(quaternion[1], quaternion[2], quaternion[3], quaternion[0], R, 0);
        double[] T = {
            R[0], R[1], R[2], p[0], R[3], R[4], R[5], p[1], R[6], R[7], R[8], p[2], 0, 0, 0, 1,
        };
        double[] v = new double[3];
        SO3.rotateInverse(R, 0, velocity, 0, v, 0);
        return new Frame(
                r.get("seq").longValue(),
                r.path("episode").intValue(),
                r.get("stamp").doubleValue(),
                t.get("t").doubleValue(),
                new double[] {gyro[0], gyro[1], gyro[2], accel[0], accel[1], accel[2]},
                ReferenceData.numbers(r.get("q")),
                wrench,
                new int[] {
                    r.get("contact").get(0).intValue(), r.get("contact").get(1).intValue()
                },
                T,
                v,
                t.path("safe").intValue() != 0);
    }

    public void fill(Frame f, EstimatorInput in) {
        in.clear();
        if (last != null && last.episode() == f.episode() && last.seq() < f.seq()) {
            in.step = clock.advance(ticking, f.stamp() - last.stamp(), (int) (f.seq() - last.seq()));
        } else {
            Arrays.fill(ticking, 0);
        }
        last = f;
        in.seq = f.seq();
        in.stampNs = Math.round(f.stamp() * 1e9);
        System.arraycopy(f.imu(), 0, in.imu, 0, 6);
        kinematics.fill(f.q(), in);
        kinematics.load(0, f.wrench(), 0, in);
        kinematics.load(1, f.wrench(), 6, in);
    }
}
