package dev.pollux.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.model.RobotModel;
import dev.pollux.spatial.SE3;
import dev.pollux.spatial.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A robot thrown into the air, its joints free: nothing but gravity works on it. */
class FreeFlightTest {
    private static final double DURATION = 0.2;

    private final RandomRobot lot = new RandomRobot(7);
    private final double[] T = lot.pose();
    private int nv;
    private TreeMotion motion;
    private ForwardDynamics dynamics;
    private Centroidal centroidal;
    private double[] q;
    private double[] v;

    FreeFlightTest() {
        thrown(lot.model(12, true));
    }

    private void thrown(RobotModel model) {
        nv = model.velocityCount();
        motion = new TreeMotion(model);
        dynamics = new ForwardDynamics(motion);
        centroidal = new Centroidal(motion);
        q = lot.numbers(model.jointCount(), 1);
        v = lot.numbers(nv, 1);
    }

    /** Kinetic and potential energy, J. */
    private double energy() {
        motion.set(T, q, v);
        double[] M = new double[nv * nv];
        new MassMatrix(motion).compute(M);
        double kinetic = 0;
        for (int i = 0; i < nv; i++) {
            for (int j = 0; j < nv; j++) {
                kinetic += 0.5 * v[i] * M[i * nv + j] * v[j];
            }
        }
        double[] com = new double[3];
        centroidal.position(com);
        return kinetic + centroidal.mass() * World.GRAVITY * com[2];
    }

    private double[] momentum() {
        motion.set(T, q, v);
        double[] h = new double[6];
        centroidal.momentum(h);
        return h;
    }

    /** One step of the midpoint rule. */
    private void step(double dt) {
        double[] qdd = new double[nv];
        motion.set(T, q, v);
        dynamics.accelerations(new double[nv], qdd);
        double[] half = v.clone();
        for (int i = 0; i < nv; i++) {
            half[i] += 0.5 * dt * qdd[i];
        }
        double[] middle = T.clone();
        double[] qMiddle = q.clone();
        move(middle, qMiddle, v, 0.5 * dt);
        motion.set(middle, qMiddle, half);
        dynamics.accelerations(new double[nv], qdd);
        move(T, q, half, dt);
        for (int i = 0; i < nv; i++) {
            v[i] += dt * qdd[i];
        }
    }

    private static void move(double[] T, double[] q, double[] v, double dt) {
        SE3.integrate(T, v, dt);
        for (int j = 0; j < q.length; j++) {
            q[j] += dt * v[6 + j];
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2000, 4000})
    void energyAndMomentumAreConservedWhereJointsAreTied(int steps) {
        RobotModel tied = lot.tied(12, true).model();
        assertThat(tied.followers()).hasSizeGreaterThan(2);
        thrown(tied);
        energyAndMomentumAreConserved(steps);
    }

    @ParameterizedTest
    @ValueSource(ints = {2000, 4000})
    void energyAndMomentumAreConserved(int steps) {
        double[] h0 = momentum();
        double e0 = energy();
        double dt = DURATION / steps;
        for (int i = 0; i < steps; i++) {
            step(dt);
        }
        h0[2] -= centroidal.mass() * World.GRAVITY * DURATION;
        // the midpoint rule's error falls with dt²
        double tolerance = 30 * dt * dt * 1e2;
        assertThat(Oracle.error(momentum(), h0)).isLessThan(tolerance);
        assertThat(energy() / e0 - 1).isBetween(-tolerance, tolerance);
    }

    @Test
    void dampingTakesEnergy() {
        double e0 = energy();
        motion.set(T, q, v);
        double[] tau = new double[nv];
        for (int j = 6; j < nv; j++) {
            tau[j] = -v[j];
        }
        double[] qdd = new double[nv];
        dynamics.accelerations(tau, qdd);
        double dt = 1e-6;
        move(T, q, v, dt);
        double power = 0;
        for (int i = 0; i < nv; i++) {
            power += tau[i] * v[i];
            v[i] += dt * qdd[i];
        }
        assertThat(power).isNegative();
        assertThat((energy() - e0) / dt).isCloseTo(power, within(1e-2));
    }
}
