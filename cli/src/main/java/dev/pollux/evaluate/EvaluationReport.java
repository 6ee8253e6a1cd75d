package dev.pollux.evaluate;

import dev.pollux.evaluation.EstimationSkill;
import dev.pollux.evaluation.FilterLag;
import dev.pollux.evaluation.PredictionSkill;
import dev.pollux.model.RobotModel;
import dev.pollux.state.RejectReason;
import dev.pollux.state.TorqueSource;
import java.util.Map;

/**
 * What an evaluation found.
 *
 * @param frames frames synced
 * @param seconds time of the last one in its run
 * @param refused frames refused, by reason
 * @param sources frames by what their accelerations were computed from
 */
public record EvaluationReport(
        EvaluationOptions options,
        RobotModel model,
        int frames,
        double seconds,
        Map<RejectReason, Integer> refused,
        Map<TorqueSource, Integer> sources,
        PredictionSkill prediction,
        FilterLag lag,
        EstimationSkill estimation,
        Track track) {}
