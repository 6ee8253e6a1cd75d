package dev.pollux.messages;

import dev.pollux.state.SensorFrame;

/** The form of a field's value. */
public enum FieldForm {
    /** A text of at most {@link MessageReader#MAX_TEXT_LENGTH} characters. */
    TEXT,
    /** One of a few texts. */
    WORD,
    /** An integer from 0. */
    COUNT,
    /** A time of the robot's clock: an object with seconds and nanoseconds. */
    INSTANT,
    /** The joints' names, at most {@link SensorFrame#MAX_JOINTS}. */
    NAMES,
    /** One number per joint; null for unknown ones. */
    PER_JOINT,
    ONE,
    TWO,
    THREE,
    /** Three numbers of one dimension, then three of another. */
    SIX,
    /** A homogeneous transform, 4×4, row-major. */
    POSE,
    /** One boolean per contact name; at most {@link SensorFrame#MAX_CONTACTS}. */
    FLAG_PER_CONTACT,
    /** {@link #SIX} numbers per contact name; at most {@link SensorFrame#MAX_CONTACTS}. */
    SIX_PER_CONTACT,
    OBJECT,
    OBJECTS
}
