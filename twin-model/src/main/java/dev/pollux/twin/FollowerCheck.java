package dev.pollux.twin;

import dev.pollux.model.Follower;
import dev.pollux.model.JointType;
import dev.pollux.model.RobotModel;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares the reported positions of following joints with those computed from their leaders. Leaders are used; the
 * positions of followers serve for this check only. A contradiction is reported once per robot.
 */
final class FollowerCheck {
    /**
     * Tolerance for play and elasticity of linkages and tendons, and for encoders read some milliseconds apart while a
     * hand closes at a few rad/s, rad. A wrong sign, multiplier, offset or unit causes more in most postures.
     */
    private static final double ANGLE = 0.1;

    /** The same for prismatic joints, m. */
    private static final double LENGTH = 0.01;

    /** Frames in a row with a contradiction before it is reported: single wrong readings are ignored. */
    private static final int FRAMES = 10;

    private final RobotModel model;

    FollowerCheck(RobotModel model) {
        this.model = model;
    }

    /**
     * Checks a frame in the model's order.
     *
     * @param sent reported positions of followers
     * @param frame accepted positions of their leaders
     * @param events receives an event once, with the last of {@value #FRAMES} contradicting frames in a row
     */
    void judge(TwinState state, SensorFrame sent, SensorFrame frame, List<TwinEvent> events) {
        if (state.strayFrames >= FRAMES
                || !sent.has(SensorFrame.FOLLOWER_POSITIONS)
                || !frame.has(SensorFrame.JOINT_POSITIONS)) {
            return;
        }
        int stray = -1;
        double most = 1;
        for (int f = 0; f < sent.followerCount; f++) {
            Follower follower = model.followers().get(f);
            double tolerance = follower.joint().type() == JointType.PRISMATIC ? LENGTH : ANGLE;
            double beyond = Math.abs(sent.followerPositions[f] - follower.position(frame.jointPositions)) / tolerance;
            if (beyond > most) { // false if either is missing (NaN)
                stray = f;
                most = beyond;
            }
        }
        state.strayFrames = (byte) (stray < 0 ? 0 : state.strayFrames + 1);
        if (state.strayFrames == FRAMES) {
            Follower follower = model.followers().get(stray);
            events.add(disagreement(follower, sent.followerPositions[stray], follower.position(frame.jointPositions)));
        }
    }

    private TwinEvent disagreement(Follower follower, double said, double expected) {
        boolean slides = follower.joint().type() == JointType.PRISMATIC;
        String unit = slides ? "m" : "rad";
        String why = follower.leader() < 0
                ? String.format(Locale.ROOT, "it is fixed at %.4f %s", expected, unit)
                : String.format(
                        Locale.ROOT,
                        "its leader %s puts it at %.4f %s (<mimic>: %s · %1$s + %s)",
                        model.joints().get(follower.leader()).name(),
                        expected,
                        unit,
                        follower.multiplier(),
                        follower.offset());
        return new TwinEvent(
                Kind.SENSOR_REFUSED,
                String.format(
                        Locale.ROOT,
                        "joint %s is said to be at %s %s, but %s; what is said of it is not used",
                        follower.joint().name(),
                        String.format(Locale.ROOT, Math.abs(said) < 1e6 ? "%.4f" : "%.3e", said),
                        unit,
                        why),
                Map.of("said_" + unit, said, "expected_" + unit, expected));
    }
}
