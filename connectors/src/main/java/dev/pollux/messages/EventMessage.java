package dev.pollux.messages;

import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that happened to a twin: a record of {@code twin.events} (docs/topics.md).
 *
 * @param robotId the robot
 * @param event what happened
 * @param seq number of the frame it was noticed with
 * @param stamp capture time of that frame
 * @param message a sentence for people
 * @param numbers what led to it, by name and unit, for example {@code gap_s}
 */
public record EventMessage(
        String robotId, Kind event, long seq, Stamp stamp, String message, Map<String, Double> numbers) {

    /** What can happen. */
    public enum Kind {
        /** The robot's first frame, or the first after a silence. */
        LIVE,
        /** No frame for longer than the job tolerates. */
        STALE,
        /** The robot counts anew, or its twin failed: the twin began again. */
        RESET,
        /** The robot's clock was set: the past was dropped. */
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
        /** The robot cannot be estimated in full: it lacks a sensor. */
        LIMITED,
        /** A sensor says what cannot be. */
        SENSOR_REFUSED,
        /** Part of what the robot sends is not used: fields, joints or contacts that nobody knows. */
        IGNORED,
        /** Two senders use this robot's id. */
        CONFLICT,
        /** A sensor that had fallen silent reports again. */
        RESTORED,
        /** How the robot's stamps are read: as even ticks behind a jitter, or as they are. */
        TIMING,
        /** The robot's model was replaced. */
        MODEL_CHANGED,
        /** A record of {@code robot.models} holds no robot; told of the whole fleet, {@code *}. */
        MODEL_REJECTED,
        /** A model was registered with doubts about its files; told of the whole fleet, {@code *}. */
        MODEL_DOUBTED
    }

    /** Most characters of a sentence: what it quotes may be foreign and of any length, and a record is not. */
    private static final int MOST = 10_000;

    public EventMessage {
        message = message.length() <= MOST ? message : message.substring(0, MOST) + "…";
        numbers = Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
    }

    public byte[] encode(Format format) {
        return MessageMapper.encode(this, format);
    }

    /** Reads an event; throws {@link IOException} where the bytes are none. */
    public static EventMessage decode(byte[] payload, Format format) throws IOException {
        return MessageMapper.decode(payload, format, EventMessage.class);
    }
}
