package dev.pollux.model;

import dev.pollux.spatial.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A robot according to its URDF and its description: immutable, shared by all robots of the model.
 *
 * <p>Joint vectors have the order of the independent joints in the URDF file: those that move and do not follow others.
 * The generalised velocity is [base linear (3), base angular (3), joints (n)], base part in the base frame; a fixed
 * base omits the first six.
 */
public final class RobotModel {
    /** Most moving joints: also the limit of a frame; a twin's cost grows with the square of their number. */
    public static final int MAX_JOINTS = 256;

    /** Most contacts: also the limit of a frame. */
    public static final int MAX_CONTACTS = 16;

    /** Most characters in the name of a moving joint or a contact, since frames and predictions repeat names. */
    public static final int MAX_NAME = 128;

    private final String name;
    private final boolean floatingBase;
    private final List<Joint> joints;
    private final List<Follower> followers;
    private final List<Frame> frames;
    private final List<ContactFrame> contacts;
    private final @Nullable Frame imu;
    private final Sensing sensing;
    private final Tree tree;
    private final List<String> notes;
    private final List<String> warnings;
    private final long layout;
    private final long content;
    private final Map<String, Integer> jointIndex = new HashMap<>();
    private final Map<String, Integer> followerIndex = new HashMap<>();
    private final Map<String, Integer> contactIndex = new HashMap<>();
    private final Map<String, Frame> frameByName = new HashMap<>();

    RobotModel(
            String name,
            boolean floatingBase,
            List<Joint> joints,
            List<Follower> followers,
            List<Frame> frames,
            List<ContactFrame> contacts,
            @Nullable Frame imu,
            Sensing sensing,
            Tree tree,
            List<String> notes,
            List<String> warnings) {
        this.name = name;
        this.floatingBase = floatingBase;
        this.joints = List.copyOf(joints);
        this.followers = List.copyOf(followers);
        this.frames = List.copyOf(frames);
        this.contacts = List.copyOf(contacts);
        this.imu = imu;
        this.sensing = sensing;
        this.tree = tree;
        this.notes = List.copyOf(notes);
        this.warnings = List.copyOf(warnings);
        for (Joint joint : joints) {
            jointIndex.put(joint.name(), jointIndex.size());
        }
        for (Follower follower : followers) {
            followerIndex.put(follower.joint().name(), followerIndex.size());
        }
        for (ContactFrame contact : contacts) {
            contactIndex.put(contact.name(), contactIndex.size());
        }
        for (Frame frame : frames) {
            frameByName.put(frame.name(), frame);
        }
        layout = Fingerprint.ofLayout(this);
        content = Fingerprint.ofContent(this);
    }

    public String name() {
        return name;
    }

    /**
     * A hash of the joints and contacts, by name and order; not 0. Equal for models whose robots' states have the same
     * layout.
     */
    public long layout() {
        return layout;
    }

    /** A hash of everything with which a twin computes, without the name; not 0. */
    public long content() {
        return content;
    }

    /** The same robot with another name: that in the registry. */
    public RobotModel named(String other) {
        return new RobotModel(
                other, floatingBase, joints, followers, frames, contacts, imu, sensing, tree, notes, warnings);
    }

    /** Whether the base moves freely; otherwise it is fixed at the world's origin. */
    public boolean floatingBase() {
        return floatingBase;
    }

    /** Number of independent joints, n: those that do not follow others. */
    public int jointCount() {
        return joints.size();
    }

    /** Length of the generalised velocity: 6 + n, or n with a fixed base. */
    public int velocityCount() {
        return (floatingBase ? 6 : 0) + joints.size();
    }

    /** The independent joints in the order of all joint vectors. */
    public List<Joint> joints() {
        return joints;
    }

    /** Index of a joint in joint vectors, −1 if the model does not have it. */
    public int jointIndex(String joint) {
        return jointIndex.getOrDefault(joint, -1);
    }

    /** The joints that follow independent ones (URDF's {@code <mimic>}); they have no place in joint vectors. */
    public List<Follower> followers() {
        return followers;
    }

    /** Index of a joint in {@link #followers}, −1 if it is not one of them. */
    public int followerIndex(String joint) {
        return followerIndex.getOrDefault(joint, -1);
    }

    /** All links' frames; the base link's is the first. */
    public List<Frame> frames() {
        return frames;
    }

    /** The frame with that name, null if there is none. */
    public @Nullable Frame frame(String frame) {
        return frameByName.get(frame);
    }

    /** Where the robot may touch the ground, in the order of contact vectors. */
    public List<ContactFrame> contacts() {
        return contacts;
    }

    /** Index of a contact frame in contact vectors, −1 if the model does not have it. */
    public int contactIndex(String contact) {
        return contactIndex.getOrDefault(contact, -1);
    }

    /** The frame of the IMU, null if there is none. */
    public @Nullable Frame imu() {
        return imu;
    }

    /** Properties of its sensors and legs from the description. */
    public Sensing sensing() {
        return sensing;
    }

    /** The tree as flat numbers. */
    public Tree tree() {
        return tree;
    }

    /** Weight of the bodies that move, N. */
    public double weight() {
        return mass() * World.GRAVITY;
    }

    /** Total mass, kg, of the bodies that move. */
    public double mass() {
        double sum = 0;
        for (int b = floatingBase ? 0 : 1; b < tree.bodies; b++) {
            sum += tree.inertia[10 * b];
        }
        return sum;
    }

    /** Choices of the reader, a sentence each: the IMU and soles that it found by name, degenerate inertias. */
    public List<String> notes() {
        return notes;
    }

    /**
     * Warnings of the reader, a sentence each: what it read differently from the file (impossible inertias, moving
     * links without mass), and what is missing (an IMU, contacts).
     */
    public List<String> warnings() {
        return warnings;
    }

    /** The names of the independent joints in the order of joint vectors. */
    public List<String> jointNames() {
        List<String> names = new ArrayList<>(joints.size());
        for (Joint joint : joints) {
            names.add(joint.name());
        }
        return names;
    }
}
