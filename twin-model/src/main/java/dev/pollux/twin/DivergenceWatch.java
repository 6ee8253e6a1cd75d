package dev.pollux.twin;

import dev.pollux.model.RobotModel;
import dev.pollux.state.DivergenceMemory;
import dev.pollux.state.Residual;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reports DIVERGED if a robot's joints stay far from their predictions, compared with the usual error of each joint, or
 * if a force acts on it that its model does not know; and CONVERGED when this has ended. The usual error is learned
 * slowly, and not during a divergence; it is learned again if the predictions use another source of torques, as when a
 * robot no longer sends commands or efforts.
 */
final class DivergenceWatch {
    /** Multiple of the usual error above which a joint is far off. */
    private static final double BEYOND = 8;

    /** Scores in a row that make a divergence: about 60 ms, longer than a touchdown of a foot. */
    private static final int DEBOUNCE = 6;

    /** Scores in a row with usual errors that end it: about half a second. */
    private static final int CALM = 50;

    /** Scores before the first report: about two seconds. */
    private static final int LEARNING_FRAMES = 200;

    /** Scores in a row with another source of torques after which it is the usual one: about half a second. */
    private static final int OTHER_SOURCE = 50;

    /** Weight of one error in the usual error: memory of about a thousand. */
    private static final double LEARN = 1e-3;

    /** Errors below this are never reported, rad or m. */
    private static final double NEGLIGIBLE = 2e-4;

    /** Share of the weight from which an external force counts: sensor biases add up to 2 %. */
    static final double PUSH = 0.05;

    /** Scores in a row that make a push, in addition to the smoothing of the force. */
    private static final int PUSH_DEBOUNCE = 2;

    private final RobotModel model;
    private final double weight;

    DivergenceWatch(RobotModel model) {
        this.model = model;
        weight = model.weight();
    }

    /** Evaluates a scored residual. */
    void judge(TwinState state, Residual residual, List<TwinEvent> events) {
        DivergenceMemory memory = state.divergence;
        int far = state.torqueSource == memory.source ? judgeJoints(memory, residual) : awaitOtherSource(state);
        double[] force = memory.externalForce;
        double push = Math.sqrt(force[0] * force[0] + force[1] * force[1] + force[2] * force[2]);
        memory.pushed = push > PUSH * weight ? Math.min(memory.pushed + 1, PUSH_DEBOUNCE) : 0;
        if (far > 0 || memory.pushed >= PUSH_DEBOUNCE) {
            memory.quiet = 0;
            if (!memory.diverged) {
                memory.diverged = true;
                events.add(diverged(state, residual));
            }
        } else if (memory.diverged && ++memory.quiet >= CALM) {
            memory.diverged = false;
            memory.quiet = 0;
            events.add(new TwinEvent(Kind.CONVERGED, "the robot behaves like its model again", Map.of()));
        }
    }

    /** Predictions with another source of torques are not judged; if they last, their errors become the usual ones. */
    private static int awaitOtherSource(TwinState state) {
        DivergenceMemory memory = state.divergence;
        if (++memory.otherSource >= Math.min(OTHER_SOURCE, memory.learned)) {
            memory.learnAnew(state.torqueSource);
        }
        return 0;
    }

    /** Number of joints that have been far from their predictions for long. */
    private static int judgeJoints(DivergenceMemory memory, Residual residual) {
        memory.otherSource = 0;
        boolean ready = memory.learned >= LEARNING_FRAMES;
        double gain = Math.max(LEARN, 1.0 / (1 + memory.learned));
        int far = 0;
        for (int j = 0; j < memory.usual.length; j++) {
            double error = Math.abs(residual.joints[j]);
            double usual = memory.usual[j];
            if (Double.isNaN(error)) {
                continue;
            }
            if (ready && error > BEYOND * Math.max(usual, NEGLIGIBLE)) {
                memory.beyond[j] = (byte) Math.min(memory.beyond[j] + 1, DEBOUNCE);
            } else {
                memory.beyond[j] = 0;
                if (!memory.diverged) {
                    memory.usual[j] = (float) (usual + gain * (error - usual));
                }
            }
            far += memory.beyond[j] >= DEBOUNCE ? 1 : 0;
        }
        memory.learned = Math.min(memory.learned + 1, Integer.MAX_VALUE - 1);
        return far;
    }

    private TwinEvent diverged(TwinState state, Residual residual) {
        DivergenceMemory memory = state.divergence;
        List<String> names = new ArrayList<>();
        Map<String, Double> numbers = new HashMap<>();
        for (int j = 0; j < memory.usual.length; j++) {
            if (memory.beyond[j] >= DEBOUNCE) {
                String joint = model.joints().get(j).name();
                names.add(joint);
                numbers.put("error_" + joint, residual.joints[j]);
            }
        }
        numbers.put("horizon_ms", residual.horizonNanos / 1e6);
        ExternalForce.explain(memory.externalForce, numbers);
        String force = state.agreement.agreed
                ? "a force acts on the robot that its model does not know"
                : "a force acts on the robot that its model does not know, or its IMU is wrong: the robot has not moved enough to"
                        + " check the IMU against the legs";
        String what =
                names.isEmpty() ? force : "joints do not move as their model predicts: " + String.join(", ", names);
        return new TwinEvent(Kind.DIVERGED, what, numbers);
    }
}
