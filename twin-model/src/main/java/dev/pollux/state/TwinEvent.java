package dev.pollux.state;

import java.util.Map;

/**
 * Something a twin noticed with a frame.
 *
 * @param kind what
 * @param message a sentence for people
 * @param numbers what led to it, by name and unit
 */
public record TwinEvent(Kind kind, String message, Map<String, Double> numbers) {
    /** What a twin notices. */
    public enum Kind {
        /** The estimate of the base, of a joint or of the whole robot began anew. */
        RESET,
        /** The robot cannot be estimated in full: it lacks a sensor. */
        LIMITED,
        /** A sensor says what cannot be. */
        SENSOR_REFUSED,
        /** Part of what the robot sends is not used: fields, joints or contacts that nobody knows. */
        IGNORED,
        /** Two senders use this robot's id. */
        CONFLICT,
        /** The robot stopped behaving like its model. */
        DIVERGED,
        /** It behaves like its model again. */
        CONVERGED,
        /** The capture point is beyond what a step can reach. */
        FALL_RISK,
        /** The robot has fallen. */
        FALLEN,
        /** It stands again, or the risk has passed. */
        RECOVERED,
        /** A sensor that had fallen silent reports again. */
        RESTORED,
        /** How the robot's stamps are read: as even ticks behind a jitter, or as they are. */
        TIMING
    }

    public TwinEvent {
        numbers = Map.copyOf(numbers);
    }
}
