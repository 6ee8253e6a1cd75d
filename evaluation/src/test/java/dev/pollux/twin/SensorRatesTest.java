package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.ReferenceData;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.Residual;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TorqueSource;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Six seconds of the built-in walk whose sensors report at rates of their own. With every sensor in every frame the velocity
 * is 2.3 mm/s off.
 */
@Tag("slow")
class SensorRatesTest {
    private static final double TWICE_THE_BASELINE = 2 * ChangedWalk.BASELINE;

    @Test
    void everySensorInEveryFrameIsTheBaseline() throws Exception {
        ChangedWalk walk = ChangedWalk.run((frame, i) -> {});

        assertThat(walk.velocity()).as("regression guard: %s", walk).isLessThan(ChangedWalk.BASELINE);
        assertThat(walk.events).isEmpty();
    }

    @Test
    void anImuFasterThanAllElseIsAsGood() throws Exception {
        holds((frame, i) -> frame.drop(i % 5 == 0 ? 0 : ChangedWalk.JOINTS | ChangedWalk.FEET));
    }

    @Test
    void jointsInEverySecondFrameAreAsGood() throws Exception {
        holds((frame, i) -> frame.drop(i % 2 == 0 ? 0 : ChangedWalk.JOINTS));
    }

    @Test
    void imuAndJointsInTurnAreAsGood() throws Exception {
        holds((frame, i) -> frame.drop(i % 2 == 0 ? SensorFrame.IMU : ChangedWalk.JOINTS | ChangedWalk.FEET));
    }

    @Test
    void imuAndTheRestInTwoFramesOfOneStampAreAsGood() throws Exception {
        int imu = SensorFrame.IMU;
        for (int seq : new int[] {0, SensorFrame.SEQ}) {
            ChangedWalk.Change numbers = (frame, i) -> frame.drop(SensorFrame.SEQ & ~seq);
            holds(ChangedWalk.inParts(new int[] {imu, ~imu}, numbers));
            holds(ChangedWalk.inParts(new int[] {~imu, imu}, numbers));
            holds(ChangedWalk.inParts(new int[] {ChangedWalk.FEET, ChangedWalk.JOINTS, imu}, numbers));
            holds(ChangedWalk.inParts(new int[] {imu, ~imu}, (frame, i) -> {
                frame.drop(SensorFrame.SEQ & ~seq);
                frame.drop(i % 5 == 0 ? 0 : ChangedWalk.JOINTS | ChangedWalk.FEET);
            }));
        }
    }

    @Test
    void oneFootAFrameIsAsGood() throws Exception {
        holds((frame, i) -> {
            frame.contacts[i % 2] = Double.NaN;
            java.util.Arrays.fill(frame.contactWrenches, 6 * (i % 2), 6 * (i % 2) + 6, Double.NaN);
        });
    }

    @Test
    void flagsOnlyWhenOneChangesAreAsGood() throws Exception {
        double[] last = {Double.NaN, Double.NaN};
        ChangedWalk always = ChangedWalk.run((frame, i) -> frame.drop(SensorFrame.CONTACT_WRENCHES));
        ChangedWalk changes = ChangedWalk.run((frame, i) -> {
            frame.drop(SensorFrame.CONTACT_WRENCHES);
            boolean same = frame.contacts[0] == last[0] && frame.contacts[1] == last[1];
            System.arraycopy(frame.contacts, 0, last, 0, 2);
            frame.drop(same ? SensorFrame.CONTACTS : 0);
        });

        assertThat(always.velocity()).as("%s", always).isLessThan(TWICE_THE_BASELINE);
        assertThat(changes.velocity()).isEqualTo(always.velocity());
        assertThat(changes.events).isEmpty();
    }

    @Test
    void anImuInEveryFourthFrameIsNearlyAsGood() throws Exception {
        ChangedWalk walk = ChangedWalk.run((frame, i) -> frame.drop(i % 4 == 0 ? 0 : SensorFrame.IMU));

        assertThat(walk.events).isEmpty();
        assertThat(walk.velocity()).as("regression guard: %s", walk).isLessThan(0.003);
        assertThat(walk.skill.velocityNees().mean())
                .as("regression guard: %s", walk)
                .isLessThan(3.7);
    }

    @Test
    void feetThatReportSixteenTimesASecondRaiseNoAlarm() throws Exception {
        raisesNoAlarm((frame, i) -> frame.drop(i % 31 == 0 ? 0 : ChangedWalk.FEET));
    }

    @Test
    void anImuBesideAllElseThatReportsSeldomRaisesNoAlarm() throws Exception {
        for (int every : new int[] {12, 23, 37}) {
            raisesNoAlarm((frame, i) -> frame.drop(i % every == 0 ? 0 : ChangedWalk.JOINTS | ChangedWalk.FEET));
        }
    }

    @Test
    void aContactFlagThatComesLateRaisesNoAlarmBesideAWrench() throws Exception {
        double[][] said = new double[ChangedWalk.FRAMES][];
        ChangedWalk walk = raisesNoAlarm((frame, i) -> {
            said[i] = frame.contacts.clone();
            System.arraycopy(said[Math.max(0, i - 33)], 0, frame.contacts, 0, 2);
        });

        assertThat(walk.velocity()).as("%s", walk).isLessThan(TWICE_THE_BASELINE);
    }

    @Test
    @Tag("data")
    void eachFallOfARobotWhoseFeetReportSixteenTimesASecondIsWarnedOf() throws Exception {
        List<Kind> told = new ArrayList<>();
        FollowedRobot robot = new FollowedRobot(BuiltInModels.humanoid28(), 10_000_000, 20_000_000, 50_000_000);
        RecordedFrame recorded = new RecordedFrame();
        int episode = 0;
        try (Recording falls = Recording.open(ReferenceData.file("humanoid/humanoid_28-push-fall.noisy.jsonl.gz"))) {
            for (int i = 0; falls.next(recorded); i++) {
                SensorFrame frame = recorded.frame;
                robot = recorded.episode == episode ? robot : new FollowedRobot(robot.twin);
                episode = recorded.episode;
                frame.drop(i % 31 == 0 ? 0 : ChangedWalk.FEET);
                robot.follow(frame).forecast().events.forEach(event -> told.add(event.kind()));
            }
        }
        told.retainAll(List.of(Kind.FALL_RISK, Kind.FALLEN));

        assertThat(told).hasSize(20);
        for (int i = 0; i < told.size(); i += 2) {
            assertThat(told.subList(i, i + 2)).containsExactly(Kind.FALL_RISK, Kind.FALLEN);
        }
    }

    private static ChangedWalk raisesNoAlarm(ChangedWalk.Change change) throws Exception {
        ChangedWalk walk = ChangedWalk.run(change);

        assertThat(walk.events)
                .extracting(TwinEvent::kind)
                .doesNotContain(Kind.FALL_RISK, Kind.FALLEN, Kind.DIVERGED, Kind.RESET);
        return walk;
    }

    @Test
    void commandsOrEffortsInEveryFifthFrameKeepPhysicsGoing() throws Exception {
        for (int rare : new int[] {ChangedWalk.COMMANDS, SensorFrame.JOINT_EFFORTS}) {
            double[] squares = new double[1];
            Map<TorqueSource, Integer> sources = new EnumMap<>(TorqueSource.class);
            ChangedWalk walk = ChangedWalk.run(
                    (frame, i) -> {
                        frame.drop((ChangedWalk.COMMANDS | SensorFrame.JOINT_EFFORTS) & ~rare);
                        frame.drop(i % 5 == 0 ? 0 : rare);
                    },
                    (i, state, forecast) -> {
                        if (i >= 500) {
                            sources.merge(state.torqueSource, 1, Integer::sum);
                            squares[0] += square(forecast.residuals[0]);
                        }
                    });

            assertThat(Math.sqrt(squares[0] / 2_500))
                    .as("regression guard: rad, 10 ms ahead")
                    .isLessThan(1.5e-4);
            assertThat(walk.velocity()).as("regression guard: %s", walk).isLessThan(ChangedWalk.BASELINE);
            assertThat(walk.events).extracting(TwinEvent::kind).doesNotContain(Kind.DIVERGED);
            assertThat(sources)
                    .containsOnlyKeys(rare == SensorFrame.JOINT_EFFORTS ? TorqueSource.EFFORTS : TorqueSource.COMMANDS);
        }
    }

    private static double square(Residual residual) {
        return residual.scored ? residual.jointRms * residual.jointRms : 0;
    }

    private static void holds(ChangedWalk.Change change) throws Exception {
        holds(ChangedWalk.run(change));
    }

    private static void holds(ChangedWalk walk) {
        assertThat(walk.velocity()).as("%s", walk).isLessThan(TWICE_THE_BASELINE);
        assertThat(walk.skill.velocityNees().mean()).as("%s", walk).isLessThan(4.5);
        assertThat(walk.events)
                .extracting(event -> event.kind())
                .doesNotContain(Kind.LIMITED, Kind.RESET, Kind.FALL_RISK, Kind.FALLEN, Kind.DIVERGED);
    }
}
