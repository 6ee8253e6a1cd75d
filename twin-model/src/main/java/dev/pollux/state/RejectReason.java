package dev.pollux.state;

/** Why a record was not used by a twin. The names are the codes that consumers of {@code twin.rejected} see. */
public enum RejectReason {
    /** The record has no value. */
    EMPTY_RECORD,
    /** The record has no key, so the robot is unknown. */
    EMPTY_KEY,
    /** The key is not a robot id: not UTF-8 text, with control characters, or the key of the fleet, {@code *}. */
    BAD_KEY,
    /** The payload is larger than a frame may be. */
    TOO_LARGE,
    /** The payload is not in the format it claims, or is truncated. */
    MALFORMED,
    /** Nested more deeply than any frame. */
    TOO_DEEP,
    /** A field has another type than the schema requires. */
    WRONG_TYPE,
    /** A number is NaN, infinite or out of the range of its type. */
    NOT_FINITE,
    /** A number is finite but impossible: a pose that is not a rigid transform, a negative gain. */
    OUT_OF_RANGE,
    /** The stamp, or a part of it, is missing. */
    MISSING_FIELD,
    /** No field is a sensor: the message is of another kind, or its fields are misspelt. */
    UNKNOWN_FIELD,
    /** The payload names another robot than the record's key. */
    KEY_MISMATCH,
    /** No model of that name is registered. */
    UNKNOWN_MODEL,
    /** The joint arrays differ in length from one another, from their names or, without names, from the model. */
    WRONG_JOINT_COUNT,
    /** None of the joint names is in the model. */
    UNKNOWN_JOINT,
    /** A joint is named twice. */
    REPEATED_JOINT,
    /** The frame has only contacts, and none is in the model; or, without names, their number is wrong. */
    UNKNOWN_CONTACT,
    /** This frame was admitted already. */
    DUPLICATE,
    /** An older frame that comes after newer ones, too late to fill the gap it left. */
    LATE,
    /** The seq does not advance although the stamp does. */
    SEQ_BACKWARD,
    /** Another sender uses this robot's id: the frame does not continue the admitted ones. */
    CONFLICT,
    /** The seq jumps further than frames can have been lost. */
    SEQ_AHEAD,
    /** The stamp is far older than the latest one although the seq advances. */
    STAMP_BACKWARD,
    /** The stamp jumps ahead of the time that passed at the broker. */
    STAMP_AHEAD,
    /** The twin itself failed on the record: a bug in Pollux. */
    FAILED
}
