package dev.pollux.late;

import dev.pollux.state.SensorFrame;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes of an admitted frame that is held while a late frame may still come: present sensors, seq, stamp, counts,
 * then the numbers of each present sensor. Names, clock and source are omitted: synchronisation does not read them.
 */
final class HeldFrame {
    private static final int HEAD = 4 + 8 + 8 + 3 * 2;

    private HeldFrame() {}

    /** Encodes a frame whose joints and contacts are in the model's order. */
    static byte[] bytes(SensorFrame frame) {
        int joints = Integer.bitCount(frame.present() & SensorFrame.JOINT_ARRAYS);
        int numbers = joints * frame.jointCount
                + 6
                + frame.contactCount
                + 6 * frame.wrenchCount
                + 16
                + 6
                + 1
                + frame.followerCount;
        ByteBuffer out = ByteBuffer.allocate(HEAD + 8 * numbers);
        out.putInt(frame.present()).putLong(frame.seq).putLong(frame.stampNanos);
        out.putShort((short) frame.jointCount).putShort((short) frame.contactCount);
        out.putShort((short) frame.wrenchCount);
        if (frame.has(SensorFrame.FOLLOWER_POSITIONS)) {
            out.putShort((short) frame.followerCount);
        }
        each(frame, (values, count) -> {
            out.asDoubleBuffer().put(values, 0, count);
            out.position(out.position() + 8 * count);
        });
        return Arrays.copyOf(out.array(), out.position());
    }

    /** Decodes a frame. */
    static void read(byte[] bytes, SensorFrame frame) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        frame.clear();
        frame.mark(in.getInt());
        frame.seq = in.getLong();
        frame.stampNanos = in.getLong();
        frame.jointCount = in.getShort();
        frame.contactCount = in.getShort();
        frame.wrenchCount = in.getShort();
        if (frame.has(SensorFrame.FOLLOWER_POSITIONS)) {
            frame.followerCount = in.getShort();
        }
        each(frame, (values, count) -> {
            in.asDoubleBuffer().get(values, 0, count);
            in.position(in.position() + 8 * count);
        });
    }

    private interface Numbers {
        void pass(double[] values, int count);
    }

    /** Visits the arrays of all present sensors in a fixed order. */
    private static void each(SensorFrame frame, Numbers numbers) {
        for (int bits = frame.present() & SensorFrame.JOINT_ARRAYS; bits != 0; bits &= bits - 1) {
            numbers.pass(frame.jointArray(Integer.lowestOneBit(bits)), frame.jointCount);
        }
        if (frame.has(SensorFrame.FOLLOWER_POSITIONS)) {
            numbers.pass(frame.followerPositions, frame.followerCount);
        }
        if (frame.has(SensorFrame.IMU)) {
            numbers.pass(frame.imu, 6);
        }
        if (frame.has(SensorFrame.CONTACTS)) {
            numbers.pass(frame.contacts, frame.contactCount);
        }
        if (frame.has(SensorFrame.CONTACT_WRENCHES)) {
            numbers.pass(frame.contactWrenches, 6 * frame.wrenchCount);
        }
        if (frame.has(SensorFrame.BASE_POSE)) {
            numbers.pass(frame.basePose, 16);
        }
        if (frame.has(SensorFrame.BASE_VELOCITY)) {
            numbers.pass(frame.baseVelocity, 6);
        }
    }
}
