package dev.pollux.twin;

import dev.pollux.model.RobotModel;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;

/** One robot, its memory and a workspace of its own. */
public final class FollowedRobot {
    public final DigitalTwin twin;
    public final TwinWorkspace workspace;
    public final RobotMemory memory;

    public FollowedRobot(DigitalTwin twin) {
        this.twin = twin;
        workspace = twin.newWorkspace();
        memory = twin.newRobot();
    }

    public FollowedRobot(RobotModel model, long... horizonsNanos) {
        this(new DigitalTwin(model, horizonsNanos));
    }

    /** Follows a frame that is appended when it is stamped. */
    public FrameAnswer follow(SensorFrame frame) throws FrameRejectedException {
        return follow(frame, frame.stampNanos / 1_000_000);
    }

    public FrameAnswer follow(SensorFrame frame, long appendMillis) throws FrameRejectedException {
        return twin.follow(workspace, memory, frame, appendMillis);
    }

    public TwinState state() {
        return memory.state;
    }
}
