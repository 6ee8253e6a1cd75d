package dev.pollux.messages;

import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import dev.pollux.state.SensorFrame;

/**
 * Decodes the records of {@code robot.frames} (docs/topics.md) into a reused frame. For one thread.
 *
 * <p>A frame may lack robot_id, which the record's key replaces, and seq. A bare frame lacks robot_id, seq and stamp:
 * its append time is then the stamp. {@link SensorFrame#has} with {@link SensorFrame#ROBOT_ID}, {@link SensorFrame#SEQ}
 * and {@link SensorFrame#STAMP} tells which are present. Unknown fields are skipped and noted in {@link
 * SensorFrame#unused}; a frame with unknown fields and without a sensor is rejected.
 */
public final class FrameDecoder {
    /** Most bytes of a frame: 256 joints with all sensors take a tenth of it. */
    public static final int MAX_BYTES = 1 << 20;

    private final MessageReader json;
    private final MessageReader cbor = new MessageReader(Format.CBOR);
    private final SensorFields sensors = new SensorFields();
    private final MessageReader.Fields fields = this::field;

    public FrameDecoder() {
        this(new MessageReader(Format.JSON));
    }

    /** A decoder with this JSON reader. */
    public FrameDecoder(MessageReader json) {
        this.json = json;
    }

    /**
     * Decodes one payload.
     *
     * @param out overwritten; its content is undefined after an exception
     * @throws FrameRejectedException EMPTY_RECORD, TOO_LARGE, MALFORMED, TOO_DEEP, WRONG_TYPE, NOT_FINITE,
     *     OUT_OF_RANGE, MISSING_FIELD, UNKNOWN_FIELD, WRONG_JOINT_COUNT or UNKNOWN_CONTACT, with field and value
     */
    public void decode(byte[] payload, Format format, SensorFrame out) throws FrameRejectedException {
        if (payload.length == 0) {
            throw new FrameRejectedException(RejectReason.EMPTY_RECORD, "the record's value has no bytes");
        }
        if (payload.length > MAX_BYTES) {
            throw new FrameRejectedException(
                    RejectReason.TOO_LARGE, payload.length + " bytes; expected at most " + MAX_BYTES);
        }
        sensors.begin(out);
        (format == Format.CBOR ? cbor : json).read(payload, fields);
        if (!sensors.anySensor() && out.unused.count() > 0) {
            throw new FrameRejectedException(RejectReason.UNKNOWN_FIELD, ForeignFrame.describe(out.unused));
        }
        requireOrder(out);
    }

    private void field(String name, MessageReader in) throws FrameRejectedException {
        sensors.readOrPass(name, in);
    }

    private static void requireOrder(SensorFrame frame) throws FrameRejectedException {
        boolean named = frame.has(SensorFrame.ROBOT_ID);
        if (named && frame.robotId.isEmpty()) {
            throw new FrameRejectedException(RejectReason.OUT_OF_RANGE, MessageField.ROBOT_ID + " is empty");
        }
        if (!frame.has(SensorFrame.STAMP) && (named || frame.has(SensorFrame.SEQ))) {
            throw new FrameRejectedException(
                    RejectReason.MISSING_FIELD,
                    MessageField.STAMP + " is missing" + frame.unused.behind() + "; expected " + ForeignFrame.TIME
                            + ", or a bare frame, without " + MessageField.ROBOT_ID + " and " + MessageField.SEQ
                            + ", whose append time is its stamp");
        }
    }
}
