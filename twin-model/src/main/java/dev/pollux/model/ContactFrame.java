package dev.pollux.model;

import java.util.List;

/**
 * A place where the robot may touch the ground.
 *
 * @param frame index into {@link RobotModel#frames()}
 * @param name the frame's name
 * @param polygon corners of the sole in the frame's x-y plane, m, counter-clockwise; empty for a point contact
 * @param soleUnread whether it is a point only because the mesh of its sole was not read
 * @param friction Coulomb friction coefficient with the ground
 */
public record ContactFrame(int frame, String name, List<Corner> polygon, boolean soleUnread, double friction) {

    public ContactFrame {
        polygon = List.copyOf(polygon);
    }

    /** A corner of the sole in its own plane, m. */
    public record Corner(double x, double y) {}
}
