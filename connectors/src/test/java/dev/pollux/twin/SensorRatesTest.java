package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.state.Residual;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TorqueSource;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Six seconds of the built-in walk whose sensors report at rates of their own. With every sensor in every frame the velocity
 * is 2.3 mm/s off.
 */
class SensorRatesTest {
    private static final double TWICE_THE_BASELINE = 2 * 0.0023;

    @Test
    void everySensorInEveryFrameIsTheBaseline() throws Exception {
        ChangedWalk walk = ChangedWalk.run((frame, i) -> {});

        assertThat(walk.velocity()).isLessThan(0.0023);
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

        assertThat(always.velocity()).isLessThan(TWICE_THE_BASELINE);
        assertThat(changes.velocity()).isEqualTo(always.velocity());
        assertThat(changes.events).isEmpty();
    }

    @Test
    void anImuInEveryFourthFrameIsNearlyAsGood() throws Exception {
        ChangedWalk walk = ChangedWalk.run((frame, i) -> frame.drop(i % 4 == 0 ? 0 : SensorFrame.IMU));

        walk.print("imu every 4th");
        assertThat(walk.events).isEmpty();
        assertThat(walk.velocity()).isLessThan(0.003);
        assertThat(walk.skill.velocityNees().mean()).isLessThan(3.7);
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

            walk.print("rare " + rare + ": 10 ms ahead " + Math.sqrt(squares[0] / 2_500) + " rad");
            assertThat(Math.sqrt(squares[0] / 2_500)).isLessThan(1.5e-4);
            assertThat(walk.velocity()).isLessThan(0.0023);
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
        walk.print("");
        assertThat(walk.velocity()).isLessThan(TWICE_THE_BASELINE);
        assertThat(walk.skill.velocityNees().mean()).isLessThan(4.5);
        assertThat(walk.events)
                .extracting(event -> event.kind())
                .doesNotContain(Kind.LIMITED, Kind.RESET, Kind.FALL_RISK, Kind.FALLEN, Kind.DIVERGED);
    }
}
