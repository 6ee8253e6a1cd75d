package dev.pollux.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.ReferenceData;
import dev.pollux.evaluation.EvaluationOptions.Input;
import dev.pollux.messages.EventMessage.Kind;
import dev.pollux.recording.RecordingFile;
import dev.pollux.robot.RobotFiles;
import dev.pollux.state.Floor;
import dev.pollux.state.Predictor;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole twin on logs of real robots, whose sensors are sound. */
@Tag("data")
class RealLogsTest {
    @Test
    void theWalkingRobotKeepsItsImuAndItsBaseToTheEnd() throws IOException {
        EvaluationReport report = Evaluation.run(new EvaluationOptions(
                RecordingFile.of(ReferenceData.file("icub-walking/icub_walking.csv.gz")),
                RobotFiles.read(ReferenceData.file("icub-walking/model.urdf"), null, List.of()),
                Predictor.HELD,
                Floor.UNKNOWN,
                100,
                new long[] {20_000_000},
                Input.ALL,
                0,
                Double.POSITIVE_INFINITY,
                5,
                null,
                false));

        assertThat(report.refusals().isEmpty()).isTrue();
        assertThat(report.events().counts()).doesNotContainKeys(Kind.SENSOR_REFUSED, Kind.LIMITED, Kind.RESET);
        // 1.5 m of way in 12 s
        assertThat(report.seconds()).isGreaterThan(11.9);
        assertThat(report.estimation().path()).isGreaterThan(1.4);
        // between the best and the worst of what is told of its stamps, 12 and 27 mm
        assertThat(report.estimation().position().rms())
                .as("regression guard: m")
                .isLessThan(0.020);
    }
}
