package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.model.RobotModel;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.robot.RobotModels;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The noisy MuJoCo walk of a humanoid whose sole frames are turned by 90° about z against their links. */
@Tag("data")
class SoleAxesTest {
    private static final int FRAMES = 2_000;

    private static RobotModel turnedSoles() {
        String sole = "<origin xyz=\"0 0 -0.0543\" rpy=\"0 0 0\"/>";
        String urdf = BuiltInModels.humanoid28Urdf();
        String description = BuiltInModels.humanoid28Description();
        assertThat(urdf).contains(sole);
        assertThat(description).contains("[0.16, 0.05]", "[-0.08, 0.05]", "[-0.08, -0.05]", "[0.16, -0.05]");
        return RobotModels.read(
                urdf.replace(sole, sole.replace("0 0 0\"", "0 0 1.5707963267948966\"")),
                description
                        .replace("[0.16, 0.05]", "[0.05, -0.16]")
                        .replace("[-0.08, 0.05]", "[0.05, 0.08]")
                        .replace("[-0.08, -0.05]", "[-0.05, 0.08]")
                        .replace("[0.16, -0.05]", "[-0.05, -0.16]"));
    }

    /** Forces and moments in axes turned by 90° about z. */
    private static void turn(SensorFrame frame) {
        double[] w = frame.contactWrenches;
        for (int i = 0; i < 6 * frame.wrenchCount; i += 3) {
            double x = w[i];
            w[i] = w[i + 1];
            w[i + 1] = -x;
        }
    }

    /** How far base, its velocity, joints and the force from outside part at most from those of the walk as it is. */
    private static double furthest(WalkFrames.Change change) throws Exception {
        double[][] right = new double[FRAMES][];
        WalkFrames.run("walk", FRAMES, 0, (frame, i) -> {}, (state, i) -> right[i] = all(state));
        double[] furthest = new double[1];
        WalkFrames.run(turnedSoles(), "walk", FRAMES, 0, change, (state, i) -> {
            double[] now = all(state);
            for (int k = 0; k < now.length; k++) {
                furthest[0] = Math.max(furthest[0], Math.abs(now[k] - right[i][k]));
            }
        });
        return furthest[0];
    }

    private static double[] all(TwinState state) {
        return Stream.of(
                        state.basePose,
                        state.baseVelocity,
                        state.joints.position,
                        state.joints.velocity,
                        state.divergence.externalForce)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    @Test
    void wrenchesAreMeantInTheAxesOfTheSole() throws Exception {
        double turned = furthest((frame, i) -> turn(frame));
        double unturned = furthest((frame, i) -> {});
        assertThat(turned).as("wrenches turned with the soles").isLessThan(1e-6);
        assertThat(unturned).as("wrenches as before").isGreaterThan(10);
    }
}
