package dev.pollux.mecano;

import dev.pollux.model.RobotDescription;
import dev.pollux.model.RobotModel;
import dev.pollux.model.UrdfReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** mecano's articulated body algorithm on the built-in humanoid, from new positions and velocities at each call. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MecanoBenchmark {
    private static final int STATES = 64;

    private final RobotModel model = humanoid();
    private final MecanoRobot mecano = new MecanoRobot(model);
    private final int nv = model.velocityCount();
    private final double[] pose = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0.8, 0, 0, 0, 1};
    private final double[][] q = new double[STATES][model.jointCount()];
    private final double[][] v = new double[STATES][nv];
    private final double[][] tau = new double[STATES][nv];
    private final double[] result = new double[nv];
    private int next;

    private static RobotModel humanoid() {
        try (InputStream urdf = Objects.requireNonNull(RobotModel.class.getResourceAsStream("humanoid_28.urdf"))) {
            return UrdfReader.read(urdf, RobotDescription.EMPTY);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Random states, the same in every run. */
    @Setup
    public void draw() {
        Random random = new Random(20261122);
        for (int s = 0; s < STATES; s++) {
            for (int j = 0; j < q[s].length; j++) {
                q[s][j] = random.nextDouble() - 0.5;
            }
            for (int i = 0; i < nv; i++) {
                v[s][i] = random.nextDouble() - 0.5;
                tau[s][i] = 10 * random.nextDouble() - 5;
            }
        }
    }

    /** q̈ from τ. */
    @Benchmark
    public double[] aba() {
        next = (next + 1) % STATES;
        mecano.set(pose, q[next], v[next]);
        mecano.accelerations(tau[next], result);
        return result;
    }

    /**
     * Prints the mean time of a call, µs, as the last line.
     *
     * @param arguments seconds of measurement
     */
    public static void main(String[] arguments) throws RunnerException {
        int seconds = Integer.parseInt(arguments[0]);
        System.out.println(new Runner(new OptionsBuilder()
                        .include(MecanoBenchmark.class.getName() + "\\.")
                        .forks(1)
                        .warmupIterations(Math.max(3, seconds / 2))
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(seconds)
                        .measurementTime(TimeValue.seconds(1))
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .runSingle()
                .getPrimaryResult()
                .getScore());
    }
}
