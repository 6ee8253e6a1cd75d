package dev.pollux.report;

import static dev.pollux.evaluation.EvaluatedWalk.evaluated;
import static dev.pollux.evaluation.EvaluatedWalk.firstStep;
import static dev.pollux.evaluation.EvaluatedWalk.jointsRms;
import static dev.pollux.evaluation.EvaluatedWalk.without;
import static dev.pollux.evaluation.EvaluatedWalk.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pollux.ReferenceData;
import dev.pollux.evaluation.BuiltInRecording;
import dev.pollux.evaluation.Evaluation;
import dev.pollux.evaluation.EvaluationOptions;
import dev.pollux.evaluation.EvaluationOptions.Input;
import dev.pollux.evaluation.EvaluationReport;
import dev.pollux.evaluation.Method;
import dev.pollux.messages.EventMessage.Kind;
import dev.pollux.model.Joint;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.robot.RobotFiles;
import dev.pollux.state.Floor;
import dev.pollux.state.Predictor;
import dev.pollux.state.RejectReason;
import dev.pollux.state.TorqueSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** What is told of an evaluation: its table, its JSON and its plots. */
@Tag("slow")
class EvaluationReportTest {
    @Test
    void resimulationIsAnotherPredictionThatBeatsConstantVelocityToo() throws IOException {
        EvaluationReport resimulated = Evaluation.run(firstStep(Input.ALL, Predictor.RESIMULATED));
        double twin = jointsRms(resimulated, Method.TWIN, 1);
        assertThat(twin).isNotEqualTo(jointsRms(Evaluation.run(firstStep(Input.ALL)), Method.TWIN, 1));
        assertThat(twin).isLessThan(jointsRms(resimulated, Method.CONSTANT_VELOCITY, 1));
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
                BuiltInRecording.file(), null, Predictor.HELD, floor, 100, horizons, Input.ALL, 1, 3.0, 5, null, false);
    }

    @Test
    void jsonSaysWhatTheTableSays() throws IOException {
        EvaluationReport report = Evaluation.run(firstStep(Input.ALL));
        JsonNode json = EvaluationJson.of(report);
        JsonNode all = json.at("/predictions/1/all");
        assertThat(json.at("/predictions/1/horizon_ms").doubleValue()).isEqualTo(50);
        assertThat(all.at("/twin/joints_rad/rms").doubleValue()).isEqualTo(jointsRms(report, Method.TWIN, 1));
        assertThat(all.at("/hold/base_position_m/p95").isNumber()).isTrue();
        assertThat(all.at("/tuned_kalman/base_position_m").isMissingNode()).isTrue();
        assertThat(all.at("/coverage/sigma").doubleValue()).isBetween(0.0, 1.0);
        assertThat(EvaluationTable.of(report)).contains("tuned Kalman").contains("contact change");
    }

    @Test
    void withoutTruthPredictionsAreHeldAgainstLaterMeasurementsAndTheEstimatorAgainstItsSensors(@TempDir Path folder)
            throws IOException {
        EvaluationReport known = Evaluation.run(evaluated(write(folder, 1500, (frame, i) -> frame)));
        EvaluationReport blind = Evaluation.run(evaluated(write(folder, 1500, (frame, i) -> without(frame, "truth"))));
        assertThat(known.jointTruth()).isTrue();
        assertThat(blind.jointTruth()).isFalse();
        // an encoder's noise and half its step, 1.1e-4 rad, come to the error
        double noise = 1.1e-4;
        double expected = Math.hypot(jointsRms(known, Method.TWIN, 0), noise);
        assertThat(jointsRms(blind, Method.TWIN, 0)).isCloseTo(expected, within(0.3 * expected));
        assertThat(jointsRms(blind, Method.HOLD, 0))
                .isCloseTo(jointsRms(known, Method.HOLD, 0), within(0.1 * expected));
        assertThat(blind.estimation().position().count()).isZero();
        assertThat(blind.estimation().nis().mean())
                .isEqualTo(known.estimation().nis().mean());
        assertThat(EvaluationTable.of(blind))
                .contains("NIS per degree", "compared with what the encoders measured later")
                .doesNotContain("position ", "velocity     rms", "CoM");
        JsonNode json = EvaluationJson.of(blind);
        assertThat(json.path("joints_held_against").asText()).isEqualTo("later_measurements");
        assertThat(json.at("/estimation/nis_per_degree/mean").isNumber()).isTrue();
        assertThat(json.at("/estimation/position_m").isMissingNode()).isTrue();
        assertThat(EvaluationPlot.svg(blind))
                .contains("measured", "roll of the base")
                .doesNotContain("truth, aligned", "error of x", "NaN");
    }

    @Test
    void aBackwardStampIsOneRefusedFrameAndNoNewRun(@TempDir Path folder) throws IOException {
        EvaluationReport report = Evaluation.run(evaluated(write(folder, 1000, (frame, i) -> {
            if (i == 600) {
                ((ObjectNode) frame.get("stamp"))
                        .put("nanosec", frame.at("/stamp/nanosec").asInt() - 150_000_000);
            }
            return frame;
        })));
        assertThat(report.frames()).isEqualTo(999);
        assertThat(report.refusals().byReason()).containsOnlyKeys(RejectReason.STAMP_BACKWARD);
        assertThat(report.events().count(Kind.RESET)).isZero();
        assertThat(EvaluationTable.of(report)).contains("refused STAMP_BACKWARD: 1 frame, the first: seq ");
    }

    @Test
    void aRobotThatRestartsIsToldAndEvaluatedOn(@TempDir Path folder) throws IOException {
        EvaluationReport report = Evaluation.run(evaluated(write(folder, 3000, (frame, i) -> {
            if (i >= 1500) {
                long nanos = (i - 1500) * 2_000_000L;
                frame.put("seq", i - 1500);
                ((ObjectNode) frame.get("stamp"))
                        .put("sec", nanos / 1_000_000_000)
                        .put("nanosec", nanos % 1_000_000_000);
            }
            return frame;
        })));
        assertThat(report.events().first())
                .anyMatch(event -> event.kind() == Kind.RESET && event.message().contains("restarted its numbering"));
        // the job believes in a restart no later than a second after the last frame that fitted
        assertThat(report.frames()).isGreaterThan(2400);
        assertThat(report.frames() + report.refusals().count()).isEqualTo(3000);
        assertThat(report.seconds()).isCloseTo(6, within(0.1));
        JsonNode json = EvaluationJson.of(report);
        assertThat(json.at("/event_counts/RESET").asInt())
                .isEqualTo(report.events().count(Kind.RESET));
        assertThat(json.at("/events/0/event").isTextual()).isTrue();
    }

    @Test
    void aBaseThatIsEstimatedAndOfWhichTheRecordingKnowsNoTruthIsSaidToBe(@TempDir Path folder) throws IOException {
        Path walk = write(folder, 400, (frame, i) -> {
            frame.remove("truth");
            return frame;
        });
        EvaluationReport report = Evaluation.run(evaluated(walk));
        assertThat(report.track().points()).isNotEmpty();
        assertThat(report.estimation().nis().count()).isPositive();
        assertThat(EvaluationTable.of(report))
                .contains("estimation: the recording does not tell the base's truth; only whether the estimator agrees"
                        + " with its sensors")
                .doesNotContain("estimated in no scored frame");
    }

    @Test
    void aRobotWithoutFeetIsNotPromisedThatTheEstimatorIsHeldAgainstItsSensors(@TempDir Path folder)
            throws IOException {
        Path urdf = Files.writeString(folder.resolve("r.urdf"), BuiltInModels.humanoid28Urdf());
        Path footless = Files.writeString(
                folder.resolve("r.robot.json"), "{\"imu\": {\"frame\": \"imu_link\"}, \"contacts\": []}");
        Path walk = write(folder, 400, (frame, i) -> {
            frame.remove(List.of("truth", "contacts", "contact_wrenches"));
            return frame;
        });
        EvaluationReport report = Evaluation.run(evaluated(walk, RobotFiles.read(urdf, footless, List.of()), 0, 1));
        assertThat(report.track().points()).isNotEmpty();
        assertThat(EvaluationTable.of(report))
                .contains(
                        "estimation: the recording does not tell the base's truth, and no foot stood by which to tell")
                .doesNotContain("only whether the estimator", "NIS per degree");
    }

    @Test
    void aRecordingThatEndsBeforeScoresBeginIsAnErrorThatNamesBothAndItsTablePromisesNothing(@TempDir Path folder)
            throws IOException {
        Path brief = write(folder, 100, (frame, i) -> without(frame, "truth"));
        EvaluationReport report = Evaluation.run(evaluated(brief, null, 0.5, 1));
        assertThat(report.error())
                .matches("nothing was scored: the recording lasts 0\\.\\d\\d s, and scores begin at 0\\.5 s"
                        + " \\(--from\\)");
        assertThat(EvaluationTable.of(report))
                .contains("accelerations from no scored frame", "the base was estimated in no scored frame")
                .doesNotContain("joint predictions are compared with");
    }

    @Test
    void whatComesBeforeTheEarlyEndIsEvaluatedAndThePlaceIsTold(@TempDir Path folder) throws IOException {
        Path whole = write(folder, 800, (frame, i) -> frame);
        byte[] bytes = Files.readAllBytes(whole);
        Path half = Files.write(folder.resolve("half.jsonl"), Arrays.copyOf(bytes, bytes.length - 100));
        EvaluationReport report = Evaluation.run(evaluated(half));
        assertThat(report.frames()).isEqualTo(799);
        assertThat(report.endedEarly()).contains("within line 801");
        assertThat(EvaluationTable.of(report)).contains("incomplete: the file ends early, within line 801");
        ObjectNode json = EvaluationJson.of(report);
        assertThat(new EvaluationRows(200).of(json)).contains("half*", "line 801");
        EvaluationRows narrow = new EvaluationRows(80);
        ObjectNode failed = JsonNodeFactory.instance.objectNode().put("recording", "half.jsonl");
        assertThat(narrow.head() + narrow.of(json) + narrow.of(failed.put("error", "cannot be read ".repeat(20))))
                .contains("half*", "* ended early")
                .satisfies(table -> assertThat(table.lines()).allMatch(line -> line.length() <= 80));
    }

    @Test
    void reSimulationThatLacksCommandsIsSaidToBeHeldWithWhatItNeeds() throws IOException {
        EvaluationReport report = Evaluation.run(firstStep(Input.EFFORTS, Predictor.RESIMULATED));
        assertThat(report.resimulated()).isZero();
        assertThat(EvaluationTable.of(report))
                .containsPattern("resimulated in 0 of \\d+ frames, held in the others: it needs commanded efforts")
                .contains("not reported so far: joint_commands (without them nothing is re-simulated: accelerations are"
                        + " held)");
        EvaluationReport commands = Evaluation.run(firstStep(Input.COMMANDS, Predictor.RESIMULATED));
        assertThat(commands.resimulated()).isPositive();
        assertThat(EvaluationTable.of(commands)).doesNotContain("joint_commands");
        assertThat(EvaluationJson.of(commands).path("frames_resimulated").asInt())
                .isEqualTo(commands.resimulated());
    }

    @Test
    void aLogOfAnImuAloneIsEvaluated(@TempDir Path folder) throws IOException {
        StringBuilder log = new StringBuilder("t,gx,gy,gz,ax,ay,az\n");
        for (int i = 0; i < 1000; i++) {
            log.append(i * 0.01).append(",0,0,0,0,0,9.81\n");
        }
        EvaluationReport report = Evaluation.run(evaluated(Files.writeString(folder.resolve("imu.csv"), log)));
        assertThat(report.frames()).isEqualTo(1000);
        assertThat(report.refusals().isEmpty()).isTrue();
        assertThat(report.error())
                .isEqualTo(
                        "nothing was scored: no frame reports a joint's position, and without them neither joints nor"
                                + " the base are predicted");
        assertThat(report.sources()).isEmpty();
        assertThat(EvaluationTable.of(report))
                .contains("accelerations from no scored frame (they need a known joint);");
    }

    @Test
    void aReportWithoutPredictionsSaysWhy(@TempDir Path folder) throws IOException {
        Path slow = write(
                folder,
                600,
                (frame, i) ->
                        i % 17 == 0 ? frame : without(frame, "joint_positions", "joint_velocities", "joint_efforts"));
        EvaluationReport report = Evaluation.run(evaluated(slow));
        String why = "the joints' positions are told only every 30 ms or less often, too rarely";
        assertThat(EvaluationTable.of(report)).contains("\npredictions are not scored: " + why);
        assertThat(EvaluationJson.of(report).get("no_predictions").asText()).startsWith(why);
        assertThat(EvaluationTable.of(Evaluation.run(evaluated(write(folder, 600, (frame, i) -> frame)))))
                .doesNotContain("predictions are not scored");
    }

    @Test
    void withoutContactFlagsNothingIsCalledSteadyAndAbbreviationsAreExplained(@TempDir Path folder) throws IOException {
        StringBuilder log = new StringBuilder("t,q_left_knee,gx,gy,gz,ax,ay,az\n");
        for (int i = 0; i < 300; i++) {
            log.append(i * 0.01).append(",0.1,0,0,0,0,0,9.81\n");
        }
        String table =
                EvaluationTable.of(Evaluation.run(evaluated(Files.writeString(folder.resolve("knee.csv"), log))));
        assertThat(table)
                .contains(
                        "\nprediction, all (nothing tells when a foot comes down, so not divided into steady and other")
                .doesNotContain("all of them steady");
        assertThat(EvaluationTable.of(Evaluation.run(standing(Floor.UNKNOWN))))
                .contains("\nprediction, all\n", "\nprediction, steady\n")
                .contains("NIS per degree of freedom")
                .contains("\n    NEES and NIS tell whether the estimator knows how wrong it is: squared errors over")
                .contains("predictor held (each moment's acceleration is kept)");
    }

    @Test
    void whatTheHeadOfARecordingTellsOfDrivesIsTakenAndSaidAndWhatItDoesNotTellIsSaidToo(@TempDir Path folder)
            throws IOException {
        Path urdf = Files.writeString(folder.resolve("r.urdf"), BuiltInModels.humanoid28Urdf());
        List<String> frames = Files.readAllLines(write(folder, 400, (frame, i) -> {
            ((ObjectNode) frame.get("joint_commands")).remove(List.of("effort", "kp", "kd"));
            return without(frame, "joint_efforts");
        }));
        frames.removeIf(line -> line.contains("\"record\":\"header\""));
        String joints = BuiltInModels.humanoid28().jointNames().stream()
                .map(name -> "\"" + name + "\":%s")
                .collect(Collectors.joining(",", "{", "}"));
        frames.add(
                0,
                "{\"record\":\"header\",\"armature\":" + joints.replace("%s", "0.1") + ",\"kp\":"
                        + joints.replace("%s", "200") + ",\"kd\":" + joints.replace("%s", "6") + "}");
        Path headed = Files.write(folder.resolve("headed.jsonl"), frames);
        EvaluationReport told = Evaluation.run(evaluated(headed, RobotFiles.read(urdf, null, List.of()), 0, 1));
        assertThat(EvaluationTable.of(told))
                .contains("model humanoid_28: of r.urdf, with armature, kp, kd of the recording's head\n")
                .doesNotContain("not known: ");
        assertThat(told.sources()).containsKey(TorqueSource.COMMANDS);
        assertThat(told.model().model().joints())
                .allSatisfy(joint -> assertThat(joint)
                        .returns(0.1, Joint::armature)
                        .returns(200.0, Joint::kp)
                        .returns(6.0, Joint::kd));

        Path headless = Files.write(folder.resolve("headless.jsonl"), frames.subList(1, frames.size()));
        EvaluationReport lacking = Evaluation.run(evaluated(headless, RobotFiles.read(urdf, null, List.of()), 0, 1));
        assertThat(EvaluationTable.of(lacking))
                .contains("not known: rotor inertia (armature) of 28 of 28 joints", "not known: gains (kp, kd)");
    }

    @Test
    void theBuiltInRobotIsNotTakenForAnotherOne(@TempDir Path folder) throws IOException {
        Path other = Files.writeString(folder.resolve("o.csv"), "t,q_l_knee,q_left_knee\n0,1,1\n0.01,1,1\n");
        assertThatThrownBy(() -> Evaluation.run(evaluated(other)))
                .hasMessageContaining("joint \"l_knee\", which the built-in robot humanoid_28 does not have")
                .hasMessageContaining("--model");
        EvaluationReport walk = Evaluation.run(firstStep(Input.ALL));
        assertThat(EvaluationTable.of(walk)).contains("model humanoid_28: built in, named by the recording");
        assertThat(EvaluationJson.of(walk).path("model_chosen").asText()).contains("named by the recording");
    }

    @Test
    void plotIsWellFormedAndHasALineForEachMethod() throws Exception {
        String svg = EvaluationPlot.svg(Evaluation.run(firstStep(Input.ALL)));
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Document document =
                factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(svg)
                .contains(
                        "tuned Kalman",
                        "10⁻³",
                        "± 2σ as stated",
                        ">humanoid_28-walk.jsonl.gz<",
                        "predicted 50 ms before",
                        "contacts",
                        "speed of the base")
                .doesNotContain("NaN", "Infinity", "1e-");
    }

    @Test
    void aPlotShowsTiltAndVelocityBesideTheTruthWithBandsOfTwoSigmaContactsAndMarksOfEvents(@TempDir Path folder)
            throws IOException {
        EvaluationReport report = Evaluation.run(evaluated(write(folder, 1000, (frame, i) -> {
            if (i == 600) {
                ((ArrayNode) frame.get("joint_positions")).set(3, 1_000);
            }
            return frame;
        })));
        String svg = EvaluationPlot.svg(report);
        assertThat(svg)
                .contains(">base from above<", ">truth, aligned at the start<", ">time, s<")
                .contains(">left_sole<", ">right_sole<", ">SENSOR_REFUSED<");
        assertThat(report.events().count()).isOne();
        assertThat(lines(svg, "error of y"))
                .as("the band of 2σ, the error, the event")
                .containsExactly(1, 1, 1);
        assertThat(lines(svg, "roll of the base"))
                .as("2σ, truth and estimate, the event")
                .containsExactly(1, 2, 1);
        assertThat(lines(svg, "pitch of the base")).containsExactly(1, 2, 1);
        assertThat(lines(svg, "speed of the base")).containsExactly(0, 2, 1);
        assertThat(lines(svg, "error of the velocity")).containsExactly(1, 1, 1);
        List<Integer> joints = report.track().movedMost(3);
        assertThat(joints).hasSize(3);
        for (int joint : joints) {
            String name = report.model().model().jointNames().get(joint);
            assertThat(lines(svg, name)).as("%s measured and predicted", name).containsExactly(0, 2, 0);
            assertThat(svg.substring(svg.indexOf("font-weight='bold'>" + name + "<")))
                    .containsSubsequence(">time, s<", ">rad<", ">predicted 10 ms before<", ">measured<");
        }
        assertThat(svg.split("fill='" + CONTACT + "'", -1).length - 1)
                .as("one foot stands, the other before and after its step")
                .isEqualTo(3);
    }

    @Test
    void aPlotHasARowForEachKindOfEvent(@TempDir Path folder) throws IOException {
        EvaluationReport report = Evaluation.run(evaluated(write(folder, 1000, (frame, i) -> {
            if (i == 600) {
                ((ArrayNode) frame.get("joint_positions")).set(3, 1_000);
            }
            return frame;
        })));
        assertThat(EvaluationPlot.svg(report)).contains("1 event", ">events<", ">SENSOR_REFUSED<");
    }

    /** The colour of the time that a foot stands. */
    private static final String CONTACT = "#5a7d5a";

    /** How many bands, lines and marks of events a panel has: they come before its title, after that of the panel before. */
    private static List<Integer> lines(String svg, String title) {
        String before = svg.substring(0, svg.indexOf("font-weight='bold'>" + title + "<"));
        String panel = before.substring(before.lastIndexOf("font-weight='bold'>", before.lastIndexOf("<text")) + 1);
        return Stream.of("stroke='none'", "stroke-linejoin='round'", "stroke-dasharray")
                .map(part -> panel.split(part, -1).length - 1)
                .toList();
    }

    @Test
    @Tag("data")
    void eachOfTenFallsInARowIsWarnedOfWhateverTheFeetDidOnTheWayDownBefore() throws IOException {
        Path falls = ReferenceData.file("humanoid/humanoid_28-push-fall.clean.jsonl.gz");
        EvaluationReport report = Evaluation.run(evaluated(falls));
        assertThat(report.events().count(Kind.FALLEN)).isEqualTo(10);
        assertThat(report.events().count(Kind.FALL_RISK)).isEqualTo(10);
        assertThat(EvaluationTable.of(report).lines())
                .anyMatch(line -> line.startsWith("events: ") && line.contains("FALL_RISK 10, FALLEN 10"))
                .anyMatch(line -> line.matches(
                        " +\\d\\.\\d{3} s  seq \\d+ +FALL_RISK +the capture point is beyond what a step can reach"))
                .anyMatch(line -> line.matches(" +\\d\\.\\d{3} s  seq \\d+ +FALLEN +the robot has fallen"));
    }
}
