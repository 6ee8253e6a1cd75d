package dev.pollux.twin;

import dev.pollux.model.RobotModel;
import dev.pollux.state.AgreementMemory;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;

/** Joint velocities that are all exactly zero while the encoders move. */
final class ZeroVelocities extends ZeroReadings {
    /** A joint moves if two samples differ by this many σ of their difference and by this many rad/s or m/s. */
    private static final double SIGMAS = 5 * Math.sqrt(2);

    private static final double MOVES = 0.3;

    ZeroVelocities(RobotModel model) {
        super(model.jointCount(), SensorFrame.JOINT_VELOCITIES, "velocities", "the encoders move");
    }

    @Override
    double[] values(SensorFrame frame) {
        return frame.jointVelocities;
    }

    @Override
    int contradictions(AgreementMemory memory) {
        return memory.zeroVelocities;
    }

    @Override
    void contradictions(AgreementMemory memory, int count) {
        memory.zeroVelocities = count;
    }

    @Override
    boolean judges(TwinState state, SensorFrame frame) {
        return frame.has(SensorFrame.JOINT_POSITIONS) && state.joints.frames > 0;
    }

    @Override
    boolean contradicts(TwinState state, SensorFrame frame) {
        double since = sinceEncoders(state, frame);
        int moving = 0;
        for (int j = 0; j < joints; j++) {
            double q = frame.jointPositions[j];
            if (q == 0 || state.frozen.frozen(j)) {
                continue; // an encoder that has failed shows no motion
            }
            double moved = Math.abs(q - state.joints.measured(j));
            double noise = SIGMAS * Math.sqrt(state.joints.encoderVariance(j));
            moving += moved > Math.max(noise, MOVES * since) ? 1 : 0;
        }
        return since < RECENT && moving >= SEVERAL;
    }
}
