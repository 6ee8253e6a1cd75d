package dev.pollux.recording;

import dev.pollux.state.SensorFrame;

/**
 * A frame of a recording: what the sensors said and, where known, the truth. Reused from frame to frame.
 *
 * <p>The truth has a frame's form and units: {@link SensorFrame#has} tells what of it is known; its joints have the
 * names and order of its own {@code jointNames}.
 */
public final class RecordedFrame {
    /** What the sensors said. */
    public final SensorFrame frame = new SensorFrame();

    /** What was so: base pose and velocity, joints, contacts, wrenches, as far as known. */
    public final SensorFrame truth = new SensorFrame();

    /** True centre of mass, world, m; meaningful where {@link #hasCom}. */
    public final double[] com = new double[3];

    /** Its velocity, world, m/s; meaningful where {@link #hasComVelocity}. */
    public final double[] comVelocity = new double[3];

    public boolean hasCom;
    public boolean hasComVelocity;

    /** Whether, in truth, an outside force acts on the robot that no sensor tells of: a push. */
    public boolean pushed;

    /** Number of the run in a file that holds several; stamps may begin anew with each. */
    public int episode;

    /** Whether anything of the truth is known. */
    public boolean hasTruth() {
        return truth.present() != 0 || hasCom || hasComVelocity;
    }

    /** Forgets everything but the arrays' memory. */
    public void clear() {
        frame.clear();
        truth.clear();
        hasCom = false;
        hasComVelocity = false;
        pushed = false;
        episode = 0;
    }
}
