package dev.pollux.prediction;

import dev.pollux.dynamics.FrameMotion;
import dev.pollux.model.ContactFrame;
import dev.pollux.model.ContactFrame.Corner;
import dev.pollux.model.RobotModel;
import java.util.List;

/**
 * Level ground at the height of the soles that stand on it, and which soles it meets: a sole touches when its lowest
 * corner is at the ground or below.
 */
final class GroundPlane {
    /** Soles this close touch, m: below what a foot's rubber gives. */
    private static final double CLEARANCE = 1e-4;

    private final List<ContactFrame> contacts;
    private final FrameMotion[] soles;
    private final double[] pose = new double[12];
    private double height = Double.NaN;

    GroundPlane(RobotModel model, FrameMotion[] soles) {
        contacts = model.contacts();
        this.soles = soles;
    }

    /** Takes the height of the lowest touching sole for the ground's; keeps the last height where none touches. */
    void find(boolean[] touching) {
        double lowest = Double.POSITIVE_INFINITY;
        for (int k = 0; k < soles.length; k++) {
            if (touching[k]) {
                lowest = Math.min(lowest, lowest(k));
            }
        }
        height = lowest < Double.POSITIVE_INFINITY ? lowest : Double.NaN;
    }

    /** Adds the soles that have come down to the ground; whether there were any. */
    boolean meet(boolean[] touching) {
        boolean any = false;
        for (int k = 0; k < soles.length; k++) {
            if (!touching[k] && lowest(k) <= height + CLEARANCE) {
                touching[k] = true;
                any = true;
            }
        }
        return any;
    }

    /** Lets go of the soles that have left the ground. */
    void leave(boolean[] touching) {
        for (int k = 0; k < soles.length; k++) {
            if (touching[k] && lowest(k) > height + 10 * CLEARANCE) {
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
