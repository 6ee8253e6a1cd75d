package dev.pollux.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.Allocation;
import dev.pollux.kinematics.ForwardKinematics;
import dev.pollux.model.Frame;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Robots whose joints are tied, against the same trees with all joints free, projected on the ties with matrices: v = G v'.
 */
class TiedJointsTest {
    /** A robot at a state by lot; the same state of the free tree. */
    record Case(RandomRobot.Tied robot, RandomRobot lot, double[] pose, double[] q, DMatrixRMaj G, DMatrixRMaj v) {
        TreeMotion tied() {
            TreeMotion motion = new TreeMotion(robot.model());
            motion.set(pose, q, v.data);
            return motion;
        }

        TreeMotion free() {
            TreeMotion motion = new TreeMotion(robot.free());
            motion.set(pose, robot.positions(q), times(G, v).data);
            return motion;
        }

        int nv() {
            return robot.model().velocityCount();
        }

        @Override
        public String toString() {
            return robot.model().jointNames() + " of " + robot.free().jointCount();
        }
    }

    static Stream<Case> cases() {
        return IntStream.range(0, 30).mapToObj(seed -> {
            RandomRobot lot = new RandomRobot(1000 + seed);
            boolean floating = seed % 2 == 0;
            RandomRobot.Tied robot = lot.tied(5 + seed, floating);
            int base = floating ? 6 : 0;
            int n = robot.model().jointCount();
            DMatrixRMaj G = new DMatrixRMaj(base + robot.free().jointCount(), base + n);
            for (int i = 0; i < base; i++) {
                G.set(i, i, 1);
            }
            for (int i = 0; i < robot.G().length; i++) {
                for (int j = 0; j < n; j++) {
                    G.set(base + i, base + j, robot.G()[i][j]);
                }
            }
            return new Case(robot, lot, lot.pose(), lot.numbers(n, 1), G, column(lot.numbers(base + n, 2)));
        });
    }

    /** A base that floats can always follow a sole that is held. */
    static Stream<Case> floatingCases() {
        return cases().filter(c -> c.robot.model().floatingBase()).limit(9);
    }

    private static DMatrixRMaj column(double[] x) {
        return new DMatrixRMaj(x.length, 1, true, x);
    }

    private static DMatrixRMaj times(DMatrixRMaj... factors) {
        DMatrixRMaj product = factors[0];
        for (int i = 1; i < factors.length; i++) {
            product = CommonOps_DDRM.mult(product, factors[i], null);
        }
        return product;
    }

    private static DMatrixRMaj transposed(DMatrixRMaj A) {
        return CommonOps_DDRM.transpose(A, null);
    }

    private static DMatrixRMaj minus(DMatrixRMaj a, DMatrixRMaj b) {
        return CommonOps_DDRM.subtract(a, b, null);
    }

    private static DMatrixRMaj pseudoInverse(DMatrixRMaj A) {
        DMatrixRMaj inverse = new DMatrixRMaj(A.numCols, A.numRows);
        CommonOps_DDRM.pinv(A, inverse);
        return inverse;
    }

    private static DMatrixRMaj square(double[] x) {
        int n = (int) Math.sqrt(x.length);
        return new DMatrixRMaj(n, n, true, x);
    }

    private static DMatrixRMaj massMatrix(TreeMotion motion) {
        double[] M = new double[motion.velocityCount * motion.velocityCount];
        new MassMatrix(motion).compute(M);
        return square(M);
    }

    private static DMatrixRMaj bias(TreeMotion motion) {
        double[] h = new double[motion.velocityCount];
        new InverseDynamics(motion).bias(h);
        return column(h);
    }

    private static DMatrixRMaj jacobian(TreeMotion motion, Frame frame) {
        double[] J = new double[6 * motion.velocityCount];
        new FrameMotion(motion, frame).jacobian(J);
        return new DMatrixRMaj(6, motion.velocityCount, true, J);
    }

    private static void assertEqual(DMatrixRMaj actual, DMatrixRMaj expected, double tolerance) {
        assertThat(Oracle.error(actual.data, expected.data, 1)).isLessThan(tolerance);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void someJointsFollowAndMoveTheRobotOtherwiseThanIfTheyStood(Case c) {
        assertThat(c.robot.model().followers()).isNotEmpty();
        assertThat(c.robot.model().jointCount() + c.robot.model().followers().size())
                .isEqualTo(c.robot.free().jointCount());
        // G with the leaders' own rows only: what a reader that lets followers stand would make of it
        DMatrixRMaj standing = c.G.copy();
        for (int i = 0; i < standing.numRows; i++) {
            for (int j = 0; j < standing.numCols; j++) {
                standing.set(i, j, c.G.get(i, j) == 1 ? 1 : 0);
            }
        }
        DMatrixRMaj M = massMatrix(c.free());
        DMatrixRMaj wrong = times(transposed(standing), M, standing);
        assertThat(Oracle.error(massMatrix(c.tied()).data, wrong.data, 1)).isGreaterThan(1e-3);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void massMatrixAndForcesAreThoseOfTheFreeTreeProjected(Case c) {
        DMatrixRMaj Gt = transposed(c.G);
        DMatrixRMaj M = massMatrix(c.tied());
        assertEqual(M, times(Gt, massMatrix(c.free()), c.G), 1e-10);
        assertEqual(bias(c.tied()), times(Gt, bias(c.free())), 1e-10);
        double[] C = new double[c.nv() * c.nv()];
        new CoriolisMatrix(c.tied()).compute(C);
        double[] all = new double[c.G.numRows * c.G.numRows];
        new CoriolisMatrix(c.free()).compute(all);
        assertEqual(square(C), times(Gt, square(all), c.G), 1e-10);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void accelerationsSolveTheProjectedEquationOfMotion(Case c) {
        double[] tau = c.lot.numbers(c.nv(), 20);
        double[] qdd = new double[c.nv()];
        new ForwardDynamics(c.tied()).accelerations(tau, qdd);
        DMatrixRMaj Gt = transposed(c.G);
        DMatrixRMaj left = times(Gt, massMatrix(c.free()), c.G, column(qdd));
        assertEqual(left, minus(column(tau), times(Gt, bias(c.free()))), 1e-8);
    }

    /** By the power they take, where a joint is fast enough for Coulomb's law to be one of constant force. */
    @ParameterizedTest
    @MethodSource("cases")
    void gearsOfFollowersLoadTheirLeaders(Case c) {
        double[] loaded = new double[c.nv()];
        double[] rigid = new double[c.nv()];
        double[] none = new double[c.nv()];
        new InverseDynamics(c.tied(), JointModel.of(c.robot.model())).torques(none, loaded);
        new InverseDynamics(c.tied()).torques(none, rigid);
        DMatrixRMaj rates = times(c.G, c.v);
        DMatrixRMaj losses = new DMatrixRMaj(rates.numRows, 1);
        int base = c.robot.free().floatingBase() ? 6 : 0;
        for (int i = base; i < rates.numRows; i++) {
            losses.set(i, 0, 0.2 * rates.get(i, 0) + 0.1 * Math.signum(rates.get(i, 0)));
        }
        DMatrixRMaj expected = times(transposed(c.G), losses);
        DMatrixRMaj actual = minus(column(loaded), column(rigid));
        for (int i = base; i < c.nv(); i++) {
            if (Math.abs(c.v.get(i, 0)) > 0.2) {
                assertThat(actual.get(i, 0)).isCloseTo(expected.get(i, 0), within(1e-9));
                assertThat(actual.get(i, 0)).isNotZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void framesAndMomentumMoveAsInTheFreeTree(Case c) {
        TreeMotion tied = c.tied();
        TreeMotion free = c.free();
        double[] qdd = c.lot.numbers(c.nv(), 3);
        double[] all = times(c.G, column(qdd)).data;
        ForwardKinematics kinematics = new ForwardKinematics(c.robot.model());
        kinematics.compute(c.q, c.pose);
        double[] T = new double[16];
        for (Frame frame : c.robot.model().frames()) {
            Frame same = Objects.requireNonNull(c.robot.free().frame(frame.name()));
            double[] a = new double[12];
            double[] b = new double[12];
            new FrameMotion(tied, frame).pose(a);
            new FrameMotion(free, same).pose(b);
            assertThat(Oracle.error(a, b, 1)).isLessThan(1e-12);
            kinematics.pose(frame, T);
            assertThat(new double[] {T[3], T[7], T[11]}).containsExactly(Arrays.copyOfRange(b, 9, 12), within(1e-11));
            assertEqual(jacobian(tied, frame), times(jacobian(free, same), c.G), 1e-11);
            new FrameMotion(tied, frame).acceleration(qdd, a);
            new FrameMotion(free, same).acceleration(all, b);
            assertThat(Oracle.error(a, b, 1)).isLessThan(1e-10);
        }
        double[] h = new double[6];
        double[] expected = new double[6];
        new Centroidal(tied).momentum(h);
        new Centroidal(free).momentum(expected);
        assertThat(Oracle.error(h, expected, 1)).isLessThan(1e-11);
        new Centroidal(tied).momentumRate(qdd, h);
        new Centroidal(free).momentumRate(all, expected);
        assertThat(Oracle.error(h, expected, 1)).isLessThan(1e-10);
    }

    /** Gauss's principle with the ties and the contact as constraints of the free tree: M a + Aᵀ μ = f − h, A a = b. */
    @ParameterizedTest
    @MethodSource("floatingCases")
    void contactHoldsAsInTheFreeTreeWithTiesForConstraints(Case c) {
        List<Frame> frames = c.robot.model().frames();
        Frame foot = frames.get(frames.size() - 1);
        Frame same = Objects.requireNonNull(c.robot.free().frame(foot.name()));
        TreeMotion tied = c.tied();
        ContactDynamics dynamics = new ContactDynamics(
                tied, JointModel.rigid(c.robot.model()), List.of(new RigidContact(foot, false, List.of(), 0.8)));
        double[] tau = c.lot.numbers(c.nv(), 20);
        double[] qdd = new double[c.nv()];
        dynamics.accelerations(new boolean[] {true}, tau, qdd, new double[6]);
        double[] unheld = new double[c.nv()];
        new ForwardDynamics(tied).accelerations(tau, unheld);
        assertThat(Oracle.error(qdd, unheld, 1)).isGreaterThan(1e-3);

        TreeMotion free = c.free();
        int n = free.velocityCount;
        double[] bias = new double[6];
        new FrameMotion(free, same).biasAcceleration(bias);
        DMatrixRMaj J = jacobian(free, same);
        // (1 − G G⁺) v = 0 just where v = G v'
        DMatrixRMaj ties = minus(CommonOps_DDRM.identity(n), times(c.G, pseudoInverse(c.G)));
        DMatrixRMaj A = new DMatrixRMaj(6 + n, n);
        CommonOps_DDRM.insert(J, A, 0, 0);
        CommonOps_DDRM.insert(ties, A, 6, 0);
        DMatrixRMaj kkt = new DMatrixRMaj(n + A.numRows, n + A.numRows);
        CommonOps_DDRM.insert(massMatrix(free), kkt, 0, 0);
        CommonOps_DDRM.insert(transposed(A), kkt, 0, n);
        CommonOps_DDRM.insert(A, kkt, n, 0);
        DMatrixRMaj right = new DMatrixRMaj(kkt.numRows, 1);
        DMatrixRMaj force = times(transposed(pseudoInverse(c.G)), column(tau)); // one with Gᵀ force = τ
        CommonOps_DDRM.insert(minus(force, bias(free)), right, 0, 0);
        for (int i = 0; i < 6; i++) {
            right.set(n + i, 0, -bias[i]);
        }
        DMatrixRMaj solution = times(pseudoInverse(kkt), right);
        assertEqual(times(c.G, column(qdd)), CommonOps_DDRM.extract(solution, 0, n, 0, 1), 1e-6);
    }

    @Test
    void contactDynamicsOfTiedJointsAllocateNothing() throws Exception {
        Case c = cases().skip(10).findFirst().orElseThrow();
        List<Frame> frames = c.robot.model().frames();
        TreeMotion motion = c.tied();
        ContactDynamics dynamics = new ContactDynamics(
                motion,
                JointModel.of(c.robot.model()),
                List.of(new RigidContact(frames.get(frames.size() - 1), false, List.of(), 0.8)));
        boolean[] closed = {true};
        double[] v = c.v.data;
        double[] tau = new double[c.nv()];
        double[] qdd = new double[c.nv()];
        double[] wrenches = new double[6];
        Allocation.Work work = () -> {
            motion.set(c.pose, c.q, v);
            dynamics.accelerations(closed, tau, qdd, wrenches);
        };
        Allocation.of(1000, work);
        assertThat(Allocation.of(1000, work)).isLessThan(1000);
    }
}
