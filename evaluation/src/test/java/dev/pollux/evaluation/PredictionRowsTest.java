package dev.pollux.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.ReferenceData;
import dev.pollux.evaluation.EvaluationOptions.Input;
import dev.pollux.recording.RecordingFile;
import dev.pollux.state.Floor;
import dev.pollux.state.Predictor;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What {@code pollux evaluate --every 20} prints of the MuJoCo recordings: the twin beside the baselines on the same frames.
 * The tuned Kalman filter is tuned on the very truth it is measured with, for each joint and horizon.
 */
@Tag("data")
class PredictionRowsTest {
    private static final long[] HORIZONS = {10_000_000, 20_000_000, 50_000_000};
    private static final int MS_10 = 0;
    private static final int MS_20 = 1;
    private static final int MS_50 = 2;

    @Test
    void walkUnderCommandsBeatsThePrototypeAndEveryBaseline() throws IOException {
        EvaluationReport walk = run("walk.noisy", Input.ALL);
        // a prototype with the true base and the re-simulated law reached 2.8e-4 and 2.5e-3 rad
        assertThat(joints(walk, Method.TWIN, MS_20, Phase.ALL)).isLessThan(2.8e-4);
        assertThat(joints(walk, Method.TWIN, MS_50, Phase.ALL)).isLessThan(2.5e-3);
        for (int h = 0; h < HORIZONS.length; h++) {
            beatsEveryBaseline(walk, Quantity.JOINTS, h, Phase.ALL);
            beatsEveryBaseline(walk, Quantity.JOINTS, h, Phase.STEADY);
            beatsEveryBaseline(walk, Quantity.JOINTS, h, Phase.CONTACT_CHANGE);
            beatsEveryBaseline(walk, Quantity.BASE_POSITION, h, Phase.ALL);
            beatsEveryBaseline(walk, Quantity.BASE_ORIENTATION, h, Phase.ALL);
            beatsEveryBaseline(walk, Quantity.COM, h, Phase.ALL);
        }
        quarterOfConstantVelocity(walk);
        bandsCover(walk);
    }

    @Test
    void standingUnderCommandsBeatsThePrototypeAndEveryBaselineInPushesToo() throws IOException {
        EvaluationReport stand = run("stand.noisy", Input.ALL);
        assertThat(joints(stand, Method.TWIN, MS_20, Phase.ALL)).isLessThan(2.8e-4);
        assertThat(joints(stand, Method.TWIN, MS_50, Phase.ALL)).isLessThan(2.5e-3);
        for (int h = 0; h < HORIZONS.length; h++) {
            beatsEveryBaseline(stand, Quantity.JOINTS, h, Phase.ALL);
            beatsEveryBaseline(stand, Quantity.JOINTS, h, Phase.STEADY);
            beatsEveryBaseline(stand, Quantity.JOINTS, h, Phase.PUSH);
            beatsEveryBaseline(stand, Quantity.BASE_POSITION, h, Phase.ALL);
            beatsEveryBaseline(stand, Quantity.COM, h, Phase.ALL);
        }
        bandsCover(stand);
    }

    @Test
    void effortsAloneAreNoWorseThanAnyBaseline() throws IOException {
        EvaluationReport walk = run("walk.noisy", Input.EFFORTS);
        for (int h = 0; h < HORIZONS.length; h++) {
            beatsEveryBaseline(walk, Quantity.JOINTS, h, Phase.ALL);
            beatsEveryBaseline(walk, Quantity.BASE_POSITION, h, Phase.ALL);
        }
        EvaluationReport stand = run("stand.noisy", Input.EFFORTS);
        beatsEveryBaseline(stand, Quantity.JOINTS, MS_10, Phase.ALL);
        beatsEveryBaseline(stand, Quantity.JOINTS, MS_20, Phase.ALL);
        // at 50 ms the bound that tuning on the truth gives is not reached: docs/algorithms/prediction.md
        beats(stand, Quantity.JOINTS, MS_50, Phase.ALL, Method.CONSTANT_VELOCITY);
        beats(stand, Quantity.JOINTS, MS_50, Phase.ALL, Method.CONSTANT_ACCELERATION);
        assertThat(joints(stand, Method.TWIN, MS_50, Phase.ALL))
                .isLessThan(1.05 * joints(stand, Method.TUNED_KALMAN, MS_50, Phase.ALL));
    }

    @Test
    void noiseFreeSensorsAreNoWorseThanAnyBaseline() throws IOException {
        for (EvaluationReport clean : new EvaluationReport[] {
            run("walk.clean", Input.ALL), run("walk.clean", Input.EFFORTS), run("stand.clean", Input.ALL)
        }) {
            for (int h = 0; h < HORIZONS.length; h++) {
                beatsEveryBaseline(clean, Quantity.JOINTS, h, Phase.ALL);
                beatsEveryBaseline(clean, Quantity.BASE_POSITION, h, Phase.ALL);
            }
        }
    }

    private static void quarterOfConstantVelocity(EvaluationReport report) {
        double twin = rms(report, Quantity.BASE_POSITION, Method.TWIN, MS_50, Phase.ALL);
        double straightOn = rms(report, Quantity.BASE_POSITION, Method.CONSTANT_VELOCITY, MS_50, Phase.ALL);
        assertThat(twin).as("base at 50 ms").isLessThan(0.25 * straightOn);
    }

    /** 68.3 % and 95 % by their definition, within 5 and 3 points: 800 starts of 28 joints that move together. */
    private static void bandsCover(EvaluationReport report) {
        Coverage coverage = report.prediction().coverage();
        for (int h = 0; h < HORIZONS.length; h++) {
            assertThat(coverage.sigma(h, Phase.ALL)).as("68 % at " + name(h)).isBetween(0.63, 0.73);
            assertThat(coverage.bound(h, Phase.ALL)).as("95 % at " + name(h)).isBetween(0.92, 0.98);
        }
    }

    private static void beatsEveryBaseline(EvaluationReport report, Quantity quantity, int horizon, Phase phase) {
        Stream.of(Method.values()).filter(m -> m != Method.TWIN).forEach(m -> {
            if (m != Method.TUNED_KALMAN || quantity == Quantity.JOINTS) {
                beats(report, quantity, horizon, phase, m);
            }
        });
    }

    private static void beats(EvaluationReport report, Quantity quantity, int horizon, Phase phase, Method baseline) {
        assertThat(rms(report, quantity, Method.TWIN, horizon, phase))
                .as(quantity + " at " + name(horizon) + ", " + phase.label() + ", beside " + baseline)
                .isPositive()
                .isLessThanOrEqualTo(rms(report, quantity, baseline, horizon, phase));
    }

    private static double joints(EvaluationReport report, Method method, int horizon, Phase phase) {
        return rms(report, Quantity.JOINTS, method, horizon, phase);
    }

    private static double rms(EvaluationReport report, Quantity quantity, Method method, int horizon, Phase phase) {
        double rms =
                report.prediction().table().of(quantity, method, horizon, phase).rms();
        assertThat(rms).as(quantity + " of " + method).isFinite();
        return rms;
    }

    private static String name(int horizon) {
        return HORIZONS[horizon] / 1_000_000 + " ms";
    }

    private static EvaluationReport run(String recording, Input input) throws IOException {
        return Evaluation.run(new EvaluationOptions(
                RecordingFile.of(ReferenceData.file("humanoid/humanoid_28-" + recording + ".jsonl.gz")),
                null,
                Predictor.HELD,
                Floor.UNKNOWN,
                100,
                HORIZONS,
                input,
                0.5,
                Double.POSITIVE_INFINITY,
                20,
                null,
                false));
    }
}
