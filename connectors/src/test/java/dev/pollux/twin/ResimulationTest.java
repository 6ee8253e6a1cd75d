package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.ReferenceData;
import dev.pollux.model.RobotModel;
import dev.pollux.prediction.CommandTrajectory;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.Forecast;
import dev.pollux.state.Prediction;
import dev.pollux.state.Predictor;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Re-simulation of a walk under the commands that MuJoCo's robot got, from the clean log's states. */
class ResimulationTest {
    private static final int FRAMES = 3_000;
    private static final double BEAT = 0.002;
    private static final int COMMANDS = SensorFrame.COMMAND_POSITION
            | SensorFrame.COMMAND_VELOCITY
            | SensorFrame.COMMAND_EFFORT
            | SensorFrame.COMMAND_KP
            | SensorFrame.COMMAND_KD;

    private final RobotModel model = BuiltInModels.humanoid28();
    private final DigitalTwin twin = new DigitalTwin(model, 10_000_000);
    private TwinState state = twin.newState();
    private final List<double[][]> commands = new ArrayList<>();
    private final List<double[]> truth = new ArrayList<>();

    @Test
    void underTheTrueCommandsTheWalkIsFollowedFarBetterThanWithoutThem() throws Exception {
        readCommands();
        Prediction told = new Prediction(model, 100_000_000);
        Prediction held = new Prediction(model, 100_000_000);
        double[] squares = new double[2];
        int starts = 0;
        try (Recording recording = open()) {
            RecordedFrame recorded = new RecordedFrame();
            for (int k = 0; k < FRAMES - 60 && recording.next(recorded); k++) {
                giveTrueBase(recorded);
                sync(recorded.frame);
                if (k > 1_000 && k % 50 == 0) {
                    twin.predict(state, from(k), told);
                    twin.predict(state, held);
                    squares[0] += meanSquare(told.jointPositions, truth.get(k + 50));
                    squares[1] += meanSquare(held.jointPositions, truth.get(k + 50));
                    starts++;
                }
            }
        }
        assertThat(starts).isGreaterThan(30);
        double toldRms = Math.sqrt(squares[0] / starts);
        double heldRms = Math.sqrt(squares[1] / starts);
        // Soft ground and steps of 0.5 ms there, rigid ground and steps of 2 ms here.
        assertThat(toldRms).as("held " + heldRms).isLessThan(2e-3).isLessThan(0.3 * heldRms);
    }

    @Test
    void theReferenceCarriedOnIsAMatterOfMilliradiansAtFiftyMilliseconds() throws Exception {
        readCommands();
        Prediction out = new Prediction(model, 50_000_000);
        double squares = 0;
        int starts = 0;
        try (Recording recording = open()) {
            RecordedFrame recorded = new RecordedFrame();
            for (int k = 0; k < FRAMES - 60 && recording.next(recorded); k++) {
                giveTrueBase(recorded);
                sync(recorded.frame);
                if (k > 1_000 && k % 50 == 0) {
                    twin.resimulate(state, out);
                    squares += meanSquare(out.jointPositions, truth.get(k + 25));
                    starts++;
                }
            }
        }
        // the issue's own prototype: 2.2e-3 rad with the torque held, 2.5e-3 with its reference carried on
        assertThat(Math.sqrt(squares / starts)).isLessThan(4e-3);
    }

    @Test
    void aTwinThatIsToldToResimulatesAtEveryHorizonAndSaysSo() throws Exception {
        DigitalTwin told = new DigitalTwin(model, Predictor.RESIMULATED, 10_000_000, 20_000_000, 50_000_000);
        state = told.newState();
        Prediction alone = new Prediction(model, 50_000_000);
        try (Recording recording = open()) {
            RecordedFrame recorded = new RecordedFrame();
            for (int k = 0; k < 1_100 && recording.next(recorded); k++) {
                SensorFrame frame = recorded.frame;
                giveTrueBase(recorded);
                if (k == 1_099) {
                    frame.drop(COMMANDS);
                }
                told.sync(state, frame, told.admit(state, frame, frame.stampNanos / 1_000_000));
                Forecast forecast = told.predict(state);
                if (k == 1_098) {
                    told.resimulate(state, alone);
                    assertThat(forecast.predictions).allMatch(p -> p.predictor == Predictor.RESIMULATED);
                    assertThat(forecast.predictions[2].jointPositions)
                            .containsExactly(alone.jointPositions, within(1e-9));
                    assertThat(forecast.predictions[2].basePose).containsExactly(alone.basePose, within(1e-9));
                }
                if (k == 1_099) {
                    assertThat(forecast.predictions).allMatch(p -> p.predictor == Predictor.HELD);
                }
            }
        }
        assertThatThrownBy(() -> new DigitalTwin(model, Predictor.RESIMULATED, 1_100_000_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1100000000");
    }

    @Test
    void aWrongTiltOfTheBaseLiftsNoStandingSole() throws Exception {
        Prediction out = new Prediction(model, 4_000_000);
        double[] upright = new double[16];
        try (Recording recording = open()) {
            RecordedFrame recorded = new RecordedFrame();
            for (int k = 0; k < 100 && recording.next(recorded); k++) {
                giveTrueBase(recorded);
                double[] pose = recorded.frame.basePose;
                System.arraycopy(pose, 0, upright, 0, 16);
                for (int i = 0; i < 3; i++) { // rolled by 0.01 rad: 2 mm from foot to foot
                    pose[4 + i] = Math.cos(0.01) * upright[4 + i] - Math.sin(0.01) * upright[8 + i];
                    pose[8 + i] = Math.sin(0.01) * upright[4 + i] + Math.cos(0.01) * upright[8 + i];
                }
                sync(recorded.frame);
            }
        }
        assertThat(state.contacts).containsExactly(true, true);
        twin.resimulate(state, out);
        assertThat(out.contacts).containsExactly(true, true);
    }

    @Test
    void whatCannotBeSimulatedIsRefused() {
        Prediction tooFar = new Prediction(model, 2_000_000_000);
        assertThatThrownBy(() -> twin.predict(state, (seconds, frame) -> {}, tooFar))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.0 s");
        Prediction near = new Prediction(model, 20_000_000);
        assertThatThrownBy(() -> twin.predict(state, (seconds, frame) -> {}, near))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("base pose");
        assertThatThrownBy(() -> twin.resimulate(state, near))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("commands no joint");
    }

    private CommandTrajectory from(int start) {
        return (seconds, out) -> {
            double[][] c = commands.get(start + (int) (seconds / BEAT + 1e-6));
            System.arraycopy(c[0], 0, out.commandPosition, 0, 28);
            System.arraycopy(c[1], 0, out.commandVelocity, 0, 28);
            System.arraycopy(c[2], 0, out.commandEffort, 0, 28);
            out.mark(SensorFrame.COMMAND_POSITION | SensorFrame.COMMAND_VELOCITY | SensorFrame.COMMAND_EFFORT);
        };
    }

    private void readCommands() throws Exception {
        try (Recording recording = open()) {
            RecordedFrame recorded = new RecordedFrame();
            while (commands.size() < FRAMES && recording.next(recorded)) {
                SensorFrame frame = recorded.frame;
                commands.add(new double[][] {
                    frame.commandPosition.clone(), frame.commandVelocity.clone(), frame.commandEffort.clone()
                });
                truth.add(recorded.truth.jointPositions.clone());
            }
        }
    }

    private static Recording open() throws Exception {
        return Recording.open(ReferenceData.file("humanoid/humanoid_28-walk.clean.jsonl.gz"));
    }

    /** Without its IMU the twin takes the base as measured: this is about dynamics, not estimation. */
    private static void giveTrueBase(RecordedFrame recorded) {
        SensorFrame frame = recorded.frame;
        frame.drop(SensorFrame.IMU);
        System.arraycopy(recorded.truth.basePose, 0, frame.basePose, 0, 16);
        System.arraycopy(recorded.truth.baseVelocity, 0, frame.baseVelocity, 0, 6);
        frame.mark(SensorFrame.BASE_POSE | SensorFrame.BASE_VELOCITY);
    }

    private void sync(SensorFrame frame) throws Exception {
        twin.sync(state, frame, twin.admit(state, frame, frame.stampNanos / 1_000_000));
    }

    private static double meanSquare(double[] predicted, double[] actual) {
        double sum = 0;
        for (int j = 0; j < 28; j++) {
            sum += (predicted[j] - actual[j]) * (predicted[j] - actual[j]);
        }
        return sum / 28;
    }
}
