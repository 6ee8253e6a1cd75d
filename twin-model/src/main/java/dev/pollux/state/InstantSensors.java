package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;
import java.util.Arrays;

/**
 * Sensors in the frames of one robot with the latest stamp. A bridge that sends the IMU and the joints, or the left and
 * the right arm, as separate frames gives those of one instant the same stamp: a frame that adds sensors to those
 * already there is a further part of that instant. This is decided for each joint and contact.
 */
public final class InstantSensors {
    /** Sensors, without the fields that identify a frame. */
    private static final int SENSORS = SensorFrame.SENSORS | SensorFrame.FOLLOWER_POSITIONS;

    private static final int BY_CONTACT = SensorFrame.CONTACTS | SensorFrame.CONTACT_WRENCHES;

    /** Number of parts of an instant that are recognised if they come twice. */
    private static final int REMEMBERED = 8;

    private final long[] joints = new long[SensorFrame.MAX_JOINTS / 64];
    private final int[] digests = new int[REMEMBERED];
    private boolean begun;
    private long stamp;
    private int sensors;
    private int contacts;
    private int parts;

    /** Whether a frame has the instant's stamp and contains only sensors that are not there yet. */
    public boolean isComplementedBy(SensorFrame frame) {
        if (!begun || frame.stampNanos != stamp) {
            return false;
        }
        int again = frame.present() & sensors & SENSORS;
        boolean otherJoints = true;
        for (int j = 0; j < frame.jointCount && (again & SensorFrame.JOINT_ARRAYS) != 0; j++) {
            otherJoints &= !knowsJoint(j) || !bringsJoint(frame, j);
        }
        boolean otherContacts = true;
        for (int k = 0; k < SensorFrame.MAX_CONTACTS && (again & BY_CONTACT) != 0; k++) {
            otherContacts &= (contacts >> k & 1) == 0 || !bringsContact(frame, k);
        }
        return (again & ~(SensorFrame.JOINT_ARRAYS | BY_CONTACT)) == 0 && otherJoints && otherContacts;
    }

    /** Whether a frame contains other numbers than those of the instant; false if the instant was forgotten. */
    boolean differsFrom(SensorFrame frame) {
        return begun && !repeats(frame);
    }

    /** Whether a frame equals, number for number, one that belongs to the instant. */
    boolean repeats(SensorFrame frame) {
        int digest = digest(frame);
        boolean known = false;
        for (int i = 0; i < Math.min(parts, REMEMBERED); i++) {
            known |= digests[i] == digest;
        }
        return known;
    }

    /** Whether a stamp is that of the instant. */
    boolean isOf(long stampNanos) {
        return begun && stampNanos == stamp;
    }

    /** Adds an admitted frame; a frame that is not a further part of the instant starts a new one. */
    public void take(SensorFrame frame) {
        if (!isComplementedBy(frame)) {
            begun = true;
            stamp = frame.stampNanos;
            sensors = 0;
            contacts = 0;
            parts = 0;
            Arrays.fill(joints, 0);
        }
        sensors |= frame.present() & SENSORS;
        for (int j = 0; j < frame.jointCount && (frame.present() & SensorFrame.JOINT_ARRAYS) != 0; j++) {
            joints[j >> 6] |= bringsJoint(frame, j) ? 1L << j : 0;
        }
        for (int k = 0; k < SensorFrame.MAX_CONTACTS && (frame.present() & BY_CONTACT) != 0; k++) {
            contacts |= bringsContact(frame, k) ? 1 << k : 0;
        }
        digests[parts % REMEMBERED] = digest(frame);
        parts++;
    }

    private boolean knowsJoint(int j) {
        return (joints[j >> 6] >>> j & 1) != 0;
    }

    private static boolean bringsJoint(SensorFrame frame, int j) {
        boolean any = false;
        for (int bits = frame.present() & SensorFrame.JOINT_ARRAYS; bits != 0; bits &= bits - 1) {
            any |= !Double.isNaN(frame.jointArray(Integer.lowestOneBit(bits))[j]);
        }
        return any;
    }

    private static boolean bringsContact(SensorFrame frame, int k) {
        return frame.has(SensorFrame.CONTACTS) && k < frame.contactCount && !Double.isNaN(frame.contacts[k])
                || frame.has(SensorFrame.CONTACT_WRENCHES)
                        && k < frame.wrenchCount
                        && !Double.isNaN(frame.contactWrenches[6 * k + 2]);
    }

    private static int digest(SensorFrame frame) {
        int digest = frame.present() & SENSORS;
        for (int bits = frame.present() & SensorFrame.JOINT_ARRAYS; bits != 0; bits &= bits - 1) {
            digest = digest(digest, frame.jointArray(Integer.lowestOneBit(bits)), frame.jointCount);
        }
        digest = digest(digest, frame.followerPositions, length(frame, SensorFrame.FOLLOWER_POSITIONS));
        digest = digest(digest, frame.imu, length(frame, SensorFrame.IMU));
        digest = digest(digest, frame.contacts, length(frame, SensorFrame.CONTACTS));
        digest = digest(digest, frame.contactWrenches, length(frame, SensorFrame.CONTACT_WRENCHES));
        digest = digest(digest, frame.basePose, length(frame, SensorFrame.BASE_POSE));
        return digest(digest, frame.baseVelocity, length(frame, SensorFrame.BASE_VELOCITY));
    }

    private static int length(SensorFrame frame, int sensor) {
        if (!frame.has(sensor)) {
            return 0;
        }
        return switch (sensor) {
            case SensorFrame.FOLLOWER_POSITIONS -> frame.followerCount;
            case SensorFrame.CONTACTS -> frame.contactCount;
            case SensorFrame.CONTACT_WRENCHES -> 6 * frame.wrenchCount;
            case SensorFrame.BASE_POSE -> 16;
            default -> 6;
        };
    }

    private static int digest(int before, double[] values, int count) {
        int digest = before;
        for (int i = 0; i < count; i++) {
            digest = 31 * digest + Double.hashCode(values[i]);
        }
        return digest;
    }

    /** @param stampNanos the stamp of the last frame */
    void describe(StateFields f, long stampNanos) throws IOException {
        begun = f.flag(begun);
        stamp = f.near(stamp, stampNanos);
        sensors = f.whole(sensors);
        contacts = f.whole(contacts);
        f.whole(joints);
        parts = f.whole(parts);
        for (int i = 0; i < Math.min(parts, REMEMBERED); i++) {
            digests[i] = f.word(digests[i]);
        }
    }
}
