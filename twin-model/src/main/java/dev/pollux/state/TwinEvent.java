package dev.pollux.state;

import java.util.Map;

/**
 * Something that a twin detected with a frame.
 *
 * @param kind the kind of event
 * @param message a sentence for people
 * @param numbers the values that led to it, by name and unit
 */
public record TwinEvent(Kind kind, String message, Map<String, Double> numbers) {
    /** Kinds of events. */
    public enum Kind {
        /** The estimate of the base, of a joint or of the whole robot was reset. */
        RESET,
        /** The robot cannot be fully estimated: a sensor is missing or not used, or sensors contradict one another. */
        LIMITED,
        /** A sensor's readings are impossible and not used; or they are used again. */
        SENSOR_REFUSED,
        /** Part of the message is not used: unknown fields, joints or contacts. */
        IGNORED,
        /** Two senders use this robot's id. */
        CONFLICT,
        /** The robot stopped behaving like its model. */
        DIVERGED,
        /** It behaves like its model again. */
        CONVERGED,
        /** The capture point is beyond what a step can reach. */
        FALL_RISK,
        /** The base is low or tilted: the robot fell, or was laid down. */
        FALLEN,
        /** It stands again, or the risk has passed. */
        RECOVERED,
        /** A sensor that was silent reports again, or sensors agree with one another again. */
        RESTORED,
        /** How the robot's stamps are used: as evenly spaced times with jitter, as coarse times, or unchanged. */
        TIMING
    }

    public TwinEvent {
        numbers = Map.copyOf(numbers);
    }
}
