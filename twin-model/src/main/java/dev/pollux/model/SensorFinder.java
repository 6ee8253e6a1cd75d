package dev.pollux.model;

import dev.pollux.model.ContactFrame.Corner;
import dev.pollux.model.Urdf.Link;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes the IMU and the contact frames from the description, else looks for them by usual names; notes what it chose. */
final class SensorFinder {
    private static final Pattern IMU = Pattern.compile("(?<![a-z])imu(?![a-z])", Pattern.CASE_INSENSITIVE);

    /** The usual names of soles, the best first. */
    private static final List<Pattern> SOLES = List.of(
            Pattern.compile("(?<![a-z])sole(_link|_frame)?$", Pattern.CASE_INSENSITIVE),
            Pattern.compile("(?<![a-z])foot(_link|_frame|_body)?$", Pattern.CASE_INSENSITIVE),
            Pattern.compile("(?<![a-z])ankle(?![a-z])", Pattern.CASE_INSENSITIVE));

    private final RobotDescription description;
    private final List<Frame> frames;
    private final Tree tree;
    private final SolePolygon polygons;
    private final List<String> notes;

    /** @param links the links of the frames, in the same order */
    SensorFinder(RobotDescription description, List<Frame> frames, Tree tree, List<Link> links, List<String> notes) {
        this.description = description;
        this.frames = frames;
        this.tree = tree;
        this.polygons = new SolePolygon(frames, links, tree);
        this.notes = notes;
    }

    /** The IMU's frame: the described one, else the link named like one that is the fewest joints from the base. */
    @Nullable Frame imu() {
        if (description.imuFrame() != null) {
            return frames.get(index(description.imuFrame()));
        }
        List<Frame> found = new ArrayList<>(frames);
        found.removeIf(frame -> !IMU.matcher(frame.name()).find());
        if (found.isEmpty()) {
            notes.add("imu: no link is named like one and the description names none: the robot has none");
            return null;
        }
        found.sort(Comparator.comparingInt(frame -> depth(frame.body()))); // stable: else the file's order
        Frame imu = found.get(0);
        List<String> others =
                found.subList(1, found.size()).stream().map(Frame::name).toList();
        notes.add("imu: " + imu.name() + ", found by its name" + (imu.body() == 0 ? " on the base" : "")
                + (others.isEmpty() ? "" : "; passed over: " + String.join(", ", others)));
        return imu;
    }

    /** The contact frames: the described ones, else those of the best kind of name there is. */
    List<ContactFrame> contacts() {
        List<ContactFrame> contacts = new ArrayList<>();
        if (description.contacts() != null) {
            for (RobotDescription.Contact contact : description.contacts()) {
                int frame = index(contact.frame());
                List<Corner> corners = contact.polygon() == null
                        ? fromShapes(frame)
                        : SolePolygon.checked(contact.frame(), contact.polygon());
                contacts.add(new ContactFrame(frame, contact.frame(), corners, contact.friction()));
            }
            return contacts;
        }
        for (int frame : soles()) {
            String name = frames.get(frame).name();
            notes.add("contact: " + name + ", found by its name, friction " + RobotDescription.DEFAULT_FRICTION
                    + " assumed");
            contacts.add(new ContactFrame(frame, name, fromShapes(frame), RobotDescription.DEFAULT_FRICTION));
        }
        if (contacts.isEmpty()) {
            notes.add(
                    "contact: no link is named like a sole or foot and the description names none: the robot has none");
        }
        return contacts;
    }

    private List<Corner> fromShapes(int frame) {
        SolePolygon.Found found = polygons.find(frame);
        notes.add("contact: " + frames.get(frame).name() + ": " + found.how());
        return found.corners();
    }

    /** At most one frame on each body: several names of one foot would be one contact counted twice. */
    private List<Integer> soles() {
        Set<Integer> carriers = new HashSet<>();
        for (int above : tree.parent) {
            carriers.add(above);
        }
        for (Pattern kind : SOLES) {
            boolean ankle = kind == SOLES.get(SOLES.size() - 1);
            List<Integer> found = new ArrayList<>();
            Set<Integer> taken = new HashSet<>();
            for (int i = 0; i < frames.size(); i++) {
                Frame frame = frames.get(i);
                boolean carries = carriers.contains(frame.body());
                if (kind.matcher(frame.name()).find() && !(ankle && carries) && taken.add(frame.body())) {
                    found.add(i);
                }
            }
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private int index(String name) {
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new UrdfException("robot description: link " + name + " is not part of the robot");
    }

    private int depth(int body) {
        int depth = 0;
        for (int b = body; b > 0; b = tree.parent[b]) {
            depth++;
        }
        return depth;
    }
}
