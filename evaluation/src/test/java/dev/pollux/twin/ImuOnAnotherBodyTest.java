package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pollux.ReferenceData;
import dev.pollux.dynamics.FrameMotion;
import dev.pollux.dynamics.TreeMotion;
import dev.pollux.model.Frame;
import dev.pollux.model.RobotModel;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.robot.RobotModels;
import dev.pollux.spatial.SO3;
import dev.pollux.spatial.World;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A robot that carries its IMU in the torso or the head, on the motions of the recorded humanoid: what that IMU would say is
 * computed from MuJoCo's true motion, with the noise that the recorded IMU has in the same frame. Held against the same
 * robot with its IMU on the base.
 */
@Tag("data")
class ImuOnAnotherBodyTest {
    private static final double SECONDS = 16;

    /** How a true body moves: base and joints with their rates. */
    private record Motion(double[] basePose, double[] baseVelocity, double[] q, double[] qd, double[] imu) {}

    private final Map<Long, Motion> truth = new HashMap<>();

    @ParameterizedTest
    @CsvSource({"walk, torso", "walk, head", "stand, torso", "stand, head"})
    void theBaseIsKnownWithinTwiceTheErrorOfAnImuOnItAndAsWellAsItSays(String log, String body) throws Exception {
        readTruth(log);
        RobotModel onBase = BuiltInModels.humanoid28();
        RobotModel elsewhere = withImuOn(body);

        Errors there = follow(log, elsewhere, new Elsewhere(elsewhere));
        Errors here = follow(log, onBase, null);
        Errors blind = follow(log, onBase, new Elsewhere(elsewhere));

        String said = there + "; on the base " + here + "; taken for the base's " + blind;
        // the gyro's noise acts on a longer lever, and the joints' rates add theirs
        assertThat(there.velocity()).as(said).isLessThan(2 * here.velocity());
        assertThat(there.velocity()).as("regression guard: %s", said).isLessThan(2e-3);
        assertThat(there.tilt()).as(said).isLessThan(1.1 * here.tilt());
        assertThat(there.nees()).as(said).isBetween(1.5, 4.0);
        assertThat(there.frames()).isGreaterThan(6_000);
        // the check can fail: an IMU that is believed to sit on the base, and does not, costs the base or is found out
        assertThat(blind.velocity() > 2 * there.velocity() || blind.frames() < there.frames() / 2)
                .isTrue();
    }

    private static RobotModel withImuOn(String body) throws Exception {
        ObjectNode description = (ObjectNode) new ObjectMapper().readTree(BuiltInModels.humanoid28Description());
        description.putObject("imu").put("frame", body);
        RobotModel model = RobotModels.read(BuiltInModels.humanoid28Urdf(), description.toString());
        assertThat(Objects.requireNonNull(model.imu()).body()).isPositive();
        return model;
    }

    private void readTruth(String log) throws Exception {
        truth.clear();
        RecordedFrame recorded = new RecordedFrame();
        try (Recording clean = Recording.open(ReferenceData.file("humanoid/humanoid_28-" + log + ".clean.jsonl.gz"))) {
            while (clean.next(recorded) && recorded.frame.stampNanos < (SECONDS + 1) * 1e9) {
                SensorFrame f = recorded.frame;
                truth.put(
                        f.seq,
                        new Motion(
                                recorded.truth.basePose.clone(),
                                recorded.truth.baseVelocity.clone(),
                                Arrays.copyOf(f.jointPositions, f.jointCount),
                                Arrays.copyOf(f.jointVelocities, f.jointCount),
                                f.imu.clone()));
            }
        }
    }

    /** Replaces a frame's IMU sample by that of an IMU on another body; false where the true motion has a gap. */
    private final class Elsewhere {
        private final TreeMotion motion;
        private final FrameMotion imu;
        private final double[] v;
        private final double[] vdot;
        private final double[] pose = new double[12];
        private final double[] velocity = new double[6];
        private final double[] acceleration = new double[6];
        private final double[] said = new double[6];

        Elsewhere(RobotModel model) {
            motion = new TreeMotion(model);
            Frame frame = Objects.requireNonNull(model.imu());
            imu = new FrameMotion(motion, frame);
            v = new double[model.velocityCount()];
            vdot = new double[model.velocityCount()];
        }

        boolean replace(SensorFrame frame) {
            Motion now = truth.get(frame.seq);
            Motion after = truth.get(frame.seq + 1);
            if (now == null || after == null) {
                return false;
            }
            for (int i = 0; i < v.length; i++) {
                v[i] = i < 6 ? now.baseVelocity[i] : now.qd[i - 6];
                double next = i < 6 ? after.baseVelocity[i] : after.qd[i - 6];
                // as MuJoCo's own accelerometer: of the step that begins now, over which torques are held
                vdot[i] = (next - v[i]) / 0.002;
            }
            motion.set(now.basePose, now.q, v);
            imu.pose(pose);
            imu.velocity(velocity);
            imu.acceleration(vdot, acceleration);
            acceleration[2] += World.GRAVITY;
            SO3.rotateInverse(pose, 0, velocity, 3, said, 0);
            SO3.rotateInverse(pose, 0, acceleration, 0, said, 3);
            for (int i = 0; i < 6; i++) {
                frame.imu[i] = said[i] + frame.imu[i] - now.imu[i];
            }
            return true;
        }
    }

    /** Root mean square of the base's velocity (m/s) and tilt (rad) in error, the mean velocity NEES, after the start; over so many frames that knew it. */
    private record Errors(double velocity, double tilt, double nees, int frames) {}

    private Errors follow(String log, RobotModel model, @Nullable Elsewhere elsewhere) throws Exception {
        FollowedRobot robot = new FollowedRobot(model, 10_000_000);
        TwinState state = robot.state();
        RecordedFrame recorded = new RecordedFrame();
        double velocity = 0;
        double tilt = 0;
        double nees = 0;
        int count = 0;
        try (Recording noisy = Recording.open(ReferenceData.file("humanoid/humanoid_28-" + log + ".noisy.jsonl.gz"))) {
            while (noisy.next(recorded) && recorded.frame.stampNanos < SECONDS * 1e9) {
                SensorFrame frame = recorded.frame;
                if (elsewhere != null && !elsewhere.replace(frame)) {
                    frame.drop(SensorFrame.IMU);
                }
                robot.follow(frame);
                if (frame.stampNanos < 2e9 || !state.knows(TwinState.BASE_VELOCITY)) {
                    continue;
                }
                count++;
                double[] T = recorded.truth.basePose;
                // tilt: how far the world's z axis, seen from the base, is off
                double dot = 0;
                for (int i = 0; i < 3; i++) {
                    double error = state.baseVelocity[i] - recorded.truth.baseVelocity[i];
                    velocity += error * error;
                    nees += error * error / (state.baseSigma[6 + i] * state.baseSigma[6 + i]);
                    dot += T[8 + i] * state.basePose[8 + i];
                }
                double angle = Math.acos(Math.min(1, dot));
                tilt += angle * angle;
            }
        }
        return new Errors(Math.sqrt(velocity / count), Math.sqrt(tilt / count), nees / count, count);
    }
}
