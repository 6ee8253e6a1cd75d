package dev.pollux.twin;

import dev.pollux.model.ContactFrame;
import dev.pollux.model.Counted;
import dev.pollux.model.Follower;
import dev.pollux.model.NearestName;
import dev.pollux.model.RobotModel;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.UnusedFields;
import dev.pollux.state.UnusedFields.Kind;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings a decoded frame to a model's order. Joints and contacts of the model that it does not name are missing (NaN);
 * positions of following joints go to {@link SensorFrame#followerPositions}; what the model does not have is ignored
 * and noted in {@link SensorFrame#unused}. Caches the last few name lists: if the decoder returns the same arrays, a
 * frame costs a reference comparison, even if left and right come in separate frames.
 */
public final class FrameLayout {
    private static final int LISTS = 4;

    private final RobotModel model;
    private final List<String> jointNames;
    private final List<String> contactNames;
    private final int[] contactSlot = new int[SensorFrame.MAX_CONTACTS];
    private final double[] scratch = new double[SensorFrame.MAX_JOINTS];
    private final double[] carried;
    private final Named[] known = new Named[LISTS];
    private int next;

    /** Joint names; per name the model's joint or −1, its follower or −1; whether this is the model's order. */
    private record Named(String[] names, int[] joint, int[] follower, boolean identity) {
        boolean unknown(int i) {
            return joint[i] < 0 && follower[i] < 0;
        }
    }

    /** A layout for one model, for one thread. */
    public FrameLayout(RobotModel model) {
        if (model.jointCount() > SensorFrame.MAX_JOINTS || model.contacts().size() > SensorFrame.MAX_CONTACTS) {
            throw new IllegalArgumentException("model " + model.name() + " has " + model.jointCount() + " joints and "
                    + model.contacts().size() + " contacts; a frame carries at most " + SensorFrame.MAX_JOINTS + " and "
                    + SensorFrame.MAX_CONTACTS);
        }
        this.model = model;
        carried = new double[model.jointCount()];
        Arrays.fill(known, new Named(new String[0], new int[0], new int[0], true));
        jointNames = model.jointNames();
        contactNames = model.contacts().stream().map(ContactFrame::name).toList();
    }

    /**
     * Brings joints and contacts to the model's order, in place.
     *
     * <p>Contacts that the model does not have are ignored, unless the frame contains nothing else.
     *
     * @throws FrameRejectedException WRONG_JOINT_COUNT, UNKNOWN_JOINT, REPEATED_JOINT or UNKNOWN_CONTACT
     */
    public void arrange(SensorFrame frame) throws FrameRejectedException {
        arrangeJoints(frame);
        String[] flagged = frame.contactNames;
        String[] loaded = frame.wrenchNames;
        int strangers = 0;
        if (frame.has(SensorFrame.CONTACTS)) {
            if (slots(flagged, frame.contactCount, frame.unused)) {
                spread(frame.contacts, 1, frame.contactCount);
            } else {
                strangers |= SensorFrame.CONTACTS;
            }
            frame.contactNames = null;
            frame.contactCount = model.contacts().size();
        }
        if (frame.has(SensorFrame.CONTACT_WRENCHES)) {
            if (slots(loaded, frame.wrenchCount, frame.unused)) {
                spread(frame.contactWrenches, 6, frame.wrenchCount);
            } else {
                strangers |= SensorFrame.CONTACT_WRENCHES;
            }
            frame.wrenchNames = null;
            frame.wrenchCount = model.contacts().size();
        }
        frame.drop(strangers);
        if (strangers != 0 && (frame.present() & SensorFrame.SENSORS) == 0) {
            throw unknownContact((strangers & SensorFrame.CONTACTS) != 0 ? flagged : loaded);
        }
    }

    private void arrangeJoints(SensorFrame frame) throws FrameRejectedException {
        int present = frame.present() & SensorFrame.JOINT_ARRAYS;
        String[] given = frame.jointNames != null && frame.jointNames.length > 0 ? frame.jointNames : null;
        Named named = given == null ? null : find(given);
        if (present == 0) {
            return;
        }
        if (given == null && frame.jointCount != model.jointCount()) {
            throw new FrameRejectedException(
                    RejectReason.WRONG_JOINT_COUNT,
                    frame.jointCount + " joint values without joint_names, but model " + model.name() + " has "
                            + Counted.of(model.jointCount(), "joint")
                            + (model.followers().isEmpty()
                                    ? ""
                                    : " ("
                                            + model.followers().size()
                                            + " more follow others and are not part of unnamed arrays)")
                            + "; with joint_names they may be fewer or more");
        }
        if (named != null && !named.identity) {
            if (frame.has(SensorFrame.JOINT_POSITIONS) && !model.followers().isEmpty()) {
                takeFollowers(frame, named.follower);
            }
            boolean driven =
                    frame.has(SensorFrame.JOINT_EFFORTS) && !model.followers().isEmpty();
            if (driven) {
                carryToLeaders(frame.jointEfforts, named.follower);
            }
            for (int bits = present; bits != 0; bits &= bits - 1) {
                permute(frame.jointArray(Integer.lowestOneBit(bits)), named.joint);
            }
            for (int j = 0; driven && j < model.jointCount(); j++) {
                frame.jointEfforts[j] += carried[j];
            }
            for (int i = 0; i < named.joint.length; i++) {
                if (named.unknown(i)) {
                    frame.unused.add(Kind.JOINT, "", named.names[i], jointNames);
                }
            }
        }
        frame.jointNames = null;
        frame.jointCount = model.jointCount();
    }

    private Named find(String[] given) throws FrameRejectedException {
        for (Named named : known) {
            if (named.names == given) {
                return named;
            }
        }
        Named named = learn(given);
        known[next] = named;
        next = (next + 1) % LISTS;
        return named;
    }

    private Named learn(String[] given) throws FrameRejectedException {
        int[] order = new int[given.length];
        int[] follower = new int[given.length];
        Set<String> seen = new HashSet<>();
        boolean any = false;
        boolean same = given.length == model.jointCount();
        for (int i = 0; i < given.length; i++) {
            int joint = model.jointIndex(given[i]);
            order[i] = joint;
            follower[i] = model.followerIndex(given[i]);
            same &= joint == i;
            if (joint < 0 && follower[i] < 0) {
                continue;
            }
            if (!seen.add(given[i])) {
                throw new FrameRejectedException(
                        RejectReason.REPEATED_JOINT, "joint \"" + given[i] + "\" is named twice");
            }
            any = true;
        }
        if (!any) {
            throw new FrameRejectedException(
                    RejectReason.UNKNOWN_JOINT,
                    "model " + model.name() + " has none of the joints that are named (" + given.length + "), \""
                            + shown(given[0]) + "\"" + NearestName.hint(given[0], jointNames)
                            + (given.length == 1 ? "" : " …")
                            + "; is it another robot's, or has the sender another model in mind?");
        }
        return new Named(given, order, follower, same);
    }

    /** Moves positions of followers out of the joint positions, before these are brought to the model's order. */
    private void takeFollowers(SensorFrame frame, int[] follower) {
        frame.followerCount = model.followers().size();
        Arrays.fill(frame.followerPositions, 0, frame.followerCount, Double.NaN);
        for (int i = 0; i < follower.length; i++) {
            if (follower[i] >= 0) {
                frame.followerPositions[follower[i]] = frame.jointPositions[i];
                frame.mark(SensorFrame.FOLLOWER_POSITIONS);
            }
        }
    }

    /** Transfers efforts of followers to their leaders, by equal power: τ_leader = Σ multiplier · τ_follower. */
    private void carryToLeaders(double[] efforts, int[] follower) {
        Arrays.fill(carried, 0);
        for (int i = 0; i < follower.length; i++) {
            Follower follows = follower[i] < 0 ? null : model.followers().get(follower[i]);
            if (follows != null && follows.leader() >= 0 && !Double.isNaN(efforts[i])) {
                carried[follows.leader()] += follows.multiplier() * efforts[i];
            }
        }
    }

    /** Moves each value to its joint; joints without a value become NaN. */
    private void permute(double[] values, int[] joint) {
        int n = joint.length;
        System.arraycopy(values, 0, scratch, 0, n);
        Arrays.fill(values, 0, model.jointCount(), Double.NaN);
        for (int i = 0; i < n; i++) {
            if (joint[i] >= 0) {
                values[joint[i]] = scratch[i];
            }
        }
    }

    private FrameRejectedException unknownContact(String @Nullable [] given) {
        String first = given == null || given.length == 0 ? "" : given[0];
        return new FrameRejectedException(
                RejectReason.UNKNOWN_CONTACT,
                "model " + model.name() + " has no contact \"" + shown(first) + "\""
                        + NearestName.hint(first, contactNames) + "; it has "
                        + (contactNames.isEmpty() ? "none" : String.join(", ", contactNames)));
    }

    /** Finds the model's contacts among the given names; false if there are none. */
    private boolean slots(String @Nullable [] given, int count, UnusedFields unused) throws FrameRejectedException {
        if (given == null && count != model.contacts().size()) {
            throw new FrameRejectedException(
                    RejectReason.UNKNOWN_CONTACT,
                    Counted.of(count, "contact") + " without names, but model " + model.name() + " has "
                            + model.contacts().size());
        }
        boolean any = false;
        for (int i = 0; i < count; i++) {
            contactSlot[i] = given == null ? i : model.contactIndex(given[i]);
            any |= contactSlot[i] >= 0;
        }
        for (int i = 0; i < count; i++) {
            if (given != null && contactSlot[i] < 0) {
                unused.add(Kind.CONTACT, "", given[i], contactNames);
            }
        }
        return any;
    }

    /** Moves entry i of {@code width} numbers to its slot; slots without an entry become NaN. */
    private void spread(double[] values, int width, int count) {
        System.arraycopy(values, 0, scratch, 0, count * width);
        Arrays.fill(values, 0, model.contacts().size() * width, Double.NaN);
        for (int i = 0; i < count; i++) {
            if (contactSlot[i] >= 0) {
                System.arraycopy(scratch, i * width, values, contactSlot[i] * width, width);
            }
        }
    }

    private static String shown(String name) {
        return name.length() <= 64 ? name : name.substring(0, 64) + "…";
    }
}
