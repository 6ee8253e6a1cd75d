package dev.pollux.state;

/** Why a record did not become part of a twin. The name is the code consumers of {@code twin.rejected} see. */
public enum RejectReason {
    /** The record has no value. */
    EMPTY_RECORD,
    /** The record has no key, so no robot can be told. */
    EMPTY_KEY,
    /** The payload is larger than a frame may be. */
    TOO_LARGE,
    /** The payload is not the format it claims to be, or ends early. */
    MALFORMED,
    /** Nested deeper than a frame ever is. */
    TOO_DEEP,
    /** A field holds another type than the schema's. */
    WRONG_TYPE,
    /** A number is NaN, infinite or too large to be one. */
    NOT_FINITE,
    /** A number is finite but impossible: a pose that is no rigid transform, a negative gain. */
    OUT_OF_RANGE,
    /** robot_id, seq or stamp is missing. */
    MISSING_FIELD,
    /** The payload names another robot than the record's key. */
    KEY_MISMATCH,
    /** No model of that name is registered. */
    UNKNOWN_MODEL,
    /** A joint array is not as long as the model has joints. */
    WRONG_JOINT_COUNT,
    /** A joint name the model does not have. */
    UNKNOWN_JOINT,
    /** A joint named twice. */
    REPEATED_JOINT,
    /** A contact name the model does not have. */
    UNKNOWN_CONTACT,
    /** This seq was admitted already. */
    DUPLICATE,
    /** An older frame that comes after younger ones, too late to fill the gap it left. */
    LATE,
    /** The seq leaps further than frames can have been lost. */
    SEQ_AHEAD,
    /** The stamp does not advance although the seq does. */
    STAMP_BACKWARD,
    /** The stamp leaps ahead of the time that passed at the broker. */
    STAMP_AHEAD
}
