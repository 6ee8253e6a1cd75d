package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.estimation.time.SampleClock;
import dev.pollux.estimation.time.SampleClock.Reading;
import dev.pollux.model.RobotModel;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import dev.pollux.storage.StoredState;
import dev.pollux.twin.RestampedRecording.Outcome;
import dev.pollux.twin.RestampedRecording.Stamping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Recordings of the humanoid with noisy sensors, stamped as computers do: the twin is as good as with stamps that say when the
 * sensors were read, and raises no alarm.
 */
@Tag("data")
class StampsTest {
    private static final Stamping TRUE = t -> t;
    private static final RobotModel MODEL = BuiltInModels.humanoid28();

    /** How much worse than with true stamps: what is lost while it learns. */
    private static final double AS_GOOD = 1.3;

    private static final Map<String, Outcome> WITH_TRUE_STAMPS = new HashMap<>();

    private static Outcome withTrueStamps(String log, int every) throws Exception {
        Outcome known = WITH_TRUE_STAMPS.get(log + every);
        if (known == null) {
            known = RestampedRecording.builtIn().every(every).run(log, TRUE);
            WITH_TRUE_STAMPS.put(log + every, known);
        }
        return known;
    }

    private static Stamping late(double most) {
        Random random = new Random(1);
        return t -> t + most * random.nextDouble();
    }

    /** Delays of 1.5 ms in the mean, and so often the computer is away for 20 to 50 ms: all that it owes comes at once. */
    private static Stamping busy(double often) {
        Random random = new Random(2);
        double[] until = {0};
        double[] last = {0};
        return t -> {
            until[0] = t < last[0] ? 0 : until[0]; // another run
            last[0] = t;
            if (random.nextDouble() < often) {
                until[0] = t + 0.02 + 0.03 * random.nextDouble();
            }
            return Math.max(t - 0.0015 * Math.log(1 - random.nextDouble()), until[0]);
        };
    }

    /** What was read since the last time is stamped at once. */
    private static Stamping batches(double every) {
        Random random = new Random(3);
        return t -> Math.ceil(t / every + 1e-9) * every + 1e-4 * random.nextDouble();
    }

    /** Frames without a seq are ordered by their stamps. */
    private static Stamping ascending(Stamping stamping) {
        double[] last = {-1};
        return t -> last[0] = Math.max(stamping.stamp(t), last[0] + 1e-6);
    }

    private static Stamping rounded(double quantum) {
        return t -> Math.floor(t / quantum + 1e-6) * quantum;
    }

    private static void assertAsGood(String log, int every, Stamping stamping) throws Exception {
        assertAsGood(log, every, RestampedRecording.builtIn().every(every).run(log, stamping));
    }

    private static void assertAsGood(String log, int every, Outcome outcome) throws Exception {
        Outcome right = withTrueStamps(log, every);
        String said = log + ", every " + every + ": " + outcome + "; with true stamps " + right;
        assertThat(outcome.refused).as(said).isZero();
        assertThat(outcome.velocity()).as(said).isLessThan(AS_GOOD * right.velocity());
        assertThat(outcome.jointRms).as(said).isLessThan(AS_GOOD * right.jointRms);
        assertThat(outcome.velocityNees()).as(said).isLessThan(AS_GOOD * right.velocityNees());
        assertThat(outcome.told(Kind.FALL_RISK, Kind.FALLEN, Kind.RESET))
                .as(said)
                .isZero();
    }

    @Test
    void stampsUpToTenMillisecondsLateCostNothing() throws Exception {
        assertAsGood("walk", 1, late(0.01));
        assertAsGood("walk", 5, late(0.01));
        assertAsGood("stand", 5, late(0.01));
    }

    @Test
    void fallsWithLateStampsAreFollowedAndToldAsWithTrueOnes() throws Exception {
        for (int every : new int[] {1, 5}) {
            Outcome right = withTrueStamps("push-fall", every);
            Outcome outcome = RestampedRecording.builtIn().every(every).run("push-fall", late(0.01));
            String said = "every " + every + ": " + outcome + "; with true stamps " + right;
            assertThat(outcome.refused).as(said).isZero();
            assertThat(outcome.velocity()).as(said).isLessThan(1.05 * right.velocity());
            assertThat(outcome.jointRms).as(said).isLessThan(1.05 * right.jointRms);
            assertThat(right.told(Kind.FALLEN)).as(said).isPositive();
            assertThat(outcome.told(Kind.FALLEN)).as(said).isEqualTo(right.told(Kind.FALLEN));
        }
    }

    @Test
    void aBusyComputerCostsNothing() throws Exception {
        assertAsGood("walk", 1, busy(0.002));
        assertAsGood("walk", 5, busy(0.02));
        assertAsGood("stand", 5, busy(0.02));
        assertAsGood("push-survive", 5, busy(0.02));
    }

    @Test
    void batchesAndRoundedStampsCostNothing() throws Exception {
        assertAsGood("walk", 1, batches(0.01));
        assertAsGood("walk", 5, batches(0.05));
        assertAsGood("walk", 1, rounded(0.001));
        assertAsGood("walk", 1, rounded(0.01));
    }

    @Test
    void aClockThatDriftsOrIsSetCostsNothing() throws Exception {
        assertAsGood("walk", 1, t -> 1.001 * t);
        assertAsGood("walk", 1, t -> t + (t > 3 ? 0.03 : 0));
        assertAsGood("walk", 1, t -> t - (t > 3 ? 0.03 : 0));
    }

    @Test
    void framesMayBeLostBesides() throws Exception {
        Random random = new Random(7);
        Stamping late = late(0.01);
        Random same = new Random(7);
        Outcome right = RestampedRecording.builtIn().run("walk", t -> same.nextInt(20) == 0 ? Double.NaN : t);
        Outcome outcome =
                RestampedRecording.builtIn().run("walk", t -> random.nextInt(20) == 0 ? Double.NaN : late.stamp(t));
        String said = outcome + "; with true stamps " + right;
        assertThat(outcome.velocity()).as(said).isLessThan(AS_GOOD * right.velocity());
        assertThat(outcome.jointRms).as(said).isLessThan(AS_GOOD * right.jointRms);
        assertThat(outcome.told(Kind.FALL_RISK, Kind.FALLEN, Kind.RESET))
                .as(said)
                .isZero();
    }

    @Test
    void framesNeedNotBeNumbered() throws Exception {
        assertAsGood("walk", 1, RestampedRecording.builtIn().unnumbered().run("walk", ascending(late(0.001))));
        assertAsGood("walk", 1, RestampedRecording.builtIn().unnumbered().run("walk", ascending(late(0.01))));
        assertAsGood(
                "walk", 5, RestampedRecording.builtIn().unnumbered().every(5).run("walk", ascending(busy(0.02))));
    }

    @Test
    void oneStampInAHundredThatIsFarAheadCostsTwoOtherFramesOfARobotThatNumbersNone() throws Exception {
        Outcome right = RestampedRecording.builtIn().unnumbered().run("walk", TRUE);
        int[] wrong = {0};
        Outcome outcome = RestampedRecording.builtIn().unnumbered().run("walk", t -> {
            boolean ahead = Math.round(500 * t) % 100 == 99;
            wrong[0] += ahead ? 1 : 0;
            return ahead ? t + 0.09 : t;
        });
        String said = outcome + "; with true stamps " + right;
        assertThat(outcome.refused).as(said).isLessThanOrEqualTo(2 * wrong[0]);
        assertThat(outcome.velocity()).as(said).isLessThan(AS_GOOD * right.velocity());
        assertThat(outcome.told(Kind.FALL_RISK, Kind.FALLEN, Kind.DIVERGED, Kind.RESET))
                .as(said)
                .isZero();
    }

    /** Half of all frames at random, the rest stamped up to 2 ms late. */
    private static Stamping halfLost() {
        Random random = new Random(3);
        Stamping stamping = ascending(late(0.002));
        return t -> {
            double stamp = stamping.stamp(t);
            return random.nextBoolean() ? Double.NaN : stamp;
        };
    }

    @Test
    void whereHalfOfTheFramesAreLostTheJointsTellHowManyThoughNoneIsNumbered() throws Exception {
        Outcome numbered = RestampedRecording.builtIn().run("walk", halfLost());
        Outcome outcome = RestampedRecording.builtIn().unnumbered().run("walk", halfLost());
        String said = outcome + "; numbered " + numbered;
        assertThat(SampleClock.period(outcome.state.clock)).as(said).isCloseTo(0.002, within(2e-5));
        assertThat(outcome.velocity()).as(said).isLessThan(1.1 * numbered.velocity());
        assertThat(outcome.jointRms).as(said).isLessThan(1.3 * numbered.jointRms);
        assertThat(outcome.velocityNees()).as(said).isLessThan(3.75);
        assertThat(outcome.told(Kind.FALL_RISK, Kind.FALLEN, Kind.RESET))
                .as(said)
                .isZero();
    }

    @Test
    void velocitiesThatAreNotMeasuredDoNotShortenTheTickTheyWereComputedWith() throws Exception {
        Random random = new Random(1);
        Outcome outcome = RestampedRecording.builtIn()
                .unnumbered()
                .without(SensorFrame.JOINT_VELOCITIES)
                .run("walk", t -> random.nextDouble() < 0.4 ? Double.NaN : t);
        assertThat(outcome.velocity()).as(outcome.toString()).isLessThan(0.01);
        assertThat(outcome.told(Kind.FALL_RISK, Kind.FALLEN, Kind.DIVERGED, Kind.RESET))
                .as(outcome.toString())
                .isZero();
    }

    @Test
    void jointsWithoutVelocitySensorsTellTheTimeToo() throws Exception {
        Outcome right = RestampedRecording.builtIn()
                .without(SensorFrame.JOINT_VELOCITIES)
                .every(5)
                .run("walk", TRUE);
        Outcome outcome = RestampedRecording.builtIn()
                .without(SensorFrame.JOINT_VELOCITIES)
                .every(5)
                .run("walk", busy(0.02));
        String said = outcome + "; with true stamps " + right;
        assertThat(SampleClock.reading(outcome.state.clock)).as(said).isEqualTo(Reading.EVEN_TICKS);
        assertThat(outcome.velocity()).as(said).isLessThan(AS_GOOD * right.velocity());
        assertThat(outcome.jointRms).as(said).isLessThan(AS_GOOD * right.jointRms);
    }

    @Test
    void whereSensorsAreReadUnevenlyTheStampsAreBelieved() throws Exception {
        for (int mean : new int[] {2, 5}) {
            Random told = new Random(9);
            Outcome right = RestampedRecording.described("0")
                    .taking(seq -> told.nextInt(mean) == 0)
                    .run("walk", TRUE);
            Random learned = new Random(9);
            Outcome outcome = RestampedRecording.builtIn()
                    .taking(seq -> learned.nextInt(mean) == 0)
                    .run("walk", TRUE);
            String said = outcome + "; told that stamps are true " + right;
            assertThat(SampleClock.reading(outcome.state.clock)).as(said).isEqualTo(Reading.STAMPS);
            assertThat(SampleClock.confirmed(outcome.state.clock)).as(said).isCloseTo(1, within(0.1));
            assertThat(outcome.velocity()).as(said).isLessThan(1.1 * right.velocity());
            assertThat(outcome.jointRms).as(said).isLessThan(1.1 * right.jointRms);
            assertThat(outcome.told(Kind.TIMING)).as(said).isEqualTo(1);
        }
    }

    @Test
    void whatWasLearnedIsToldAndKept() throws Exception {
        Outcome outcome = RestampedRecording.builtIn().every(5).run("walk", late(0.01));
        TwinState restored = StoredState.restored(outcome.state);
        assertThat(restored.clock).isEqualTo(outcome.state.clock);
        assertThat(SampleClock.reading(restored.clock)).isEqualTo(Reading.EVEN_TICKS);
        assertThat(SampleClock.period(restored.clock)).isCloseTo(0.01, within(2e-5));
        // a delay between 0 and 10 ms, all alike: 10 / √12
        assertThat(SampleClock.jitter(restored.clock)).isCloseTo(0.00289, within(0.0006));
        TwinEvent timing = outcome.events.stream()
                .filter(e -> e.kind() == Kind.TIMING)
                .findFirst()
                .orElseThrow();
        assertThat(timing.numbers().get("period_ms")).isCloseTo(10, within(0.5));
        assertThat(timing.numbers().get("jitter_ms")).isCloseTo(2.9, within(1.0));
        assertThat(timing.numbers()).containsKey("confirmed");
    }

    @Test
    void aJitterAsDescribedIsNothingToTell() throws Exception {
        assertThat(RestampedRecording.builtIn().run("walk", late(0.002)).told(Kind.TIMING))
                .isZero();
    }

    /** Joints that swing at 100 Hz; by turns, for 2.2 s each, the stamps are late and the samples uneven. */
    @Test
    void timingThatChangesBackAndForthIsToldAtMostOnceAMinute() throws Exception {
        FollowedRobot robot = new FollowedRobot(MODEL, 10_000_000);
        Random random = new Random(7);
        List<Long> told = new ArrayList<>();
        long changes = 0;
        Reading last = Reading.UNDECIDED;
        for (int seq = 0; seq < 20_000; seq++) {
            double tick = 49 + 0.01 * seq;
            double stamp = tick + 0.009 * random.nextDouble();
            boolean uneven = seq / 220 % 2 == 1;
            SensorFrame frame = swinging(uneven ? stamp : tick);
            frame.seq = seq;
            frame.stampNanos = 60_000_000_000L * 1000 + Math.round(1e9 * stamp);
            FrameAnswer answer;
            try {
                answer = robot.follow(frame, Math.round(1e3 * stamp));
            } catch (FrameRejectedException e) {
                throw new AssertionError("frame " + seq, e);
            }
            if (answer.forecast().events.stream().anyMatch(e -> e.kind() == Kind.TIMING)) {
                told.add(frame.stampNanos);
            }
            Reading reading = SampleClock.reading(robot.state().clock);
            changes += reading == last ? 0 : 1;
            last = reading;
        }
        assertThat(changes).as("the reading changed").isGreaterThan(20);
        assertThat(told).hasSizeGreaterThan(2);
        for (int i = 1; i < told.size(); i++) {
            assertThat(told.get(i) - told.get(i - 1)).as("told %s", told).isGreaterThanOrEqualTo(60_000_000_000L);
        }
    }

    private static SensorFrame swinging(double t) {
        SensorFrame frame = new SensorFrame();
        frame.robotId = "swinging";
        int n = MODEL.jointCount();
        for (int j = 0; j < n; j++) {
            double phase = 2 * Math.PI * 0.5 * t + j;
            frame.jointPositions[j] = 0.2 * Math.sin(phase);
            frame.jointVelocities[j] = 0.2 * Math.PI * Math.cos(phase);
        }
        frame.jointCount = n;
        frame.mark(SensorFrame.ROBOT_ID
                | SensorFrame.SEQ
                | SensorFrame.STAMP
                | SensorFrame.JOINT_POSITIONS
                | SensorFrame.JOINT_VELOCITIES);
        return frame;
    }
}
