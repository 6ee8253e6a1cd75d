package dev.pollux.prediction;

import dev.pollux.dynamics.FrameMotion;
import dev.pollux.model.ContactFrame;
import dev.pollux.model.ContactFrame.Corner;
import dev.pollux.model.RobotModel;
import java.util.List;

/**
 * Level ground, and which soles it meets: a sole touches when its lowest corner is at the ground or below. A sole that
 * stands has the ground at its own height, as the estimate's tilt may lift one sole over the other by millimetres; what comes
 * down later meets it at the mean of these.
 */
final class GroundPlane {
    /** Soles this close touch, m: below what a foot's rubber gives. */
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

    /** Takes the ground to be where the touching soles are; where none touches there is none. */
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

    /** Adds the soles that have come down to the ground; whether there were any. */
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

    /** Lets go of the soles that have left the ground. */
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
