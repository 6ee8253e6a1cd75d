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

/** From a record to a sensor frame: what can be told without knowing the robot. For one thread. */
final class FrameIntake {
    /** Bare frames of one batch share an append time: they are taken to be so far apart, ns. */
    private static final long BARE_STEP = 1_000;

    /** An append time may be behind the bare frames before it by so much, ns. */
    private static final long BARE_SLACK = 1_000_000_000;

    /** The latest append time that is a stamp too, ms. */
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
     * @param last the robot's state, null where there is none: bare frames go on from its stamp
     * @return this intake's own frame, valid until the next call
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
                || record.appendMillis > LATEST_APPEND) { // only a topic with creation time has such
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
