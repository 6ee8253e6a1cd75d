package dev.pollux.evaluate;

import dev.pollux.evaluation.EstimationSkill;
import dev.pollux.evaluation.FilterLag;
import dev.pollux.evaluation.PredictionSkill;
import dev.pollux.state.TorqueSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation found.
 *
 * @param model the robot, and why this one
 * @param frames frames synced
 * @param late of them those that filled a gap in time
 * @param seconds time of the last one in its episode
 * @param jointTruth whether joint predictions were held against the truth; else against what the encoders measured later
 * @param refusals frames refused, and lines that are no frames
 * @param events what the twin noticed
 * @param sources frames by what their accelerations were computed from
 * @param columnsPassedOver columns that nothing is known of
 * @param endedEarly where and how the recording ended early; null where it is whole
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
        PredictionSkill prediction,
        FilterLag lag,
        EstimationSkill estimation,
        Track track,
        List<String> columnsPassedOver,
        @Nullable String endedEarly) {}
