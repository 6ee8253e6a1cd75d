package dev.pollux.evaluation;

import static dev.pollux.evaluation.EvaluatedWalk.evaluated;
import static dev.pollux.evaluation.EvaluatedWalk.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pollux.ReferenceData;
import dev.pollux.messages.EventMessage.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Six seconds of the built-in walk as robots really send them, one thing changed in each: what comes of it through the whole of
 * {@code pollux evaluate}. With nothing changed velocity is 2.3 mm/s off.
 */
@Tag("slow")
class WalksAsTheyAreTest {
    private static final int FRAMES = 3_000;
    private static final int KNEE = 3;
    private static final int NECK = 15;
    private static final String[] JOINTS = {"joint_positions", "joint_velocities", "joint_efforts", "joint_commands"};
    private static final String[] FEET = {"contacts", "contact_wrenches"};
    private static final String[] JOINTS_AND_FEET =
            Stream.of(JOINTS, FEET).flatMap(Stream::of).toArray(String[]::new);

    private static final double BASELINE = 0.0023;
    private static final double TWICE_THE_BASELINE = 2 * BASELINE;

    /** Nothing is known of the velocity. */
    private static final double UNKNOWN = Double.NaN;

    private interface Change extends BiFunction<ObjectNode, Integer, ObjectNode> {}

    /**
     * A walk and its right outcome.
     *
     * @param made the name of the same walk in as-they-are/make.py
     * @param velocity the most that the base's velocity may be off, m/s rms
     * @param nees the most that its NEES, of 3 degrees of freedom, may be
     * @param told how many events of each kind
     */
    private record Walk(
            String made, String name, double velocity, double nees, Map<Kind, Integer> told, Change change) {
        void isRight(Path folder) throws IOException {
            EvaluationReport report =
                    Evaluation.run(evaluated(EvaluatedWalk.write(folder, FRAMES, change), null, 0.5, 20));
            double rms = report.estimation().velocity().rms();
            double consistency = report.estimation().velocityNees().mean();
            String outcome = name + ": " + rms + " m/s, NEES " + consistency + ", "
                    + report.events().counts() + ", refused " + report.refusals();
            assertAll(
                    () -> assertThat(report.events().counts()).as(outcome).isEqualTo(told),
                    () -> assertThat(report.estimation().velocity().count() == 0)
                            .as(outcome)
                            .isEqualTo(Double.isNaN(velocity)),
                    () -> assertThat(rms > velocity).as(outcome).isFalse(),
                    () -> assertThat(consistency > nees).as(outcome).isFalse(),
                    () -> assertThat(report.frames() + report.refusals().count())
                            .as(outcome)
                            .isEqualTo(FRAMES));
        }
    }

    private static Stream<Walk> walks() {
        return Stream.of(
                new Walk("baseline", "nothing changed", BASELINE, 4, Map.of(), (frame, i) -> frame),
                new Walk(
                        "glitch-position-1000",
                        "the knee at 1000 rad in one frame",
                        BASELINE,
                        4,
                        Map.of(Kind.SENSOR_REFUSED, 1),
                        (frame, i) -> i == 1_500 ? put(frame, "joint_positions", KNEE, 1_000) : frame),
                new Walk(
                        "glitch-position-300",
                        "the knee at 300 rad in one frame",
                        BASELINE,
                        4,
                        Map.of(Kind.SENSOR_REFUSED, 1),
                        (frame, i) -> i == 1_500 ? put(frame, "joint_positions", KNEE, 300) : frame),
                new Walk(
                        "joints-every-2nd",
                        "joints in every second frame",
                        TWICE_THE_BASELINE,
                        4,
                        Map.of(),
                        (frame, i) -> i % 2 == 0 ? frame : without(frame, JOINTS)),
                new Walk(
                        "imu-500-rest-100",
                        "the IMU at 500 Hz, the rest at 100 Hz",
                        TWICE_THE_BASELINE,
                        4,
                        Map.of(),
                        (frame, i) -> i % 5 == 0 ? frame : without(frame, JOINTS_AND_FEET)),
                new Walk(
                        "imu-every-4th",
                        "the IMU in every fourth frame",
                        TWICE_THE_BASELINE,
                        4,
                        Map.of(),
                        (frame, i) -> i % 4 == 0 ? frame : without(frame, "imu")),
                new Walk(
                        "imu-lost",
                        "an IMU that dies, and with it, a second later, what is known of the base",
                        0.05,
                        4,
                        Map.of(Kind.LIMITED, 2),
                        (frame, i) -> i < 1_000 ? frame : without(frame, "imu")),
                new Walk(
                        "neck-never",
                        "a neck that is never reported",
                        BASELINE,
                        4,
                        Map.of(Kind.LIMITED, 1),
                        (frame, i) -> missing(frame, NECK)),
                new Walk(
                        "knee-lost",
                        "an encoder that dies, without commands",
                        TWICE_THE_BASELINE,
                        4,
                        Map.of(Kind.LIMITED, 1),
                        (frame, i) -> without(i < 1_000 ? frame : missing(frame, KNEE), "joint_commands")),
                new Walk(
                        "no-foot-sensing",
                        "neither foot sensors nor efforts: velocity is off, and its σ says so",
                        Double.POSITIVE_INFINITY,
                        4,
                        Map.of(Kind.LIMITED, 1),
                        (frame, i) -> without(without(frame, FEET), "joint_efforts")),
                new Walk(
                        "gyro-degrees",
                        "a gyro in degrees",
                        UNKNOWN,
                        4,
                        Map.of(Kind.LIMITED, 1, Kind.SENSOR_REFUSED, 1),
                        (frame, i) -> gyroInDegrees(frame)),
                new Walk(
                        "restarts-of-200",
                        "numbers that begin at 0 in every 200th frame",
                        TWICE_THE_BASELINE,
                        4.5,
                        Map.of(Kind.RESET, 14),
                        (frame, i) -> frame.put("seq", i % 200)),
                new Walk("ros-empty-efforts", "empty efforts", BASELINE, 4, Map.of(), (frame, i) -> {
                    frame.putArray("joint_efforts");
                    return frame;
                }),
                new Walk(
                        "seq-is-stamp",
                        "numbers that are the stamps",
                        TWICE_THE_BASELINE,
                        4,
                        Map.of(Kind.TIMING, 1),
                        (frame, i) -> frame.put("seq", nanos(frame))));
    }

    @TestFactory
    Stream<DynamicTest> aWalkAsARobotReallySendsItHasItsRightOutcome(@TempDir Path folder) {
        return walks().map(walk -> DynamicTest.dynamicTest(walk.name(), () -> walk.isRight(folder)));
    }

    @Test
    @Tag("data")
    void everyWalkOfTheReferenceDataIsHere() {
        assertThat(Pattern.compile("(?m)^    \"([a-z0-9-]+)\": lambda ")
                        .matcher(ReferenceData.text("as-they-are/make.py"))
                        .results()
                        .map(name -> name.group(1)))
                .containsExactlyInAnyOrderElementsOf(walks().map(Walk::made).toList());
    }

    private static ObjectNode put(ObjectNode frame, String field, int index, double value) {
        ((ArrayNode) frame.get(field)).set(index, value);
        return frame;
    }

    private static ObjectNode missing(ObjectNode frame, int joint) {
        ((ArrayNode) frame.get("joint_positions")).setNull(joint);
        ((ArrayNode) frame.get("joint_velocities")).setNull(joint);
        return frame;
    }

    private static ObjectNode gyroInDegrees(ObjectNode frame) {
        ArrayNode imu = (ArrayNode) frame.get("imu");
        IntStream.range(0, 3).forEach(i -> imu.set(i, Math.toDegrees(imu.get(i).asDouble())));
        return frame;
    }

    private static long nanos(ObjectNode frame) {
        return frame.at("/stamp/sec").asLong() * 1_000_000_000
                + frame.at("/stamp/nanosec").asLong();
    }
}
