package dev.pollux.job;

import dev.pollux.job.state.FrameRecord;
import dev.pollux.messages.Format;
import dev.pollux.messages.FrameDecoder;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;
import org.apache.flink.configuration.MemorySize;
import org.jspecify.annotations.Nullable;

/** Decodes a record into a sensor frame and does all checks that need no knowledge of the robot. For one thread. */
final class FrameIntake {
    /** Assumed interval of bare frames in one batch, which share an append time, ns. */
    private static final long BARE_STEP = 1_000;

    /** An append time may be this much older than the bare frames before it, ns. */
    private static final long BARE_SLACK = 1_000_000_000;

    /** Latest append time that can be converted to a stamp, ms. */
    private static final long LATEST_APPEND = 9_223_372_035_999L;

    private final FrameDecoder decoder = new FrameDecoder();
    private final SensorFrame frame = new SensorFrame();
    private final int maxBytes;

    FrameIntake(MemorySize largest) {
        maxBytes = (int) largest.getBytes();
    }

    /**
     * Decodes a record and checks it against its key.
     *
     * @param last the robot's state, null if there is none: bare frames continue from its stamp
     * @return the frame of this object, valid until the next call
     */
    SensorFrame read(FrameRecord record, @Nullable TwinState last) throws FrameRejectedException {
        byte[] value = record.value;
        record.key.check("the robot's id");
        if (value == null) {
            throw new FrameRejectedException(RejectReason.EMPTY_RECORD, "the record has no value; expected a frame");
        }
        if (value.length > maxBytes) {
            throw new FrameRejectedException(
                    RejectReason.TOO_LARGE,
                    "the frame has " + value.length + " bytes; at most " + maxBytes + " are read");
        }
        decoder.decode(value, Format.ofContentType(record.contentType), frame);
        if (frame.has(SensorFrame.ROBOT_ID) && !frame.robotId.equals(record.robot())) {
            throw new FrameRejectedException(
                    RejectReason.KEY_MISMATCH,
                    "the frame is of robot \"" + frame.robotId + "\", but the record's key is \"" + record.robot()
                            + "\"");
        }
        if (!frame.has(SensorFrame.SEQ)) {
            frame.seq = record.offset;
        }
        if (!frame.has(SensorFrame.STAMP)) {
            stampBare(record, last);
        }
        return frame;
    }

    private void stampBare(FrameRecord record, @Nullable TwinState last) throws FrameRejectedException {
        if (record.appendMillis < 0
                || record.appendMillis > LATEST_APPEND) { // possible only in a topic with creation times
            throw new FrameRejectedException(
                    RejectReason.OUT_OF_RANGE,
                    "the record's time, the stamp of a frame without one, is " + record.appendMillis
                            + " ms; expected 0 to " + LATEST_APPEND + " ms since 1970");
        }
        frame.stampNanos = record.appendMillis * 1_000_000;
        if (last != null && frame.stampNanos <= last.stampNanos && frame.stampNanos > last.stampNanos - BARE_SLACK) {
            frame.stampNanos = last.stampNanos + BARE_STEP;
        }
    }
}
