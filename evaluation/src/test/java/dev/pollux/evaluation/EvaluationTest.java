package dev.pollux.evaluation;

import static dev.pollux.evaluation.EvaluatedWalk.evaluated;
import static dev.pollux.evaluation.EvaluatedWalk.firstStep;
import static dev.pollux.evaluation.EvaluatedWalk.jointsRms;
import static dev.pollux.evaluation.EvaluatedWalk.without;
import static dev.pollux.evaluation.EvaluatedWalk.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pollux.evaluation.EvaluationOptions.Input;
import dev.pollux.messages.EventMessage.Kind;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.robot.RobotFiles;
import dev.pollux.state.RejectReason;
import dev.pollux.state.TorqueSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Evaluates recordings: the first three seconds of the one that comes with Pollux, its first step, and others. */
@Tag("slow")
class EvaluationTest {
    @Test
    void twinBeatsConstantVelocityOnTheFirstStep() throws IOException {
        EvaluationReport report = Evaluation.run(firstStep(Input.ALL));
        // 3 s at 500 Hz, of which 0.2 % are missing
        assertThat(report.frames()).isBetween(1480, 1501);
        assertThat(report.refusals().isEmpty()).isTrue();
        assertThat(report.sources()).containsOnlyKeys(TorqueSource.COMMANDS);
        for (int h = 0; h < 2; h++) {
            double twin = jointsRms(report, Method.TWIN, h);
            assertThat(twin).isPositive().isLessThan(jointsRms(report, Method.CONSTANT_VELOCITY, h));
        }
        // an encoder's quantum and noise are about 1e-4: nobody is better than a small part of that
        assertThat(jointsRms(report, Method.TUNED_KALMAN, 0)).isBetween(2e-5, 4e-4);
        assertThat(report.lag().seconds()).isEqualTo(0, within(0.005));
    }

    @Test
    void outliersMakeTheTwinsPredictionsNoWorseThanTheTunedKalmanFiltersWithoutOutliers(@TempDir Path folder)
            throws IOException {
        Random random = new Random(7);
        Path spoilt = write(folder, 1500, (frame, i) -> spoil(frame, random));
        EvaluationReport report = Evaluation.run(evaluated(spoilt));
        Path sound = write(folder, 1500, (frame, i) -> frame);
        EvaluationReport without = Evaluation.run(evaluated(sound));
        for (int h = 0; h < evaluated(sound).horizonsNanos().length; h++) {
            assertThat(jointsRms(report, Method.TWIN, h))
                    .isLessThan(jointsRms(report, Method.TUNED_KALMAN, h))
                    .isLessThan(jointsRms(without, Method.TUNED_KALMAN, h))
                    .isLessThan(1.1 * jointsRms(without, Method.TWIN, h));
        }
        // the filter takes the outliers in: they are there
        assertThat(jointsRms(report, Method.TUNED_KALMAN, 0))
                .isGreaterThan(2 * jointsRms(without, Method.TUNED_KALMAN, 0));
    }

    /** In one frame of fifty an encoder glitches by 0.2 rad, in one of fifty the accelerometer by 50 m/s². */
    private static ObjectNode spoil(ObjectNode frame, Random random) {
        add(frame, "joint_positions", random.nextInt(28), random.nextInt(50) == 0 ? 0.2 : 0);
        add(frame, "imu", 3 + random.nextInt(3), random.nextInt(50) == 0 ? 50 : 0);
        return frame;
    }

    private static void add(ObjectNode frame, String field, int i, double value) {
        ArrayNode values = (ArrayNode) frame.path(field);
        values.set(i, DoubleNode.valueOf(values.get(i).asDouble() + value));
    }

    @Test
    void effortsAloneMeansThatNoCommandIsSeen() throws IOException {
        assertThat(Evaluation.run(firstStep(Input.EFFORTS)).sources()).containsOnlyKeys(TorqueSource.EFFORTS);
        assertThat(Evaluation.run(firstStep(Input.NONE)).sources()).containsOnlyKeys(TorqueSource.NONE);
    }

    @Test
    void recordingThatIsMissingIsRefusedByName(@TempDir Path folder) {
        Path none = folder.resolve("none.jsonl");
        assertThatThrownBy(() -> Evaluation.run(evaluated(none))).hasMessageContaining(none + ": no such file");
    }

    @Test
    void swappedFramesAreTakenInAsTheJobTakesThem(@TempDir Path folder) throws IOException {
        Path plain = write(folder, 1000, (frame, i) -> frame);
        List<String> lines = Files.readAllLines(plain);
        EvaluationReport ordered = Evaluation.run(evaluated(plain));
        for (int i = 101; i + 1 < lines.size(); i += 100) {
            Collections.swap(lines, i, i + 1);
        }
        EvaluationReport swapped = Evaluation.run(evaluated(Files.write(folder.resolve("swapped.jsonl"), lines)));
        assertThat(swapped.frames()).isEqualTo(ordered.frames());
        assertThat(swapped.late()).isBetween(5, 9);
        assertThat(swapped.refusals().isEmpty()).isTrue();
        assertThat(swapped.events().count(Kind.RESET)).isZero();
        assertThat(swapped.estimation().velocity().rms())
                .isCloseTo(ordered.estimation().velocity().rms(), within(1e-4));
    }

    @Test
    void seqsThatAreWrongAgainAndAgainAreNoTimeThatPasses(@TempDir Path folder) throws IOException {
        EvaluationReport report = Evaluation.run(evaluated(write(
                folder,
                2500,
                (frame, i) -> i % 211 == 210 ? frame.put("seq", frame.get("seq").asInt() + 100) : frame)));
        assertThat(report.frames()).isEqualTo(2500);
        assertThat(report.estimation().velocity().rms())
                .as("regression guard: m/s")
                .isLessThan(0.003);
        assertThat(report.events().count(Kind.DIVERGED)).isZero();
        assertThat(report.events().count(Kind.SENSOR_REFUSED)).isZero();
    }

    @Test
    void aStampThatIsASecondAheadCostsItsFrameAlone(@TempDir Path folder) throws IOException {
        EvaluationReport report = Evaluation.run(evaluated(write(folder, 1500, (frame, i) -> {
            if (i == 600) {
                ((ObjectNode) frame.get("stamp"))
                        .put("sec", frame.at("/stamp/sec").asInt() + 1);
            }
            return without(frame, "seq");
        })));
        assertThat(report.frames()).isEqualTo(1499);
        assertThat(report.events().count(Kind.RESET)).isZero();
    }

    @Test
    void commandedPositionsOfWhichNoGainIsKnownAreNotUsedAndItIsSaid(@TempDir Path folder) throws IOException {
        Path urdf = Files.writeString(folder.resolve("r.urdf"), BuiltInModels.humanoid28Urdf());
        Path walk = write(folder, 400, (frame, i) -> {
            ((ObjectNode) frame.get("joint_commands")).remove(List.of("effort", "kp", "kd"));
            return without(frame, "joint_efforts");
        });
        EvaluationReport report = Evaluation.run(evaluated(walk, RobotFiles.read(urdf, null, List.of()), 0, 1));
        assertThat(report.model().lacks()).anyMatch(lack -> lack.startsWith("gains (kp, kd) of the drives"));
        assertThat(report.sources()).containsOnlyKeys(TorqueSource.NONE);
        assertThat(Evaluation.run(evaluated(walk)).sources()).containsKey(TorqueSource.COMMANDS);
    }

    @Test
    void oneLineThatIsNoFrameIsRefusedLikeAnyOther(@TempDir Path folder) throws IOException {
        Path file = write(folder, 800, (frame, i) -> i == 300 ? frame.put("imu", "none") : frame);
        EvaluationReport report = Evaluation.run(evaluated(file));
        assertThat(report.frames()).isEqualTo(799);
        assertThat(report.refusals().byReason()).containsOnlyKeys(RejectReason.WRONG_TYPE);
    }

    @Test
    void aRecordingOfWhichNothingCanBeTakenIsAnErrorThatSaysWhy(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.jsonl");
        Files.writeString(file, "{\"stamp\":{\"sec\":1,\"nanosec\":0},\"imu\":\"none\"}\n{nonsense}\n");
        assertThatThrownBy(() -> Evaluation.run(evaluated(file)))
                .hasMessageContaining("all 2 frames were refused")
                .hasMessageContaining("MALFORMED 1");
        Files.writeString(file, "{\"stamp\":{\"sec\":1,\"nanosec\":0},\"jointPositions\":[1]}\n");
        assertThatThrownBy(() -> Evaluation.run(evaluated(file)))
                .hasMessageContaining("nothing but the time is understood")
                .hasMessageContaining("field \"jointPositions\" (did you mean joint_positions?)");
    }

    @Test
    void aTableWithoutRowsHoldsNoFrame(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("head.csv"), "t,q_left_knee\n");
        assertThatThrownBy(() -> Evaluation.run(evaluated(file))).hasMessageEndingWith("head.csv holds no frame");
    }

    @Test
    void ofARecordingInDegreesOfWhichNothingIsScoredTheCauseAndTheWayOutAreTold(@TempDir Path folder)
            throws IOException {
        Path file = write(folder, 600, (frame, i) -> {
            for (String field : List.of("joint_positions", "joint_velocities")) {
                ArrayNode values = (ArrayNode) frame.get(field);
                for (int j = 0; j < values.size(); j++) {
                    values.set(j, Math.toDegrees(values.get(j).doubleValue()));
                }
            }
            return without(frame, "truth");
        });
        EvaluationReport report = Evaluation.run(evaluated(file));
        assertThat(report.error())
                .startsWith("nothing was scored: neither a joint's prediction nor the base could be compared with"
                        + " anything in its ")
                .contains("SENSOR_REFUSED joint positions seem to be in degrees")
                .endsWith("; for a table in other units 'pollux columns' proposes a map, and a map may say the unit:"
                        + " \"joint_positions.left_knee [deg]\"");
    }

    @Test
    void aLogWhoseTimeIsInMillisecondsWithoutSayingSoIsAnErrorThatNamesTheCause(@TempDir Path folder)
            throws IOException {
        StringBuilder log = new StringBuilder("t,q_left_knee,gx,gy,gz,ax,ay,az\n");
        for (int i = 0; i < 300; i++) {
            log.append(i * 2).append(",0.1,0,0,0,0,0,9.81\n");
        }
        EvaluationReport report = Evaluation.run(evaluated(Files.writeString(folder.resolve("ms.csv"), log)));
        assertThat(report.error())
                .isEqualTo(
                        "nothing was scored: its frames are about 2.00 s apart, and a robot that is silent for 1 s starts"
                                + " anew: no twin can follow it; is its time in another unit? pollux columns says what a"
                                + " table's seems to be");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void velocitiesThatComeLessOftenThanFramesAreEvaluatedToo(int every, @TempDir Path folder) throws IOException {
        EvaluationReport report = Evaluation.run(evaluated(
                write(folder, 1000, (frame, i) -> i % every == 0 ? frame : without(frame, "joint_velocities"))));
        assertThat(report.error()).isNull();
        double twin = joints(report, Method.TWIN);
        assertThat(twin).isPositive().isLessThan(joints(report, Method.HOLD));
        assertThat(joints(report, Method.TUNED_KALMAN)).isPositive().isLessThan(joints(report, Method.HOLD));
    }

    private static double joints(EvaluationReport report, Method method) {
        return report.prediction()
                .table()
                .of(Quantity.JOINTS, method, 0, Phase.ALL)
                .rms();
    }
}
