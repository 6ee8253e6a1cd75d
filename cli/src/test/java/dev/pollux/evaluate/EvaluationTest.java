package dev.pollux.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pollux.estimation.Floor;
import dev.pollux.evaluate.EvaluationOptions.Input;
import dev.pollux.evaluation.Method;
import dev.pollux.evaluation.Phase;
import dev.pollux.evaluation.Quantity;
import dev.pollux.play.BuiltInRecording;
import dev.pollux.recording.RecordingFile;
import dev.pollux.state.Predictor;
import dev.pollux.state.TorqueSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** Evaluates the first three seconds of the recording that comes with Pollux: the first step. */
class EvaluationTest {
    @Test
    void twinBeatsConstantVelocityOnTheFirstStep() throws IOException {
        EvaluationReport report = Evaluation.run(options(Input.ALL));
        // 3 s at 500 Hz, of which 0.2 % are missing
        assertThat(report.frames()).isBetween(1480, 1501);
        assertThat(report.refused()).isEmpty();
        assertThat(report.sources()).containsOnlyKeys(TorqueSource.COMMANDS);
        for (int h = 0; h < 2; h++) {
            double twin = rms(report, Method.TWIN, h);
            assertThat(twin).isPositive().isLessThan(rms(report, Method.CONSTANT_VELOCITY, h));
        }
        // an encoder's quantum and noise are about 1e-4: nobody is better than a small part of that
        assertThat(rms(report, Method.TUNED_KALMAN, 0)).isBetween(2e-5, 4e-4);
        assertThat(report.lag().seconds()).isEqualTo(0, within(0.005));
    }

    @Test
    void effortsAloneMeansThatNoCommandIsSeen() throws IOException {
        assertThat(Evaluation.run(options(Input.EFFORTS)).sources()).containsOnlyKeys(TorqueSource.EFFORTS);
        assertThat(Evaluation.run(options(Input.NONE)).sources()).containsOnlyKeys(TorqueSource.NONE);
    }

    @Test
    void resimulationIsAnotherPredictionThatBeatsConstantVelocityToo() throws IOException {
        EvaluationReport resimulated = Evaluation.run(options(Input.ALL, Predictor.RESIMULATED));
        double twin = rms(resimulated, Method.TWIN, 1);
        assertThat(twin).isNotEqualTo(rms(Evaluation.run(options(Input.ALL)), Method.TWIN, 1));
        assertThat(twin).isLessThan(rms(resimulated, Method.CONSTANT_VELOCITY, 1));
        assertThat(EvaluationJson.of(resimulated).at("/predictor").asText()).isEqualTo("resimulated");
    }

    @Test
    void aLevelFloorTellsTheTiltThatTheAccelerometerCannot() throws IOException {
        EvaluationReport unknown = Evaluation.run(standing(Floor.UNKNOWN));
        EvaluationReport level = Evaluation.run(standing(Floor.LEVEL));
        assertThat(level.estimation().tilt().rms())
                .isLessThan(0.5 * unknown.estimation().tilt().rms());
        assertThat(EvaluationJson.of(level).at("/floor").asText()).isEqualTo("level");
        assertThat(EvaluationTable.of(level)).contains("floor level");
    }

    private static EvaluationOptions standing(Floor floor) {
        long[] horizons = {10_000_000};
        return new EvaluationOptions(
                BuiltInRecording.file(),
                null,
                null,
                Predictor.HELD,
                floor,
                horizons,
                Input.ALL,
                1,
                3.0,
                5,
                null,
                false);
    }

    @Test
    void jsonSaysWhatTheTableSays() throws IOException {
        EvaluationReport report = Evaluation.run(options(Input.ALL));
        JsonNode json = EvaluationJson.of(report);
        JsonNode all = json.at("/predictions/1/all");
        assertThat(json.at("/predictions/1/horizon_ms").doubleValue()).isEqualTo(50);
        assertThat(all.at("/twin/joints_rad/rms").doubleValue()).isEqualTo(rms(report, Method.TWIN, 1));
        assertThat(all.at("/hold/base_position_m/p95").isNumber()).isTrue();
        assertThat(all.at("/tuned_kalman/base_position_m").isMissingNode()).isTrue();
        assertThat(all.at("/coverage/sigma").doubleValue()).isBetween(0.0, 1.0);
        assertThat(EvaluationTable.of(report)).contains("tuned Kalman").contains("contact change");
    }

    @Test
    void recordingThatIsMissingOrKnowsNoTruthIsRefusedByName(@TempDir Path folder) throws IOException {
        Path blind = folder.resolve("blind.jsonl");
        assertThatThrownBy(() -> Evaluation.run(of(blind))).hasMessageContaining(blind + ": no such file");
        Files.writeString(
                blind, "{\"seq\": 1, \"stamp\": {\"sec\": 1, \"nanosec\": 0}, \"imu\": [0, 0, 0, 0, 0, 9.81]}\n");
        assertThatThrownBy(() -> Evaluation.run(of(blind))).hasMessageContaining("knows no truth");
    }

    @Test
    void plotIsWellFormedAndHasALineForEachMethod() throws Exception {
        String svg = EvaluationPlot.svg(Evaluation.run(options(Input.ALL)));
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Document document =
                factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(svg).contains("tuned Kalman").doesNotContain("NaN").doesNotContain("Infinity");
    }

    private static double rms(EvaluationReport report, Method method, int horizon) {
        return report.prediction()
                .table()
                .of(Quantity.JOINTS, method, horizon, Phase.ALL)
                .rms();
    }

    private static EvaluationOptions of(Path recording) {
        return new EvaluationOptions(
                RecordingFile.of(recording),
                null,
                null,
                Predictor.HELD,
                Floor.UNKNOWN,
                new long[] {10_000_000},
                Input.ALL,
                0,
                Double.POSITIVE_INFINITY,
                1,
                null,
                false);
    }

    private static EvaluationOptions options(Input input) {
        return options(input, Predictor.HELD);
    }

    private static EvaluationOptions options(Input input, Predictor predictor) {
        long[] horizons = {10_000_000, 50_000_000};
        return new EvaluationOptions(
                BuiltInRecording.file(),
                null,
                null,
                predictor,
                Floor.UNKNOWN,
                horizons,
                input,
                0.5,
                3.0,
                5,
                null,
                true);
    }
}
