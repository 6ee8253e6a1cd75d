package dev.pollux.messages;

import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An event of a twin: a record of {@code twin.events} (docs/topics.md).
 *
 * @param robotId the robot
 * @param event the kind of event
 * @param seq number of the frame with which it was detected
 * @param stamp capture time of that frame
 * @param message a sentence for people
 * @param numbers the values that led to it, by name and unit, for example {@code gap_s}
 */
public record EventMessage(
        String robotId, Kind event, long seq, Stamp stamp, String message, Map<String, Double> numbers) {

    /** Kinds of events. */
    public enum Kind {
        /** The robot's first frame, or the first after a silence. */
        LIVE,
        /** No frame for longer than the job tolerates. */
        STALE,
        /** The twin was reset: the robot restarted its numbering, or the twin failed. */
        RESET,
        /** The robot's clock was set: the twin was reset. */
        CLOCK_JUMP,
        /** Predictions stopped matching what arrives. */
        DIVERGED,
        /** Predictions match again. */
        CONVERGED,
        /** The robot is about to lose its balance. */
        FALL_RISK,
        /** The robot has fallen. */
        FALLEN,
        /** The robot stands again, or the risk has passed. */
        RECOVERED,
        /** The robot cannot be fully estimated because a sensor is missing. */
        LIMITED,
        /** A sensor's readings are impossible. */
        SENSOR_REFUSED,
        /** Part of the message is not used: unknown fields, joints or contacts. */
        IGNORED,
        /** Two senders use this robot's id. */
        CONFLICT,
        /** A sensor that was silent reports again. */
        RESTORED,
        /** How the robot's stamps are used: as evenly spaced times with jitter, or unchanged. */
        TIMING,
        /** The robot's model was replaced. */
        MODEL_CHANGED,
        /** A record of {@code robot.models} holds no model; reported for the fleet, {@code *}. */
        MODEL_REJECTED,
        /** A model was registered with warnings about its files; reported for the fleet, {@code *}. */
        MODEL_DOUBTED
    }

    /** Greatest length of a message, characters: it may quote foreign text of any length, but a record is limited. */
    private static final int MOST = 10_000;

    public EventMessage {
        message = message.length() <= MOST ? message : message.substring(0, MOST) + "…";
        numbers = Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
    }

    public byte[] encode(Format format) {
        return MessageMapper.encode(this, format);
    }

    /** Decodes an event; throws {@link IOException} if the bytes are not one. */
    public static EventMessage decode(byte[] payload, Format format) throws IOException {
        return MessageMapper.decode(payload, format, EventMessage.class);
    }
}
