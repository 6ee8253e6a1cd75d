package dev.pollux.messages;

import dev.pollux.model.Printable;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;

/** Reads a time: seconds and nanoseconds of the robot's clock. */
final class StampFields {
    private static final long MAX_SECONDS = Long.MAX_VALUE / 1_000_000_000 - 1;

    private static final String BEYOND = "the nanoseconds beyond " + MessageField.SEC.path();

    private final MessageReader.Fields fields = this::field;
    private long sec;
    private long nanosec;
    private String other = "";

    /** The time, ns. */
    long read(MessageReader in) throws FrameRejectedException {
        sec = -1;
        nanosec = -1;
        other = "";
        in.object(MessageField.STAMP.toString(), fields);
        if (sec < 0 || nanosec < 0) {
            throw new FrameRejectedException(
                    RejectReason.MISSING_FIELD,
                    MessageField.STAMP + " lacks " + (sec < 0 ? MessageField.SEC : MessageField.NANOSEC)
                            + (other.isEmpty() ? "" : "; it has " + Printable.quoted(other)) + "; expected "
                            + MessageField.SEC + " and " + MessageField.NANOSEC + ", as ROS 2 has them");
        }
        return sec * 1_000_000_000 + nanosec;
    }

    private void field(String name, MessageReader in) throws FrameRejectedException {
        MessageField field = MessageObject.TIME.field(name);
        if (field == MessageField.SEC) {
            sec = part(field, sec, MAX_SECONDS, "whole seconds", in);
        } else if (field == MessageField.NANOSEC) {
            nanosec = part(field, nanosec, 999_999_999, BEYOND, in);
        } else {
            other = name;
            in.skip();
        }
    }

    /** Reads one part; a value that is too large is usually the whole time in a wrong unit, as the error then says. */
    private static long part(MessageField field, long before, long max, String expected, MessageReader in)
            throws FrameRejectedException {
        if (before >= 0) {
            throw new FrameRejectedException(
                    RejectReason.MALFORMED, field.path() + " is there twice; expected it once");
        }
        long x = in.integer(field.path(), Long.MAX_VALUE);
        if (x > max) {
            throw new FrameRejectedException(
                    RejectReason.OUT_OF_RANGE,
                    field.path() + " is " + x + TimeSinceEpoch.looksLike(x) + "; expected " + expected + ", 0 to "
                            + max);
        }
        return x;
    }
}
