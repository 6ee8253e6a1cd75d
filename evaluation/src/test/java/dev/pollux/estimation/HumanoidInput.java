package dev.pollux.estimation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.ReferenceData;
import dev.pollux.estimation.base.EstimatorInput;
import dev.pollux.estimation.feet.SoleKinematics;
import dev.pollux.estimation.time.JointTime;
import dev.pollux.estimation.time.SampleClock;
import dev.pollux.kinematics.ForwardKinematics;
import dev.pollux.model.RobotModel;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.SensorFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A recording of the built-in humanoid as the estimator alone takes it in: noisy frames with their truth. */
final class HumanoidInput {
    /** √(σ² + q²/12) of the recordings' header. */
    static final double ENCODER_SIGMA = Math.hypot(1e-4, 9.587379924285257e-5 / Math.sqrt(12));

    /**
     * One frame and its truth.
     *
     * @param time of the truth, s
     * @param falling whether the controller has given up
     */
    record Frame(
            long seq,
            int episode,
            long stampNs,
            double time,
            double[] imu,
            double[] q,
            double[] wrench,
            double[] T_WB,
            double[] v_WB_B,
            boolean falling) {}

    final List<Frame> frames = new ArrayList<>();
    final double[] T_BI = new double[16];

    private final SoleKinematics kinematics;

    /** Delays are uniform between 1 and 3 ms. */
    private final SampleClock clock = new SampleClock(5.8e-4);

    /** The estimator alone knows nothing of when joints were read. */
    private final JointTime joints = new JointTime();

    private final double[] ticking = new double[SampleClock.SIZE];
    private @Nullable Frame last;

    HumanoidInput(String name) {
        RobotModel model = BuiltInModels.humanoid28();
        kinematics = new SoleKinematics(model, ENCODER_SIGMA);
        new ForwardKinematics(model).pose(Objects.requireNonNull(model.imu()), T_BI);
        Set<Long> commanded = commanded(name);
        RecordedFrame recorded = new RecordedFrame();
        try (Recording noisy = Recording.open(ReferenceData.file("humanoid/humanoid_28-" + name + ".noisy.jsonl.gz"))) {
            while (noisy.next(recorded)) {
                assertThat(recorded.hasTruth()).isTrue();
                frames.add(frame(recorded, !commanded.contains(recorded.frame.seq)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Seq of the frames whose controller still commands: only the recording of the truth says of which. */
    private static Set<Long> commanded(String name) {
        Set<Long> commanded = new HashSet<>();
        RecordedFrame recorded = new RecordedFrame();
        try (Recording clean = Recording.open(ReferenceData.file("humanoid/humanoid_28-" + name + ".clean.jsonl.gz"))) {
            while (clean.next(recorded)) {
                if (recorded.frame.has(SensorFrame.COMMAND_POSITION)) {
                    commanded.add(recorded.frame.seq);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return commanded;
    }

    private static Frame frame(RecordedFrame recorded, boolean falling) {
        SensorFrame frame = recorded.frame;
        return new Frame(
                frame.seq,
                recorded.episode,
                frame.stampNanos,
                recorded.truth.stampNanos * 1e-9,
                frame.imu.clone(),
                Arrays.copyOf(frame.jointPositions, frame.jointCount),
                Arrays.copyOf(frame.contactWrenches, 12),
                recorded.truth.basePose.clone(),
                Arrays.copyOf(recorded.truth.baseVelocity, 3),
                falling);
    }

    void fill(Frame f, EstimatorInput in) {
        in.clear();
        if (last != null && last.episode() == f.episode() && last.seq() < f.seq()) {
            in.step =
                    clock.advance(ticking, (f.stampNs() - last.stampNs()) * 1e-9, (int) (f.seq() - last.seq()), joints);
        } else {
            Arrays.fill(ticking, 0);
        }
        last = f;
        in.seq = f.seq();
        in.stampNs = f.stampNs();
        System.arraycopy(f.imu(), 0, in.imu, 0, 6);
        kinematics.fill(f.q(), in);
        kinematics.load(0, f.wrench(), 0, in);
        kinematics.load(1, f.wrench(), 6, in);
    }
}
