package dev.pollux.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes the IMU and the contact frames from the description, otherwise searches them by usual names; notes its choices.
 */
final class SensorFinder {
    /** Usual names of an IMU, the most certain first. */
    private static final List<Pattern> IMU = List.of(
            Pattern.compile("imu.*|.*imu|ahrs|vectornav|xsens|microstrain"),
            Pattern.compile("gyro|gyrometer|gyroscope"),
            Pattern.compile("accel|accelerometer"));

    /** Words for parts that move separately, or for devices with their own IMU that is rarely published. */
    private static final Pattern ELSEWHERE = Pattern.compile(
            "head|neck|face|eyes?|cam|camera|realsense|zed|lidar|arm|forearm|elbow|wrist|hand|palm|gripper|finger|tool"
                    + "|leg|thigh|knee|shank|shin|ankle|foot|sole|toe");

    private static final String SIDE = "(?:left|right|[lr][fh]?|[fh][lr])?";
    private static final Pattern SOLE = Pattern.compile(SIDE + "soles?");
    private static final Pattern FOOT = Pattern.compile(SIDE + "(?:foot|feet)");
    private static final Pattern TOE = Pattern.compile(SIDE + "toes?");
    private static final Pattern ANKLE = Pattern.compile(SIDE + "ankle");
    private static final Pattern WHEEL = Pattern.compile("wheels?|tires?|tyres?");

    /**
     * A form of names of contact frames.
     *
     * @param endOfLimb whether only bodies without children qualify
     */
    private record Naming(Predicate<List<String>> fits, boolean endOfLimb) {}

    /** The usual names of soles, the best first. */
    private static final List<Naming> CONTACTS = List.of(
            new Naming(words -> endsWith(words, SOLE), false),
            new Naming(words -> endsWith(words, FOOT), false),
            new Naming(words -> NameWords.any(words, SOLE), true),
            new Naming(words -> NameWords.any(words, FOOT), true),
            new Naming(words -> NameWords.any(words, TOE), true),
            new Naming(words -> NameWords.any(words, ANKLE), true));

    /**
     * A frame with the name of an IMU.
     *
     * @param elsewhere whether it is on a separately moving part
     * @param joints number of joints between it and the base
     * @param kind index of its name in {@link #IMU}
     */
    private record Candidate(Frame frame, boolean elsewhere, int joints, int kind) {
        /** Of equal ones the first in the file. */
        static final Comparator<Candidate> SUREST_FIRST = Comparator.comparing(Candidate::elsewhere)
                .thenComparingInt(Candidate::joints)
                .thenComparingInt(Candidate::kind);
    }

    private final RobotDescription description;
    private final List<Frame> frames;
    private final List<Joint> joints;
    private final Tree tree;
    private final SolePolygon polygons;
    private final Findings findings;

    /** The words of each frame's name. */
    private final Map<String, List<String>> words = new HashMap<>();

    /** By body, the name of the link that moves with it. */
    private final Map<Integer, String> carriers = new HashMap<>();

    SensorFinder(
            RobotDescription description,
            List<Frame> frames,
            List<Joint> joints,
            Tree tree,
            SolePolygon polygons,
            Findings findings) {
        this.description = description;
        this.frames = frames;
        this.joints = joints;
        this.tree = tree;
        this.polygons = polygons;
        this.findings = findings;
        frames.forEach(frame -> {
            words.put(frame.name(), NameWords.of(frame.name()));
            carriers.putIfAbsent(frame.body(), frame.name());
        });
    }

    /**
     * The IMU's frame: the described one, otherwise among the frames with a usual name the one with the fewest joints
     * to the base; on head, limbs and cameras only if there is no other.
     */
    @Nullable Frame imu() {
        if (description.imuFrame() != null) {
            return frames.get(index(description.imuFrame()));
        }
        List<Candidate> found = frames.stream()
                .filter(frame -> kind(frame) < IMU.size())
                .map(frame -> new Candidate(frame, elsewhere(frame), depth(frame.body()), kind(frame)))
                .sorted(Candidate.SUREST_FIRST)
                .toList();
        if (found.isEmpty()) {
            doubts().add("imu: no link is named like one and the description names none: the robot has none");
            return null;
        }
        Frame imu = found.get(0).frame();
        int joints = found.get(0).joints();
        List<String> others = found.stream()
                .skip(1)
                .map(candidate -> candidate.frame().name())
                .toList();
        findings.notes.add("imu: " + imu.name() + ", found by its name "
                + (joints == 0 ? "on the base" : Counted.of(joints, "joint") + " from the base")
                + (others.isEmpty() ? "" : "; passed over: " + String.join(", ", others)));
        if (found.get(0).elsewhere()) {
            findings.warnings.add("imu: the only one found, " + imu.name() + ", is on " + carrier(imu)
                    + " by its name; name the frame of the base's IMU in the description, if there is one");
        }
        return imu;
    }

    /** Warnings about what is missing: a robot without contacts must be noticed. */
    private List<String> doubts() {
        return description.fixedBase() ? findings.notes : findings.warnings;
    }

    private int kind(Frame frame) {
        List<String> its = wordsOf(frame.name());
        for (int kind = 0; kind < IMU.size(); kind++) {
            if (NameWords.any(its, IMU.get(kind))) {
                return kind;
            }
        }
        return IMU.size();
    }

    private boolean elsewhere(Frame frame) {
        return NameWords.any(wordsOf(frame.name()), ELSEWHERE)
                || frame.body() > 0 && NameWords.any(wordsOf(carrier(frame)), ELSEWHERE);
    }

    private List<String> wordsOf(String frame) {
        return words.getOrDefault(frame, List.of());
    }

    /** The name of the link that moves with the frame's body. */
    private String carrier(Frame frame) {
        return carriers.getOrDefault(frame.body(), frame.name());
    }

    /** The contact frames: the described ones, otherwise those with the best kind of name. */
    List<ContactFrame> contacts() {
        List<ContactFrame> contacts = new ArrayList<>();
        if (description.contacts() != null) {
            if (tooMany(description.contacts().size())) {
                return contacts;
            }
            for (RobotDescription.Contact contact : description.contacts()) {
                int frame = index(contact.frame());
                findings.attempt(() -> {
                    contacts.add(
                            contact.polygon() == null
                                    ? fromShapes(frame, contact.friction())
                                    : new ContactFrame(
                                            frame,
                                            contact.frame(),
                                            SolePolygon.checked(contact.frame(), contact.polygon()),
                                            false,
                                            contact.friction()));
                });
            }
            return contacts;
        }
        List<Integer> soles = soles();
        if (tooMany(soles.size())) {
            return contacts;
        }
        for (int frame : soles) {
            String name = frames.get(frame).name();
            findings.notes.add("contact: " + name + ", found by its name, friction " + RobotDescription.DEFAULT_FRICTION
                    + " assumed");
            contacts.add(fromShapes(frame, RobotDescription.DEFAULT_FRICTION));
            doubtWheel(frames.get(frame));
        }
        if (contacts.isEmpty()) {
            doubts().add("contact: no link is named like a sole, foot, toe or ankle and the description names"
                    + " none: the robot has none, and nothing carries it; name its contact frames in the description");
        }
        return contacts;
    }

    /** A contact is assumed not to move on the ground, but a wheel rolls. */
    private void doubtWheel(Frame contact) {
        int joint = tree.joint[contact.body()];
        if (joint < 0) {
            return;
        }
        int above = tree.joint[tree.parent[contact.body()]];
        boolean turnsAlone = joints.get(joint).type() == JointType.CONTINUOUS
                && (above < 0 || joints.get(above).type() != JointType.CONTINUOUS);
        String name = joints.get(joint).name();
        if (turnsAlone || NameWords.any(NameWords.of(name), WHEEL)) {
            findings.warnings.add("contact: " + contact.name() + " turns with joint " + name + ", which "
                    + (turnsAlone ? "has no limits" : "is named like a wheel's")
                    + ": on a wheel the estimate is wrong, since what touches the ground is taken to stand still; name"
                    + " the contact frames in the description");
        }
    }

    /** Checked before soles are searched, which needs all shapes. */
    private boolean tooMany(int contacts) {
        findings.attempt(() -> {
            if (contacts > RobotModel.MAX_CONTACTS) {
                throw new UrdfException("the robot has " + contacts + " contact frames, and a frame of its sensors"
                        + " carries at most " + RobotModel.MAX_CONTACTS + "; name so many in the robot's description");
            }
        });
        return contacts > RobotModel.MAX_CONTACTS;
    }

    private ContactFrame fromShapes(int frame, double friction) {
        SolePolygon.Found found = polygons.find(frame);
        String name = frames.get(frame).name();
        String sentence = "contact: " + name + ": " + found.how();
        (found.doubtful() ? findings.warnings : findings.notes).add(sentence);
        return new ContactFrame(frame, name, found.corners(), found.doubtful(), friction);
    }

    /**
     * At most one frame per body, and none on a body without mass if others have mass: several names of one foot, or a
     * copy for a linkage, would count as several contacts.
     */
    private List<Integer> soles() {
        Set<Integer> carriers = new HashSet<>();
        for (int above : tree.parent) {
            carriers.add(above);
        }
        for (Naming naming : CONTACTS) {
            List<Integer> found = new ArrayList<>();
            Set<Integer> taken = new HashSet<>();
            for (int i = 0; i < frames.size(); i++) {
                Frame frame = frames.get(i);
                boolean carries = carriers.contains(frame.body());
                if (!(naming.endOfLimb && carries)
                        && naming.fits.test(wordsOf(frame.name()))
                        && taken.add(frame.body())) {
                    found.add(i);
                }
            }
            if (!found.isEmpty()) {
                return withMass(found);
            }
        }
        return List.of();
    }

    private List<Integer> withMass(List<Integer> found) {
        List<Integer> heavy = found.stream()
                .filter(frame -> tree.inertia[10 * frames.get(frame).body()] > 0)
                .toList();
        if (heavy.isEmpty() || heavy.size() == found.size()) {
            return found;
        }
        findings.notes.add("contact: passed over, since nothing on them has a mass: "
                + found.stream()
                        .filter(frame -> !heavy.contains(frame))
                        .map(frame -> frames.get(frame).name())
                        .collect(Collectors.joining(", ")));
        return heavy;
    }

    private static boolean endsWith(List<String> words, Pattern pattern) {
        int last = words.size() - 1;
        while (last > 0 && NameWords.EMPTY.contains(words.get(last))) {
            last--;
        }
        return last >= 0 && pattern.matcher(words.get(last)).matches();
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
