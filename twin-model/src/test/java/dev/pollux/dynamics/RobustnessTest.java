package dev.pollux.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pollux.ModelFixtures;
import dev.pollux.ReferenceData;
import dev.pollux.model.RobotDescription;
import dev.pollux.model.RobotModel;
import dev.pollux.model.UrdfReader;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever comes in, numbers come out, in bounded time; and a wrong array is refused by name. */
class RobustnessTest {
    private final RobotModel model = ModelFixtures.humanoid28();
    private final TreeMotion motion = new TreeMotion(model);
    private final double[] pose = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0.9, 0, 0, 0, 1};

    private static void assertFinite(double[]... results) {
        for (double[] result : results) {
            for (double number : result) {
                if (!Double.isFinite(number)) { // a matcher for each of 1e8 numbers takes minutes
                    Assertions.fail("not finite: " + number);
                }
            }
        }
    }

    @Test
    @Tag("slow")
    void millionRandomInputsGiveNumbers() {
        RandomRobot lot = new RandomRobot(5);
        InverseDynamics inverse = new InverseDynamics(motion, JointModel.of(model));
        ForwardDynamics forward = new ForwardDynamics(motion, JointModel.of(model));
        ContactDynamics contact = new ContactDynamics(motion, JointModel.of(model), RigidContact.of(model));
        double[] positions = lot.numbers(4096, 10);
        double[] velocities = lot.numbers(4096, 50);
        double[] torques = lot.numbers(4096, 500);
        double[] q = new double[28];
        double[] v = new double[34];
        double[] tau = new double[34];
        double[] qdd = new double[34];
        double[] wrenches = new double[12];
        for (int i = 0; i < 1_000_000; i++) {
            System.arraycopy(positions, i * 7 % 4000, q, 0, 28);
            System.arraycopy(velocities, i * 11 % 4000, v, 0, 34);
            System.arraycopy(torques, i * 13 % 4000, tau, 0, 34);
            motion.set(pose, q, v);
            switch (i % 64) {
                case 0 -> inverse.torques(tau, qdd);
                case 1 -> contact.accelerations(new boolean[] {true, true}, tau, qdd, wrenches);
                case 2 -> contact.accelerationsOnGround(new boolean[] {true, true}, tau, qdd, wrenches);
                case 3 -> contact.impact(new boolean[] {true, i % 16 == 3}, qdd, wrenches);
                default -> forward.accelerations(tau, qdd);
            }
            assertFinite(qdd, wrenches);
        }
    }

    @Test
    void straightLegsAtRestOnBothSolesAreNoObstacle() {
        motion.set(pose, new double[28], new double[34]);
        ContactDynamics contact = new ContactDynamics(motion, JointModel.rigid(model), RigidContact.of(model));
        double[] qdd = new double[34];
        double[] wrenches = new double[12];
        contact.accelerations(new boolean[] {true, true}, new double[34], qdd, wrenches);
        assertFinite(qdd, wrenches);
        for (RigidContact sole : RigidContact.of(model)) {
            double[] acceleration = new double[6];
            new FrameMotion(motion, sole.frame()).acceleration(qdd, acceleration);
            assertThat(Oracle.error(acceleration, new double[6])).isLessThan(1e-9);
        }
    }

    @Test
    void noContactIsFreeMotion() {
        motion.set(pose, new double[28], new double[34]);
        double[] expected = new double[34];
        new ForwardDynamics(motion).accelerations(new double[34], expected);
        double[] qdd = new double[34];
        double[] wrenches = new double[12];
        new ContactDynamics(motion, JointModel.rigid(model), RigidContact.of(model))
                .accelerations(new boolean[2], new double[34], qdd, wrenches);
        assertThat(qdd).containsExactly(expected);
        assertThat(wrenches).containsOnly(0);
    }

    @Test
    @Tag("data")
    void masslessBodiesAtTheirSingularPostureGiveNumbers() {
        RobotModel amp = UrdfReader.read(ReferenceData.text("models/amp_28.clean.urdf"), RobotDescription.EMPTY);
        TreeMotion singular = new TreeMotion(amp);
        double[] q = new double[28];
        q[amp.jointIndex("right_hip_y")] = Math.PI / 2;
        singular.set(pose, q, new double[34]);
        double[] qdd = new double[34];
        new ForwardDynamics(singular).accelerations(new double[34], qdd);
        assertFinite(qdd);
    }

    @Test
    void twoHundredFiftySixJointsAreComputed() {
        RandomRobot lot = new RandomRobot(256);
        RobotModel chain = lot.model(256, true);
        TreeMotion moving = new TreeMotion(chain);
        moving.set(lot.pose(), lot.numbers(256, 1), lot.numbers(262, 1));
        double[] qdd = lot.numbers(262, 1);
        double[] tau = new double[262];
        new InverseDynamics(moving).torques(qdd, tau);
        double[] again = new double[262];
        new ForwardDynamics(moving).accelerations(tau, again);
        assertThat(Oracle.error(again, qdd)).isLessThan(1e-6); // metres of chain, condition of M about 1e9
    }

    @Test
    void jointLossesAndArmatureAreAChoice() {
        RobotModel robot = model;
        double[] v = new RandomRobot(1).numbers(34, 1);
        motion.set(pose, new double[28], v);
        double[] bare = new double[34];
        double[] real = new double[34];
        new InverseDynamics(motion).torques(v, bare);
        new InverseDynamics(motion, JointModel.of(robot)).torques(v, real);
        for (int j = 0; j < 28; j++) {
            var joint = robot.joints().get(j);
            double friction = joint.friction() * Math.tanh(v[6 + j] / 0.01);
            assertThat(real[6 + j] - bare[6 + j])
                    .isCloseTo(
                            joint.armature() * v[6 + j] + joint.damping() * v[6 + j] + friction,
                            org.assertj.core.api.Assertions.within(1e-12));
        }
        double[] again = new double[34];
        new ForwardDynamics(motion, JointModel.of(robot)).accelerations(real, again);
        assertThat(Oracle.error(again, v)).isLessThan(1e-10);
    }

    @Test
    void wrongLengthsAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> motion.set(pose, new double[27], new double[34]))
                .withMessageContaining("q has 27 numbers, expected 28");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> motion.set(pose, new double[28], new double[28]))
                .withMessageContaining("velocity has 28 numbers, expected 34");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MassMatrix(motion).compute(new double[34]))
                .withMessageContaining("M has 34 numbers, expected 1156");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ForwardDynamics(motion).accelerations(new double[28], new double[34]))
                .withMessageContaining("tau has 28 numbers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ContactDynamics(motion, JointModel.rigid(model), List.of())
                        .accelerations(new boolean[2], new double[34], new double[34], new double[0]))
                .withMessageContaining("closed has 2 flags");
    }
}
