package dev.pollux.twin;

import dev.pollux.model.RobotModel;
import dev.pollux.state.AgreementMemory;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import java.util.List;
import java.util.Map;

/**
 * Takes joint velocities out of a frame that are all exactly zero while the encoders move: of a driver that does not measure them and
 * fills its message up. They are left out until one is not zero. Scratch memory for one thread; allocates only where it tells.
 */
final class ZeroVelocities {
    /** So many joints move from sample to sample, by so many σ of their difference and at so many rad/s or m/s, ... */
    private static final int SEVERAL = 3;

    private static final double SIGMAS = 5 * Math.sqrt(2);
    private static final double MOVES = 0.3;

    /** ... with samples no further apart than this, s: over more, joints may have come to rest. */
    private static final double RECENT = 0.1;

    private final int joints;
    private final SensorFrame passed = new SensorFrame();

    ZeroVelocities(RobotModel model) {
        joints = model.jointCount();
    }

    /**
     * Judges a frame.
     *
     * @param state as the frame before left it
     * @return the frame, or a copy without the velocities, valid until the next call
     */
    SensorFrame pass(TwinState state, SensorFrame frame, List<TwinEvent> events) {
        if (!frame.has(SensorFrame.JOINT_VELOCITIES)) {
            return frame;
        }
        AgreementMemory memory = state.agreement;
        boolean told = memory.zeroVelocities == AgreementMemory.ZERO_VELOCITIES;
        if (!allZero(frame.jointVelocities, joints)) {
            memory.zeroVelocities = 0;
            if (told) {
                tell("the joints' velocities are no longer all zero: they are used", events);
            }
            return frame;
        }
        if (!told && frame.has(SensorFrame.JOINT_POSITIONS) && state.joints.frames > 0) {
            memory.zeroVelocities = move(state, frame) ? memory.zeroVelocities + 1 : 0;
            told = memory.zeroVelocities == AgreementMemory.ZERO_VELOCITIES;
            if (told) {
                tell(
                        "the joints' velocities are all exactly zero, while the encoders move: they are not used until one is not"
                                + " zero; leave them out if they are not measured",
                        events);
            }
        }
        if (!told) {
            return frame;
        }
        passed.copyFrom(frame);
        passed.drop(SensorFrame.JOINT_VELOCITIES);
        return passed;
    }

    /** Whether several joints report this, and each of them exactly zero. */
    static boolean allZero(double[] values, int joints) {
        int reported = 0;
        for (int j = 0; j < joints; j++) {
            if (values[j] != 0 && !Double.isNaN(values[j])) {
                return false;
            }
            reported += values[j] == 0 ? 1 : 0;
        }
        return reported >= SEVERAL;
    }

    private boolean move(TwinState state, SensorFrame frame) {
        double since = state.gate.sinceEncoders() + 1e-9 * (frame.stampNanos - state.stampNanos);
        int moving = 0;
        for (int j = 0; j < joints; j++) {
            double q = frame.jointPositions[j];
            if (q == 0 || state.frozen.frozen(j)) {
                continue; // an encoder that has died moves nothing
            }
            double moved = Math.abs(q - state.joints.measured(j));
            double noise = SIGMAS * Math.sqrt(state.joints.encoderVariance(j));
            moving += moved > Math.max(noise, MOVES * since) ? 1 : 0;
        }
        return since < RECENT && moving >= SEVERAL;
    }

    private static void tell(String message, List<TwinEvent> events) {
        events.add(new TwinEvent(Kind.SENSOR_REFUSED, message, Map.of()));
    }
}
