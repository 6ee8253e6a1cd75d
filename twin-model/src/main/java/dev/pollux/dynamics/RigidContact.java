package dev.pollux.dynamics;

import dev.pollux.model.ContactFrame;
import dev.pollux.model.ContactFrame.Corner;
import dev.pollux.model.Frame;
import dev.pollux.model.RobotModel;
import java.util.List;

/**
 * A frame that the ground may hold: a point, whose origin is held (3 rows), or a sole, held in all six directions.
 *
 * @param frame the frame
 * @param point whether only the frame's origin is held
 * @param polygon corners of the sole in the frame's x-y plane, m, counter-clockwise; z points away from the ground;
 *     empty if the sole may pull and its centre of pressure lie anywhere
 * @param friction Coulomb's coefficient; infinite if the frame cannot slip
 */
public record RigidContact(Frame frame, boolean point, List<Corner> polygon, double friction) {

    public RigidContact {
        polygon = List.copyOf(polygon);
    }

    /** The contact frames of a model, in its order: a point if the polygon is empty. */
    public static List<RigidContact> of(RobotModel model) {
        return model.contacts().stream().map(c -> of(model, c)).toList();
    }

    private static RigidContact of(RobotModel model, ContactFrame contact) {
        Frame frame = model.frames().get(contact.frame());
        return new RigidContact(frame, contact.polygon().isEmpty(), contact.polygon(), contact.friction());
    }

    /** A frame welded to the world: six rows, no limits. */
    public static RigidContact weld(Frame frame) {
        return new RigidContact(frame, false, List.of(), Double.POSITIVE_INFINITY);
    }

    /** A frame whose origin is held: three rows. */
    public static RigidContact point(Frame frame) {
        return new RigidContact(frame, true, List.of(), Double.POSITIVE_INFINITY);
    }

    /** Number of directions held. */
    int rows() {
        return point ? 3 : 6;
    }
}
