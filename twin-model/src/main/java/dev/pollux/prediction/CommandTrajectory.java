package dev.pollux.prediction;

import dev.pollux.state.SensorFrame;

/** What the drives will be told: fills the command fields of a frame for an instant ahead. */
@FunctionalInterface
public interface CommandTrajectory {
    /**
     * Writes the commands in force at an instant; allocation is the implementer's affair.
     *
     * @param seconds from the state that the prediction starts at, ≥ 0
     * @param commands whose command fields are written, in the model's joint order, and marked as present
     */
    void at(double seconds, SensorFrame commands);
}
