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
 * Compares what a robot says of joints that follow others with where their leaders put them. The leaders count: what is said
 * of followers is used for nothing else. That they disagree is told once per robot.
 */
final class FollowerCheck {
    /**
     * The play and give of linkages and tendons, and encoders read some milliseconds apart while a hand closes at a few rad/s,
     * make some hundredths of a rad. A wrong sign, multiplier, zero or unit makes more in most postures.
     */
    private static final double ANGLE = 0.1;

    /** The same for joints that slide, m. */
    private static final double LENGTH = 0.01;

    /** Frames in a row with a disagreement before it is told: a glitch of an encoder is none. */
    private static final int FRAMES = 10;

    private final RobotModel model;

    FollowerCheck(RobotModel model) {
        this.model = model;
    }

    /**
     * Judges a frame in the model's order.
     *
     * @param sent what is said of followers
     * @param frame what of it is believed of their leaders
     * @param events told once, when the last of {@value #FRAMES} frames in a row disagrees
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
            if (beyond > most) { // false where either is missing (NaN)
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
