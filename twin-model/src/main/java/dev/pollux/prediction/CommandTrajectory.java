package dev.pollux.prediction;

import dev.pollux.state.SensorFrame;

/** Future commands of the drives: fills the command fields of a frame for a later instant. */
@FunctionalInterface
public interface CommandTrajectory {
    /**
     * Writes the commands that apply at an instant. May allocate.
     *
     * @param seconds time after the start of the prediction, ≥ 0
     * @param commands its command fields are written, in the model's joint order, and marked as present
     */
    void at(double seconds, SensorFrame commands);
}
