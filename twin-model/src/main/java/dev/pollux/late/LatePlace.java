package dev.pollux.late;

import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;

/**
 * The place of a late frame in an open gap.
 *
 * @param gaps the robot's open gaps
 * @param index index of the held frame before which the late one was missing
 * @param past the robot's state before the gap: an own copy, except for the order of the robot's frames
 */
public record LatePlace(OpenGaps gaps, int index, TwinState past) {

    /** Records in both the past and the present state that the frame has come, so that nothing is reported twice. */
    public void fill(SensorFrame late, TwinState present) {
        present.order.fill(late.seq);
        past.order = present.order;
        past.told = present.told;
        gaps.insert(index, late, present.pace.stride());
    }
}
