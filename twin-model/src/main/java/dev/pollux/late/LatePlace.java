package dev.pollux.late;

import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;

/**
 * The place that waited for a late frame.
 *
 * @param gaps the robot's open gaps
 * @param index of the held frame that the late one was missing before
 * @param past the robot's state from before the gap: a copy of its own, but for the order of the robot's frames
 */
public record LatePlace(OpenGaps gaps, int index, TwinState past) {

    /** Lets the past and the present know that the frame has come; what is told once is told once in both. */
    public void fill(SensorFrame late, TwinState present) {
        present.order.fill(late.seq);
        past.order = present.order;
        past.told = present.told;
        gaps.insert(index, late, present.pace.stride());
    }
}
