package dev.pollux.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.model.Frame;
import dev.pollux.model.RobotModel;
import dev.pollux.spatial.SE3;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for every robot, whoever computes it, on trees by lot, half of them bolted down, some with tied joints. */
class IdentitiesTest {
    /** A robot at a state by lot. */
    record Case(RobotModel model, double[] pose, double[] q, double[] v, RandomRobot lot) {
        int nv() {
            return model.velocityCount();
        }

        TreeMotion motion() {
            TreeMotion motion = new TreeMotion(model);
            motion.set(pose, q, v);
            return motion;
        }

        /** Its motion after dt at constant velocity. */
        TreeMotion after(double dt) {
            double[] T = pose.clone();
            if (model.floatingBase()) {
                SE3.integrate(T, v, dt);
            }
            double[] moved = q.clone();
            for (int j = 0; j < moved.length; j++) {
                moved[j] += v[nv() - moved.length + j] * dt;
            }
            TreeMotion motion = new TreeMotion(model);
            motion.set(T, moved, v);
            return motion;
        }
    }

    static Stream<Case> cases() {
        return IntStream.range(0, 60).mapToObj(seed -> {
            RandomRobot lot = new RandomRobot(seed);
            boolean floating = seed % 2 == 0;
            RobotModel model = seed < 40
                    ? lot.model(1 + seed, floating)
                    : lot.tied(seed - 30, floating).model();
            return new Case(
                    model, lot.pose(), lot.numbers(model.jointCount(), 2), lot.numbers(model.velocityCount(), 2), lot);
        });
    }

    private static double[] massMatrix(TreeMotion motion) {
        double[] M = new double[motion.velocityCount * motion.velocityCount];
        new MassMatrix(motion).compute(M);
        return M;
    }

    private static double[] torques(TreeMotion motion, double[] qdd) {
        double[] tau = new double[qdd.length];
        new InverseDynamics(motion).torques(qdd, tau);
        return tau;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void forwardUndoesInverseDynamics(Case c) {
        double[] qdd = c.lot.numbers(c.nv(), 10);
        double[] tau = torques(c.motion(), qdd);
        double[] again = new double[c.nv()];
        new ForwardDynamics(c.motion()).accelerations(tau, again);
        assertThat(Oracle.error(again, qdd)).isLessThan(1e-9); // times the condition of M, up to 1e6
        tau[0] += 1e-3;
        new ForwardDynamics(c.motion()).accelerations(tau, again);
        assertThat(Oracle.error(again, qdd)).isGreaterThan(1e-9);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void massMatrixColumnsAreInverseDynamicsOfUnitAccelerations(Case c) {
        double[] M = massMatrix(c.motion());
        TreeMotion resting = new TreeMotion(c.model);
        resting.set(c.pose, c.q, new double[c.nv()]);
        double[] g = new double[c.nv()];
        new InverseDynamics(resting).gravity(g);
        double[] columns = new double[M.length];
        for (int j = 0; j < c.nv(); j++) {
            double[] unit = new double[c.nv()];
            unit[j] = 1;
            double[] tau = torques(resting, unit);
            for (int i = 0; i < c.nv(); i++) {
                columns[i * c.nv() + j] = tau[i] - g[i];
            }
        }
        assertThat(Oracle.error(M, columns)).isLessThan(1e-12);
    }

    /** Ṁ − 2C is skew just where C + Cᵀ = Ṁ. */
    @ParameterizedTest
    @MethodSource("cases")
    void massMatrixRateLessTwiceCoriolisMatrixIsSkew(Case c) {
        double dt = 1e-5;
        double[] before = massMatrix(c.after(-dt));
        double[] after = massMatrix(c.after(dt));
        double[] C = new double[c.nv() * c.nv()];
        new CoriolisMatrix(c.motion()).compute(C);
        double[] rate = new double[C.length];
        double[] twice = new double[C.length];
        for (int i = 0; i < c.nv(); i++) {
            for (int j = 0; j < c.nv(); j++) {
                int k = i * c.nv() + j;
                rate[k] = (after[k] - before[k]) / (2 * dt);
                twice[k] = C[k] + C[j * c.nv() + i];
            }
        }
        assertThat(Oracle.error(twice, rate, 1e-3)).isLessThan(1e-6); // the difference quotient's
        double[] vector = new double[c.nv()];
        new InverseDynamics(c.motion()).coriolis(vector);
        double[] product = new double[c.nv()];
        for (int i = 0; i < c.nv(); i++) {
            for (int j = 0; j < c.nv(); j++) {
                product[i] += C[i * c.nv() + j] * c.v[j];
            }
        }
        assertThat(Oracle.error(product, vector, 1e-3)).isLessThan(1e-11);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void jacobianIsTheRateOfThePose(Case c) {
        double dt = 1e-6;
        for (Frame frame : c.model.frames()) {
            double[] before = new double[12];
            double[] after = new double[12];
            new FrameMotion(c.after(-dt), frame).pose(before);
            new FrameMotion(c.after(dt), frame).pose(after);
            double[] J = new double[6 * c.nv()];
            new FrameMotion(c.motion(), frame).jacobian(J);
            double[] velocity = new double[6];
            new FrameMotion(c.motion(), frame).velocity(velocity);
            double[] product = new double[6];
            for (int i = 0; i < 6; i++) {
                for (int j = 0; j < c.nv(); j++) {
                    product[i] += J[i * c.nv() + j] * c.v[j];
                }
            }
            assertThat(Oracle.error(velocity, product, 1)).isLessThan(1e-12);
            double[] rate = new double[6];
            for (int i = 0; i < 3; i++) {
                rate[i] = (after[9 + i] - before[9 + i]) / (2 * dt);
            }
            // [ω]× = Ṙ Rᵀ
            rate[3] = spin(before, after, 2, 1) / (2 * dt);
            rate[4] = spin(before, after, 0, 2) / (2 * dt);
            rate[5] = spin(before, after, 1, 0) / (2 * dt);
            assertThat(Oracle.error(velocity, rate, 1)).isLessThan(1e-7); // the difference quotient's
        }
    }

    /** Entry (i, j) of ΔR R̄ᵀ. */
    private static double spin(double[] before, double[] after, int i, int j) {
        double sum = 0;
        for (int k = 0; k < 3; k++) {
            sum += (after[3 * i + k] - before[3 * i + k]) * 0.5 * (after[3 * j + k] + before[3 * j + k]);
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void accelerationIsTheRateOfVelocity(Case c) {
        double dt = 1e-5;
        for (Frame frame : c.model.frames()) {
            double[] before = new double[6];
            double[] after = new double[6];
            new FrameMotion(c.after(-dt), frame).velocity(before);
            new FrameMotion(c.after(dt), frame).velocity(after);
            double[] bias = new double[6];
            new FrameMotion(c.motion(), frame).biasAcceleration(bias);
            double[] rate = new double[6];
            for (int i = 0; i < 6; i++) {
                rate[i] = (after[i] - before[i]) / (2 * dt);
            }
            assertThat(Oracle.error(bias, rate, 1)).isLessThan(1e-6); // the difference quotient's
        }
    }
}
