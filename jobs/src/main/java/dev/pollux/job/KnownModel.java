package dev.pollux.job;

import dev.pollux.job.state.TrackedRobot;
import dev.pollux.messages.PredictionEncoder;
import dev.pollux.state.TwinState;
import dev.pollux.twin.DigitalTwin;
import dev.pollux.twin.LateFrames;

/**
 * A registered model with the scratch memory of this thread.
 *
 * @param id its name in the registry
 */
record KnownModel(String id, DigitalTwin twin, LateFrames late, PredictionEncoder encoder) {

    /** The robot's state, or a new one where it was another kind of robot; the order of its frames goes on. */
    TwinState stateFor(TrackedRobot robot) {
        TwinState state = robot.twin;
        if (state == null) {
            return twin.newState();
        }
        return id.equals(robot.model) && twin.fits(state) ? state : twin.newState(state.order);
    }
}
