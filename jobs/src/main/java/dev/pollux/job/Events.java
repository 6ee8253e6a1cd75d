package dev.pollux.job;

import dev.pollux.job.state.FrameRecord;
import dev.pollux.job.state.OutputRecord;
import dev.pollux.job.state.TrackedRobot;
import dev.pollux.kafka.Topics;
import dev.pollux.messages.EventMessage;
import dev.pollux.messages.EventMessage.Kind;
import dev.pollux.messages.Format;
import dev.pollux.messages.Stamp;
import dev.pollux.model.Counted;
import dev.pollux.state.Admission;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinState;
import dev.pollux.twin.FrameAnswer;
import dev.pollux.twin.ModelChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Encodes the records of {@code twin.events}. */
final class Events {
    /** Most warnings about a model that one event lists, to keep its message short. */
    private static final int MOST_WARNINGS = 10;

    private static final int MOST_CHARACTERS = 2_000;

    private final Format format;

    Events(Format format) {
        this.format = format;
    }

    /**
     * The events of one frame.
     *
     * @param state the robot's latest state
     * @param live event that the robot sends its first frame, or the first after a silence; otherwise null
     */
    List<OutputRecord> of(
            FrameRecord record, FrameAnswer answer, TwinState state, TrackedRobot robot, @Nullable OutputRecord live) {
        String id = record.robot();
        List<OutputRecord> told = new ArrayList<>();
        if (robot.lost != null && robot.resets.tells(record.appendMillis)) {
            told.add(lost(id, state, robot.lost, robot.resets.takeUntold()));
        }
        if (answer.modelChange() != ModelChange.NONE) {
            told.add(modelChanged(id, state, robot.model, answer.modelChange()));
        }
        Admission admission = answer.admission();
        boolean countsAnew = admission == Admission.RESTARTED || admission == Admission.RENUMBERED;
        if (countsAnew && robot.resets.tells(record.appendMillis)) {
            told.add(reset(id, state, admission, answer.lastSeq(), robot.resets.takeUntold()));
        } else if (admission == Admission.CLOCK_JUMPED) {
            told.add(clockJump(id, state, answer.lastStampNanos()));
        }
        if (live != null) {
            told.add(live);
        }
        for (TwinEvent event : answer.forecast().events) {
            if (event.kind() != TwinEvent.Kind.RESET) {
                told.add(noticed(id, state, event));
            } else if (robot.resets.tells(record.appendMillis)) {
                told.add(reset(id, state, event, robot.resets.takeUntold()));
            }
        }
        return told;
    }

    OutputRecord live(String robot, TwinState state, long silentMillis) {
        return silentMillis < 0
                ? event(Kind.LIVE, robot, state, "first frame", Map.of())
                : event(Kind.LIVE, robot, state, "heard again", Map.of("silent_s", silentMillis / 1e3));
    }

    OutputRecord stale(String robot, TwinState state, long silentMillis) {
        return event(Kind.STALE, robot, state, "no usable frame", Map.of("silent_s", silentMillis / 1e3));
    }

    /** @param untold number of earlier resets that were not reported, because there were too many */
    private OutputRecord reset(String robot, TwinState state, Admission admission, long lastSeq, long untold) {
        return event(
                Kind.RESET,
                robot,
                state,
                admission.words() + words(untold),
                Map.of("last_seq", (double) lastSeq, "seq", (double) state.seq));
    }

    /** The robot's state is lost. */
    private OutputRecord lost(String robot, TwinState state, String why, long untold) {
        return event(
                Kind.RESET,
                robot,
                state,
                "the twin is reset and its state is lost: " + why + words(untold),
                Map.of("seq", (double) state.seq));
    }

    /** The twin failed on a frame, and the robot's state was reset. */
    OutputRecord failed(String robot, SensorFrame frame, FrameRejectedException failure, long untold) {
        EventMessage event = new EventMessage(
                robot,
                Kind.RESET,
                frame.seq,
                Stamp.ofNanos(frame.stampNanos),
                "the twin failed and was reset; its state was dropped: " + failure.getMessage() + words(untold),
                Map.of("seq", (double) frame.seq));
        return new OutputRecord(robot, event.encode(format), format);
    }

    private OutputRecord clockJump(String robot, TwinState state, long lastStamp) {
        return event(
                Kind.CLOCK_JUMP,
                robot,
                state,
                Admission.CLOCK_JUMPED.words(),
                Map.of("gap_s", (state.stampNanos - lastStamp) * 1e-9));
    }

    private OutputRecord noticed(String robot, TwinState state, TwinEvent event) {
        return event(Kind.valueOf(event.kind().name()), robot, state, event.message(), event.numbers());
    }

    private OutputRecord reset(String robot, TwinState state, TwinEvent event, long untold) {
        return event(Kind.RESET, robot, state, event.message() + words(untold), event.numbers());
    }

    private static String words(long untold) {
        return untold == 0 ? "" : "; " + untold + " more resets since the last one reported";
    }

    private OutputRecord modelChanged(String robot, TwinState state, @Nullable String from, ModelChange change) {
        return event(
                Kind.MODEL_CHANGED,
                robot,
                state,
                "model \"" + from + "\" was replaced by "
                        + (state.modelId.equals(from) ? "another of its name" : "\"" + state.modelId + "\"")
                        + " with " + Counted.of(state.jointCount(), "joint")
                        + (change == ModelChange.SAME_PARTS
                                ? "; its joints and contacts are the same, and the twin continues"
                                : "; the twin is reset"),
                Map.of("joints", (double) state.jointCount()));
    }

    /** For the fleet: the record's offset and append time stand in for a frame's seq and stamp. */
    OutputRecord modelRejected(FrameRecord model, FrameRejectedException rejection) {
        EventMessage event = new EventMessage(
                Topics.FLEET_KEY,
                Kind.MODEL_REJECTED,
                model.offset,
                Stamp.ofMillis(model.appendMillis),
                shortened("model \"" + model.robot() + "\" stays as it was: " + rejection.getMessage()),
                Map.of());
        return new OutputRecord(Topics.FLEET_KEY, event.encode(format), format);
    }

    OutputRecord modelDoubted(FrameRecord model, List<String> warnings) {
        EventMessage event = new EventMessage(
                Topics.FLEET_KEY,
                Kind.MODEL_DOUBTED,
                model.offset,
                Stamp.ofMillis(model.appendMillis),
                shortened("model \"" + model.robot() + "\" is registered with "
                        + (warnings.size() == 1 ? "a warning: " : warnings.size() + " warnings: ")
                        + String.join("; ", warnings.subList(0, Math.min(MOST_WARNINGS, warnings.size())))
                        + (warnings.size() > MOST_WARNINGS ? "; …" : "")),
                Map.of());
        return new OutputRecord(Topics.FLEET_KEY, event.encode(format), format);
    }

    /** Names and values in a model can have any length, but an event is for people. */
    private static String shortened(String message) {
        return message.length() <= MOST_CHARACTERS
                ? message
                : message.substring(0, MOST_CHARACTERS) + " …; 'pollux model' tells all of it";
    }

    private OutputRecord event(Kind kind, String robot, TwinState state, String message, Map<String, Double> numbers) {
        EventMessage event =
                new EventMessage(robot, kind, state.seq, Stamp.ofNanos(state.stampNanos), message, numbers);
        return new OutputRecord(robot, event.encode(format), format);
    }
}
