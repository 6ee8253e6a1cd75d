package dev.pollux.evaluation;

import dev.pollux.estimation.time.Gap;
import dev.pollux.messages.EventMessage.Kind;
import dev.pollux.model.Counted;
import dev.pollux.recording.FirstFrames;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TorqueSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Result of an evaluation.
 *
 * @param model the robot, and why it was chosen
 * @param frames frames synchronised
 * @param late those of them that filled a gap in time
 * @param seconds time of the last one in its episode
 * @param jointTruth whether joint predictions were compared with the truth, or with later measurements of the encoders
 * @param refusals rejected frames, and lines that are not frames
 * @param events events of the twin
 * @param sources number of frames by source of the torques; frames without any known joint have none
 * @param resimulated number of these frames whose predictions were re-simulations with commands
 * @param sensors sensors in any frame, bits of {@link SensorFrame}
 * @param columnsPassedOver unknown columns, and those of the map that do not exist, in words
 * @param endedEarly where and how the recording ended early; null if it is complete
 */
public record EvaluationReport(
        EvaluationOptions options,
        EvaluatedModel model,
        int frames,
        int late,
        double seconds,
        boolean jointTruth,
        Refusals refusals,
        NoticedEvents events,
        Map<TorqueSource, Integer> sources,
        int resimulated,
        PredictionSkill prediction,
        FilterLag lag,
        EstimationSkill estimation,
        Track track,
        int sensors,
        List<String> columnsPassedOver,
        @Nullable String endedEarly) {
    /** If this many times more frames were rejected than accepted, hardly anything was evaluated. */
    private static final int MOSTLY_REFUSED = 9;

    /** Why the figures say almost nothing about the recording; null if they do. */
    public @Nullable String error() {
        if (refusals.count() >= (long) MOSTLY_REFUSED * frames) {
            return refusals.count() + " of " + Counted.of((long) refusals.count() + frames, "frame") + " were refused; "
                    + refusals;
        }
        boolean predicted = prediction
                        .table()
                        .of(Quantity.JOINTS, Method.TWIN, 0, Phase.ALL)
                        .count()
                > 0;
        if (predicted || estimation.position().count() > 0 || estimation.nis().count() > 0) {
            return null;
        }
        return "nothing was scored: " + whyNothing() + (refusals.isEmpty() ? "" : "; refused " + refusals);
    }

    private String whyNothing() {
        double step = frames > 1 ? seconds / (frames - 1) : 0;
        if (step > Gap.SILENCE_NS * 1e-9) {
            return FirstFrames.tooFarApart(step);
        }
        String lasts = String.format(Locale.ROOT, "%.2f", seconds) + " s";
        if (seconds <= options.from()) {
            return "the recording lasts " + lasts + ", and scores begin at " + options.from() + " s (--from)";
        }
        if ((sensors & SensorFrame.JOINT_POSITIONS) == 0) {
            return "no frame reports a joint's position, and without them neither joints nor the base are predicted";
        }
        return "neither a joint's prediction nor the base could be compared with anything in its " + lasts
                + events.first().stream()
                        .filter(event -> event.kind() == Kind.SENSOR_REFUSED)
                        .findFirst()
                        .map(event -> ", of which sensors were refused: SENSOR_REFUSED " + event.message() + "; for a"
                                + " table in other units 'pollux columns' proposes a map, and a map may say the unit:"
                                + " \"joint_positions.left_knee [deg]\"")
                        .orElse("");
    }
}
