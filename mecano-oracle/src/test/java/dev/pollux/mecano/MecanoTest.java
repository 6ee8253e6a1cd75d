package dev.pollux.mecano;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.dynamics.ForwardDynamics;
import dev.pollux.dynamics.InverseDynamics;
import dev.pollux.dynamics.MassMatrix;
import dev.pollux.dynamics.RandomRobot;
import dev.pollux.dynamics.TreeMotion;
import dev.pollux.model.RobotModel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * 500 random floating trees of 1 to 50 joints. Tolerances: a few thousand roundings for M and torques; for accelerations
 * that times the condition of M, which long chains of light links drive to 1e6.
 */
@Tag("slow")
class MecanoTest {
    private static final int TREES = 500;
    private static final int MOST_JOINTS = 50;

    @Test
    void massMatrixTorquesAndAccelerationsMatchMecanoOnRandomTrees() {
        double worstM = 0;
        double worstTau = 0;
        double worstQdd = 0;
        for (int seed = 0; seed < TREES; seed++) {
            RandomRobot lot = new RandomRobot(seed);
            int n = 1 + seed % MOST_JOINTS;
            RobotModel model = lot.model(n, true);
            int nv = model.velocityCount();
            TreeMotion motion = new TreeMotion(model);
            MecanoRobot mecano = new MecanoRobot(model);
            double[] pose = lot.pose();
            double[] q = lot.numbers(n, 3);
            double[] v = lot.numbers(nv, 2);
            double[] input = lot.numbers(nv, 10);
            motion.set(pose, q, v);
            mecano.set(pose, q, v);
            double[] ours = new double[nv * nv];
            double[] theirs = new double[nv * nv];
            new MassMatrix(motion).compute(ours);
            mecano.massMatrix(theirs);
            worstM = Math.max(worstM, error(ours, theirs));
            ours = new double[nv];
            theirs = new double[nv];
            new InverseDynamics(motion).torques(input, ours);
            mecano.torques(input, theirs);
            worstTau = Math.max(worstTau, error(ours, theirs));
            new InverseDynamics(motion).bias(ours);
            mecano.torques(new double[nv], theirs);
            worstTau = Math.max(worstTau, error(ours, theirs));
            new ForwardDynamics(motion).accelerations(input, ours);
            mecano.accelerations(input, theirs);
            worstQdd = Math.max(worstQdd, error(ours, theirs));
            if (seed == 0) { // a force off by 1e-7 N is seen
                input[0] += 1e-7;
                mecano.accelerations(input, theirs);
                assertThat(error(ours, theirs)).isGreaterThan(1e-10);
            }
        }
        assertThat(worstM).isLessThan(1e-12);
        assertThat(worstTau).isLessThan(1e-12);
        assertThat(worstQdd).isLessThan(1e-9);
    }

    private static double error(double[] actual, double[] expected) {
        double difference = 0;
        double magnitude = 0;
        for (int i = 0; i < expected.length; i++) {
            double d = Math.abs(actual[i] - expected[i]);
            difference = Double.isNaN(d) ? Double.POSITIVE_INFINITY : Math.max(difference, d);
            magnitude = Math.max(magnitude, Math.abs(expected[i]));
        }
        return difference / magnitude;
    }
}
