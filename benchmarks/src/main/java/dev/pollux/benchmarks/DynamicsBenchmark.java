package dev.pollux.benchmarks;

import dev.pollux.dynamics.ContactDynamics;
import dev.pollux.dynamics.ForwardDynamics;
import dev.pollux.dynamics.InverseDynamics;
import dev.pollux.dynamics.JointModel;
import dev.pollux.dynamics.MassMatrix;
import dev.pollux.dynamics.RigidContact;
import dev.pollux.dynamics.TreeMotion;
import dev.pollux.model.RobotModel;
import dev.pollux.robot.BuiltInModels;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Rigid-body dynamics of the built-in humanoid, 34 degrees of freedom, one thread. Each call starts from new positions
 * and velocities, so sines, poses and velocities are included.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DynamicsBenchmark {
    private static final int STATES = 64;

    private final RobotModel model = BuiltInModels.humanoid28();
    private final TreeMotion motion = new TreeMotion(model);
    private final InverseDynamics inverse = new InverseDynamics(motion);
    private final MassMatrix massMatrix = new MassMatrix(motion);
    private final ForwardDynamics forward = new ForwardDynamics(motion);
    private final ContactDynamics contact = new ContactDynamics(motion, JointModel.rigid(model), soles());
    private final int nv = model.velocityCount();
    private final double[][] poses = new double[STATES][16];
    private final double[][] q = new double[STATES][model.jointCount()];
    private final double[][] v = new double[STATES][nv];
    private final double[][] tau = new double[STATES][nv];
    private final double[] result = new double[nv];
    private final double[] M = new double[nv * nv];
    private final double[] wrenches = new double[12];
    private final boolean[] closed = {true, true};
    private int next;

    private List<RigidContact> soles() {
        return List.of(
                RigidContact.weld(Objects.requireNonNull(model.frame("left_sole"))),
                RigidContact.weld(Objects.requireNonNull(model.frame("right_sole"))));
    }

    /** Random states, the same in every run. */
    @Setup
    public void draw() {
        Random random = new Random(20261122);
        for (int s = 0; s < STATES; s++) {
            for (int i = 0; i < 16; i += 5) {
                poses[s][i] = 1;
            }
            poses[s][11] = 0.8;
            for (int j = 0; j < q[s].length; j++) {
                q[s][j] = random.nextDouble() - 0.5;
            }
            for (int i = 0; i < nv; i++) {
                v[s][i] = random.nextDouble() - 0.5;
                tau[s][i] = 10 * random.nextDouble() - 5;
            }
        }
    }

    private int set() {
        next = (next + 1) % STATES;
        motion.set(poses[next], q[next], v[next]);
        return next;
    }

    /** τ from q̈. */
    @Benchmark
    public double[] rnea() {
        inverse.torques(tau[set()], result);
        return result;
    }

    /** The mass matrix, both triangles. */
    @Benchmark
    public double[] crba() {
        set();
        massMatrix.compute(M);
        return M;
    }

    /** q̈ from τ. */
    @Benchmark
    public double[] aba() {
        forward.accelerations(tau[set()], result);
        return result;
    }

    /** q̈ and wrenches from τ, with both soles fixed in six directions. */
    @Benchmark
    public double[] contact() {
        contact.accelerations(closed, tau[set()], result, wrenches);
        return result;
    }
}
