package dev.pollux.prediction;

import dev.pollux.dynamics.FrameMotion;
import dev.pollux.model.ContactFrame;
import dev.pollux.model.ContactFrame.Corner;
import dev.pollux.model.RobotModel;
import java.util.List;

/**
 * Level ground and its contacts: a sole touches if its lowest corner is at the ground or below. The ground under a
 * standing sole is at that sole's own height, since errors of the estimated tilt can lift one sole above another by
 * millimetres; for other soles it is at the mean of these heights.
 */
final class GroundPlane {
    /** Soles at this height or lower touch, m: less than a foot's rubber deforms. */
    private static final double CLEARANCE = 1e-4;

    private final List<ContactFrame> contacts;
    private final FrameMotion[] soles;
    private final double[] pose = new double[12];
    private final double[] height;

    GroundPlane(RobotModel model, FrameMotion[] soles) {
        contacts = model.contacts();
        this.soles = soles;
        height = new double[soles.length];
    }

    /** Sets the ground to the height of the touching soles; without any, there is no ground. */
    void find(boolean[] touching) {
        double sum = 0;
        int standing = 0;
        for (int k = 0; k < soles.length; k++) {
            if (touching[k]) {
                height[k] = lowest(k);
                sum += height[k];
                standing++;
            }
        }
        for (int k = 0; k < soles.length; k++) {
            if (!touching[k]) {
                height[k] = sum / standing;
            }
        }
    }

    /** Adds the soles that have reached the ground; returns whether there are any. */
    boolean meet(boolean[] touching) {
        boolean any = false;
        for (int k = 0; k < soles.length; k++) {
            if (!touching[k] && lowest(k) <= height[k] + CLEARANCE) {
                touching[k] = true;
                any = true;
            }
        }
        return any;
    }

    /** Removes the soles that have left the ground. */
    void leave(boolean[] touching) {
        for (int k = 0; k < soles.length; k++) {
            if (touching[k] && lowest(k) > height[k] + 10 * CLEARANCE) {
                touching[k] = false;
            }
        }
    }

    /** Height of a sole's lowest corner, m. */
    private double lowest(int k) {
        soles[k].pose(pose);
        List<Corner> polygon = contacts.get(k).polygon();
        double lowest = polygon.isEmpty() ? pose[11] : Double.POSITIVE_INFINITY;
        for (int i = 0; i < polygon.size(); i++) {
            Corner corner = polygon.get(i);
            lowest = Math.min(lowest, pose[11] + pose[6] * corner.x() + pose[7] * corner.y());
        }
        return lowest;
    }
}
