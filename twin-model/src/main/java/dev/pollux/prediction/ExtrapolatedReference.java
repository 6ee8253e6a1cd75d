package dev.pollux.prediction;

import dev.pollux.estimation.joints.JointEstimate;
import dev.pollux.state.SensorFrame;

/**
 * Extrapolates the commands of one frame: position targets move with their velocity and acceleration, gains and
 * feed-forward effort are constant. For re-simulation without known later commands. Reused; for one thread.
 */
public final class ExtrapolatedReference implements CommandTrajectory {
    private final int n;
    private final SensorFrame commands = new SensorFrame();
    private final double[] acceleration;

    /** A trajectory for robots with n joints. */
    public ExtrapolatedReference(int n) {
        this.n = n;
        acceleration = new double[n];
    }

    /**
     * Starts from a frame in the model's order.
     *
     * @param joints the filter's estimate after that frame, which contains the rate of the targets
     */
    public void start(SensorFrame frame, JointEstimate joints) {
        commands.clear();
        for (int sensor : DriveLaw.COMMANDS) {
            if (frame.has(sensor)) {
                System.arraycopy(frame.jointArray(sensor), 0, commands.jointArray(sensor), 0, n);
                commands.mark(sensor);
            }
        }
        for (int j = 0; j < n; j++) {
            acceleration[j] = joints.targetAcceleration(j);
        }
    }

    /** Whether there is a position target or a feed-forward effort. */
    public boolean known() {
        return commands.has(SensorFrame.COMMAND_POSITION) || commands.has(SensorFrame.COMMAND_EFFORT);
    }

    @Override
    public void at(double seconds, SensorFrame out) {
        for (int sensor : DriveLaw.COMMANDS) {
            if (commands.has(sensor)) {
                System.arraycopy(commands.jointArray(sensor), 0, out.jointArray(sensor), 0, n);
                out.mark(sensor);
            }
        }
        if (commands.has(SensorFrame.COMMAND_VELOCITY)) {
            for (int j = 0; j < n; j++) {
                // q*(t + s) = q* + s q̇* + s²/2 q̈*
                out.commandPosition[j] += seconds * (commands.commandVelocity[j] + seconds / 2 * acceleration[j]);
                out.commandVelocity[j] += seconds * acceleration[j];
            }
        }
    }
}
