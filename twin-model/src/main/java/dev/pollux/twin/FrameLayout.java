package dev.pollux.twin;

import dev.pollux.model.RobotModel;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import dev.pollux.state.SensorFrame;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Brings a decoded frame to a model's order. Keeps the last permutation, so that a stream of frames whose decoder hands
 * out the same name arrays costs one reference comparison a frame.
 */
public final class FrameLayout {
    private final RobotModel model;
    private final int[] contactSlot = new int[SensorFrame.MAX_CONTACTS];
    private final double[] scratch = new double[SensorFrame.MAX_JOINTS];
    private String @Nullable [] names;
    private int[] permutation = new int[0];
    private boolean identity = true;

    /** A layout for one model, for one thread. */
    public FrameLayout(RobotModel model) {
        if (model.jointCount() > SensorFrame.MAX_JOINTS || model.contacts().size() > SensorFrame.MAX_CONTACTS) {
            throw new IllegalArgumentException("model " + model.name() + " has " + model.jointCount() + " joints and "
                    + model.contacts().size() + " contacts; a frame carries at most " + SensorFrame.MAX_JOINTS + " and "
                    + SensorFrame.MAX_CONTACTS);
        }
        this.model = model;
    }

    /**
     * Permutes joints and contacts in place to the model's order.
     *
     * @throws FrameRejectedException WRONG_JOINT_COUNT, UNKNOWN_JOINT, REPEATED_JOINT or UNKNOWN_CONTACT
     */
    public void arrange(SensorFrame frame) throws FrameRejectedException {
        arrangeJoints(frame);
        if (frame.has(SensorFrame.CONTACTS)) {
            slots(frame.contactNames, frame.contactCount);
            spread(frame.contacts, 1, frame.contactCount);
            frame.contactNames = null;
            frame.contactCount = model.contacts().size();
        }
        if (frame.has(SensorFrame.CONTACT_WRENCHES)) {
            slots(frame.wrenchNames, frame.wrenchCount);
            spread(frame.contactWrenches, 6, frame.wrenchCount);
            frame.wrenchNames = null;
            frame.wrenchCount = model.contacts().size();
        }
    }

    private void arrangeJoints(SensorFrame frame) throws FrameRejectedException {
        int present = frame.present() & SensorFrame.JOINT_ARRAYS;
        String[] given = frame.jointNames;
        if (given != null && given != names) {
            learn(given);
        }
        if (present == 0) {
            return;
        }
        if (frame.jointCount != model.jointCount()) {
            throw new FrameRejectedException(
                    RejectReason.WRONG_JOINT_COUNT,
                    frame.jointCount + " joint values, but model " + model.name() + " has " + model.jointCount()
                            + " joints");
        }
        if (given != null && !identity) {
            for (int bits = present; bits != 0; bits &= bits - 1) {
                permute(frame.jointArray(Integer.lowestOneBit(bits)));
            }
        }
        frame.jointNames = null;
    }

    private void learn(String[] given) throws FrameRejectedException {
        names = null;
        if (given.length != model.jointCount()) {
            throw new FrameRejectedException(
                    RejectReason.WRONG_JOINT_COUNT,
                    given.length + " joint names, but model " + model.name() + " has " + model.jointCount()
                            + " joints");
        }
        int[] order = new int[given.length];
        boolean[] seen = new boolean[given.length];
        identity = true;
        for (int i = 0; i < given.length; i++) {
            int joint = model.jointIndex(given[i]);
            if (joint < 0) {
                throw new FrameRejectedException(
                        RejectReason.UNKNOWN_JOINT,
                        "model " + model.name() + " has no joint \"" + shown(given[i]) + "\"");
            }
            if (seen[joint]) {
                throw new FrameRejectedException(
                        RejectReason.REPEATED_JOINT, "joint \"" + given[i] + "\" is named twice");
            }
            seen[joint] = true;
            order[i] = joint;
            identity &= joint == i;
        }
        permutation = order;
        names = given;
    }

    private void permute(double[] values) {
        int n = permutation.length;
        System.arraycopy(values, 0, scratch, 0, n);
        for (int i = 0; i < n; i++) {
            values[permutation[i]] = scratch[i];
        }
    }

    private void slots(String @Nullable [] given, int count) throws FrameRejectedException {
        if (given == null && count != model.contacts().size()) {
            throw new FrameRejectedException(
                    RejectReason.UNKNOWN_CONTACT,
                    count + " contacts without names, but model " + model.name() + " has "
                            + model.contacts().size());
        }
        for (int i = 0; i < count; i++) {
            int slot = given == null ? i : model.contactIndex(given[i]);
            if (slot < 0) {
                throw new FrameRejectedException(
                        RejectReason.UNKNOWN_CONTACT,
                        "model " + model.name() + " has no contact \"" + (given == null ? i : shown(given[i])) + "\"");
            }
            contactSlot[i] = slot;
        }
    }

    /** Moves entry i of {@code width} numbers to its slot; slots that nothing was said of become NaN. */
    private void spread(double[] values, int width, int count) {
        System.arraycopy(values, 0, scratch, 0, count * width);
        Arrays.fill(values, 0, model.contacts().size() * width, Double.NaN);
        for (int i = 0; i < count; i++) {
            System.arraycopy(scratch, i * width, values, contactSlot[i] * width, width);
        }
    }

    private static String shown(String name) {
        return name.length() <= 64 ? name : name.substring(0, 64) + "…";
    }
}
