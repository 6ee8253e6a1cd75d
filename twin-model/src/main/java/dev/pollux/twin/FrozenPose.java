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
 * Takes out of a frame a measured pose of the base that is repeated to the last bit although IMU and legs say that the base moves: a
 * motion capture that died and goes on sending. Scratch memory for one thread; allocates only where it tells.
 */
final class FrozenPose {
    /** The base moves when it goes by this, m, and by so many σ of its velocity over the time, ... */
    private static final double WAY = 0.05;

    private static final double SIGMAS = 5;

    /** ... within this time, s: over more, a small error of the velocity is no motion. */
    private static final double MEMORY = 2;

    private final SensorFrame passed = new SensorFrame();

    /**
     * Judges a frame.
     *
     * @param state as the frame before left it
     * @param dt s since then
     * @return the frame where its pose is none or lives, else a copy without it, valid until the next call
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
