package dev.pollux.messages;

import dev.pollux.model.Printable;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;

/** Reads a time, seconds and nanoseconds of the robot's clock. */
final class StampFields {
    private static final long MAX_SECONDS = Long.MAX_VALUE / 1_000_000_000 - 1;

    private final MessageReader.Fields fields = this::field;
    private long sec;
    private long nanosec;
    private String other = "";

    /** The time, ns. */
    long read(String name, MessageReader in) throws FrameRejectedException {
        sec = -1;
        nanosec = -1;
        other = "";
        in.object(name, fields);
        if (sec < 0 || nanosec < 0) {
            throw new FrameRejectedException(
                    RejectReason.MISSING_FIELD,
                    name + " lacks " + (sec < 0 ? "sec" : "nanosec")
                            + (other.isEmpty() ? "" : "; it has " + Printable.quoted(other))
                            + "; expected sec and nanosec, as ROS 2 has them");
        }
        return sec * 1_000_000_000 + nanosec;
    }

    private void field(String field, MessageReader in) throws FrameRejectedException {
        switch (field) {
            case "sec" -> {
                once(sec, "stamp.sec");
                sec = part("stamp.sec", MAX_SECONDS, "whole seconds", in);
            }
            case "nanosec" -> {
                once(nanosec, "stamp.nanosec");
                nanosec = part("stamp.nanosec", 999_999_999, "the nanoseconds beyond stamp.sec", in);
            }
            default -> {
                other = field;
                in.skip();
            }
        }
    }

    /** One that is too large is mostly all of the time, in a unit that it should not be in. */
    private static long part(String field, long max, String expected, MessageReader in) throws FrameRejectedException {
        long x = in.integer(field, Long.MAX_VALUE);
        if (x > max) {
            throw new FrameRejectedException(
                    RejectReason.OUT_OF_RANGE,
                    field + " is " + x + TimeSinceEpoch.looksLike(x) + "; expected " + expected + ", 0 to " + max);
        }
        return x;
    }

    private static void once(long value, String field) throws FrameRejectedException {
        if (value >= 0) {
            throw new FrameRejectedException(RejectReason.MALFORMED, field + " is there twice; expected it once");
        }
    }
}
