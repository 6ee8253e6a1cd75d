package dev.pollux.messages;

import dev.pollux.messages.PayloadReader.Kind;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import java.util.Locale;
import java.util.Set;

/** Error messages for values: field, value, expected value. */
final class ReadError {
    private static final Set<String> NOT_FINITE =
            Set.of("nan", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity");

    private ReadError() {}

    /** A field, or one of its entries for a non-negative index. */
    static String place(String field, int index) {
        return index < 0 ? field : field + "[" + index + "]";
    }

    /** A rejection for a value of the wrong type. */
    static FrameRejectedException wrongType(PayloadReader in, String field, int index, String expected)
            throws FrameRejectedException {
        return new FrameRejectedException(
                RejectReason.WRONG_TYPE, place(field, index) + " is " + in.described() + "; expected " + expected);
    }

    /** A rejection for a non-empty array or object in place of the other. */
    static FrameRejectedException wrongType(Kind kind, String field, String expected) {
        return new FrameRejectedException(
                RejectReason.WRONG_TYPE,
                field + " is " + (kind == Kind.ARRAY ? "an array" : "an object") + "; expected " + expected);
    }

    /** A rejection for an integer out of range. */
    static FrameRejectedException outOfRange(PayloadReader in, String field, long max) throws FrameRejectedException {
        return new FrameRejectedException(
                RejectReason.OUT_OF_RANGE, field + " is " + in.described() + "; expected 0 to " + max);
    }

    /** A rejection for a value that should be a number. */
    static FrameRejectedException notANumber(PayloadReader in, Kind kind, String field, int index)
            throws FrameRejectedException {
        if (kind == Kind.STRING && NOT_FINITE.contains(in.text().toLowerCase(Locale.ROOT))) {
            return notFinite(in, field, index);
        }
        return wrongType(in, field, index, "a number");
    }

    /** A rejection for NaN or an infinite number. */
    static FrameRejectedException notFinite(PayloadReader in, String field, int index) throws FrameRejectedException {
        return new FrameRejectedException(
                RejectReason.NOT_FINITE,
                place(field, index) + " is " + in.described() + "; expected a finite number, or null where missing");
    }
}
