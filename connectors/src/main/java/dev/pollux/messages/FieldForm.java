package dev.pollux.messages;

import dev.pollux.state.SensorFrame;

/** What a field's value is. */
public enum FieldForm {
    /** A text of at most {@link MessageReader#MAX_TEXT_LENGTH} characters. */
    TEXT,
    /** A text that is one of a few. */
    WORD,
    /** A whole number from 0. */
    COUNT,
    /** A time of the robot's clock: an object of seconds and nanoseconds. */
    INSTANT,
    /** The joints' names, at most {@link SensorFrame#MAX_JOINTS}. */
    NAMES,
    /** A number of each joint; null of those that are not known. */
    PER_JOINT,
    ONE,
    TWO,
    THREE,
    /** Three numbers of one dimension, then three of another. */
    SIX,
    /** A homogeneous transform, 4×4, row-major. */
    POSE,
    /** By a contact's name whether it touches; at most {@link SensorFrame#MAX_CONTACTS}. */
    FLAG_PER_CONTACT,
    /** By a contact's name {@link #SIX} numbers; at most {@link SensorFrame#MAX_CONTACTS}. */
    SIX_PER_CONTACT,
    OBJECT,
    OBJECTS
}
