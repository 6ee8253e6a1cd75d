package dev.pollux.state;

/** Why a record did not become part of a twin. The name is the code consumers of {@code twin.rejected} see. */
public enum RejectReason {
    /** The record has no value. */
    EMPTY_RECORD,
    /** The record has no key, so no robot can be told. */
    EMPTY_KEY,
    /** The key is no robot's id: it is not UTF-8 text, holds control characters, or is the fleet's, {@code *}. */
    BAD_KEY,
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
    /** The stamp, or a part of it, is missing. */
    MISSING_FIELD,
    /** No field is a sensor's: the message is of another kind, or its fields are misspelt. */
    UNKNOWN_FIELD,
    /** The payload names another robot than the record's key. */
    KEY_MISMATCH,
    /** No model of that name is registered. */
    UNKNOWN_MODEL,
    /** The joint arrays are not as long as one another, as their names or, without names, as the model's joints. */
    WRONG_JOINT_COUNT,
    /** None of the joint names is one of the model's. */
    UNKNOWN_JOINT,
    /** A joint named twice. */
    REPEATED_JOINT,
    /** There is nothing but contacts, and none of them is the model's; or without names there are more or fewer. */
    UNKNOWN_CONTACT,
    /** This frame was admitted already. */
    DUPLICATE,
    /** An older frame that comes after younger ones, too late to fill the gap it left. */
    LATE,
    /** The seq does not advance although the stamp does. */
    SEQ_BACKWARD,
    /** Another sender uses this robot's id: the frame does not go on from those that are admitted. */
    CONFLICT,
    /** The seq leaps further than frames can have been lost. */
    SEQ_AHEAD,
    /** The stamp lies far before the latest one although the seq advances. */
    STAMP_BACKWARD,
    /** The stamp leaps ahead of the time that passed at the broker. */
    STAMP_AHEAD,
    /** The twin itself failed on the record: a fault of Pollux, whatever the record holds. */
    FAILED
}
