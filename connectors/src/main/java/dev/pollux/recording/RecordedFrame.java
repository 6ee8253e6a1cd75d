package dev.pollux.recording;

import dev.pollux.state.SensorFrame;

/**
 * A frame of a recording: sensors and, if known, the truth. Reused from frame to frame.
 *
 * <p>The truth has a frame's form and units: {@link SensorFrame#has} tells which parts are known; its joints have the
 * names and order of its own {@code jointNames}.
 */
public final class RecordedFrame {
    /** The sensors. */
    public final SensorFrame frame = new SensorFrame();

    /** The truth: base pose and velocity, joints, contacts, wrenches, as far as known. */
    public final SensorFrame truth = new SensorFrame();

    /** True centre of mass, world, m; valid if {@link #hasCom}. */
    public final double[] com = new double[3];

    /** Its velocity, world, m/s; valid if {@link #hasComVelocity}. */
    public final double[] comVelocity = new double[3];

    public boolean hasCom;
    public boolean hasComVelocity;

    /** Whether an external force acts on the robot that no sensor measures: a push. */
    public boolean pushed;

    /** Number of the run in a file with several; stamps may restart with each. */
    public int episode;

    /** Whether anything of the truth is known. */
    public boolean hasTruth() {
        return truth.present() != 0 || hasCom || hasComVelocity;
    }

    /** Clears the frame; the arrays stay allocated. */
    public void clear() {
        frame.clear();
        truth.clear();
        hasCom = false;
        hasComVelocity = false;
        pushed = false;
        episode = 0;
    }
}
