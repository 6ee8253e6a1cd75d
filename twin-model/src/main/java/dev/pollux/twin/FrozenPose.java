package dev.pollux.twin;

import dev.pollux.state.FrozenMemory;
import dev.pollux.state.RepetitionMemory.Part;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Removes a measured pose of the base from a frame if it is repeated bit for bit while IMU and legs show that the base
 * moves: motion capture that has failed but still sends. Working memory for one thread; allocates for events only.
 */
final class FrozenPose {
    /** The base has moved if it went by this, m, and by this many σ of its velocity over the time, ... */
    private static final double WAY = 0.05;

    private static final double SIGMAS = 5;

    /** ... within this time, s: over a longer one, a small error of the velocity could look like motion. */
    private static final double MEMORY = 2;

    private final SensorFrame passed = new SensorFrame();

    /**
     * Checks a frame.
     *
     * @param state the state after the frame before
     * @param dt s since then
     * @return the frame if it has no pose or a valid one, otherwise a copy without it, valid until the next call
     */
    SensorFrame pass(TwinState state, SensorFrame frame, double dt, List<TwinEvent> events) {
        FrozenMemory memory = state.frozen;
        if (!state.repetition.lasts(Part.BASE_POSE)) {
            if (memory.poseRepeated > 0) {
                memory.goOnWithPose();
            }
            return frame;
        }
        if (memory.poseRepeated < Float.POSITIVE_INFINITY) {
            follow(state, dt, events);
        }
        if (memory.poseRepeated < Float.POSITIVE_INFINITY || !frame.has(SensorFrame.BASE_POSE)) {
            return frame;
        }
        state.gate.total++;
        passed.copyFrom(frame);
        passed.drop(SensorFrame.BASE_POSE);
        return passed;
    }

    private static void follow(TwinState state, double dt, List<TwinEvent> events) {
        FrozenMemory memory = state.frozen;
        if (!state.base.running || !state.knows(TwinState.BASE_POSE | TwinState.BASE_VELOCITY)) {
            memory.goOnWithPose();
            return;
        }
        memory.poseRepeated += (float) dt;
        double[] T = state.basePose;
        double[] v = state.baseVelocity;
        double square = 0;
        double sigma = 0;
        for (int i = 0; i < 3; i++) {
            // Δp += R v dt
            double moved = dt * (T[4 * i] * v[0] + T[4 * i + 1] * v[1] + T[4 * i + 2] * v[2]);
            memory.poseWay[i] = (float) (memory.poseWay[i] * Math.max(0, 1 - dt / MEMORY) + moved);
            square += memory.poseWay[i] * memory.poseWay[i];
            sigma = Math.max(sigma, state.baseSigma[6 + i]);
        }
        double way = Math.sqrt(square);
        double repeated = memory.poseRepeated;
        if (way <= Math.max(WAY, SIGMAS * sigma * Math.min(MEMORY, repeated))) {
            return;
        }
        memory.poseRepeated = Float.POSITIVE_INFINITY;
        events.add(new TwinEvent(
                Kind.SENSOR_REFUSED,
                String.format(
                        Locale.ROOT,
                        "pose of the base is frozen: it repeats one sample, while the base moved by %.3f m as IMU and legs say;"
                                + " it is not used until it changes",
                        way),
                Map.of("repeated_s", repeated, "moved_m", way)));
    }
}
