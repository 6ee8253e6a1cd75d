package dev.pollux.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.balance.Balance;
import dev.pollux.estimation.base.BaseEstimate;
import dev.pollux.estimation.base.BaseEstimatorState;
import dev.pollux.estimation.base.EstimatorInput;
import dev.pollux.estimation.base.ImuMount;
import dev.pollux.estimation.joints.JointEstimate;
import dev.pollux.model.RobotModel;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.spatial.SE3;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java that pages show, compiled as it stands there and run on the built-in humanoid. */
class DocsJavaTest {
    private static final RobotModel MODEL = BuiltInModels.humanoid28();
    private static final double GRAVITY = 9.81;

    @TempDir
    private Path folder;

    @Test
    void algorithmsTogetherObeyNewton() throws Exception {
        Method example = compiled(
                DocsPages.block("docs/algorithms/README.md", "Algorithms", "java"),
                "Balance",
                "balance",
                "double[] basePose, double[] q, double[] v, boolean[] closed, double[] tau, double[] qdd, double[] wrenches");
        double[] upright = new double[16];
        SE3.identity(upright);
        int n = MODEL.jointCount();
        double[] wrenches = new double[12];
        Balance balance = (Balance) example.invoke(
                null,
                MODEL,
                upright,
                new double[n],
                new double[6 + n],
                new boolean[] {true, true},
                new double[6 + n],
                new double[6 + n],
                wrenches);
        double up = wrenches[2] + wrenches[8];
        assertThat(up).isPositive();
        assertThat(balance.comAcceleration[2]).isCloseTo(up / MODEL.mass() - GRAVITY, within(1e-9));
    }

    @Test
    void anEstimatorMadeAsThePageSaysFindsARobotAtRest() throws Exception {
        String block = DocsPages.block("docs/estimation.md", "What goes in and what comes out", "java")
                .replaceFirst(
                        "/\\*.*\\*/",
                        "java.util.Arrays.fill(in.imu, 0); in.imu[5] = 9.81; in.flag[0] = 1; in.flag[1] = 1;");
        Method example = compiled(
                block,
                "BaseEstimate",
                "estimate",
                "double encoderSigma, double weight, JointEstimate joints, EstimatorInput in, long seq, long stamp, double[] q,"
                        + " BaseEstimatorState state, BaseEstimate estimate");
        int n = MODEL.jointCount();
        JointEstimate joints = new JointEstimate(n);
        EstimatorInput in = new EstimatorInput(2);
        BaseEstimatorState state = new BaseEstimatorState(2);
        BaseEstimate estimate = new BaseEstimate(2, new ImuMount(MODEL));
        for (long seq = 0; seq < 200; seq++) {
            example.invoke(
                    null,
                    MODEL,
                    1e-4,
                    MODEL.mass() * GRAVITY,
                    joints,
                    in,
                    seq,
                    seq * 10_000_000,
                    new double[n],
                    state,
                    estimate);
        }
        assertThat(estimate.running).isTrue();
        assertThat(estimate.velocity).containsExactly(new double[6], within(1e-3));
        assertThat(estimate.velocitySigma[0]).isBetween(0.0, 0.01);
    }

    /** A method that takes the model and these parameters, does what the block says, and returns one of its variables. */
    private Method compiled(String block, String type, String result, String parameters)
            throws IOException, ReflectiveOperationException {
        Path source = Files.writeString(folder.resolve("Example.java"), """
                import dev.pollux.balance.*;
                import dev.pollux.dynamics.*;
                import dev.pollux.estimation.*;
                import dev.pollux.estimation.base.*;
                import dev.pollux.estimation.feet.*;
                import dev.pollux.estimation.joints.*;
                import dev.pollux.model.*;

                public final class Example {
                    public static %s run(RobotModel model, %s) {
                        %s
                        return %s;
                    }
                }
                """.formatted(type, parameters, block, result));
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-proc:none", "-cp", classes, source.toString()))
                .as(block)
                .isZero();
        URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
        for (Method method : loader.loadClass("Example").getMethods()) {
            if (method.getName().equals("run")) {
                return method;
            }
        }
        throw new AssertionError("no method");
    }
}
