package dev.pollux.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pollux.ReferenceData;
import dev.pollux.model.Frame;
import dev.pollux.model.RobotDescription;
import dev.pollux.model.RobotModel;
import dev.pollux.model.UrdfReader;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every quantity beside Pinocchio 4.1's, itself within 4e-13 of MuJoCo's. Errors are relative to the largest number of
 * the quantity in the sample; 1e-12 is some thousand roundings, 1e-10 for accelerations allows for the mass matrix's
 * condition (1e3 to 1e5).
 */
@Tag("data")
class OracleTest {
    private static final double EXACT = 1e-12;

    enum Robot {
        HUMANOID(1e-10, Oracle::humanoid),
        G1(1e-10, Oracle::g1),
        /** Massless bodies between hinges: singular at ±90° of the middle ones. */
        AMP(1e-7, Oracle::amp),
        RANDOM_TREES(1e-10, Oracle::trees);

        final double accelerationTolerance;
        final Supplier<Stream<Oracle>> samples;

        Robot(double accelerationTolerance, Supplier<Stream<Oracle>> samples) {
            this.accelerationTolerance = accelerationTolerance;
            this.samples = samples;
        }
    }

    /** The largest error over a robot's samples. */
    private static double worst(Stream<Oracle> samples, Function<Oracle, Double> error) {
        return samples.map(error).mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    private static double[] fresh(Oracle o) {
        return new double[o.model().velocityCount()];
    }

    private static double forwardDynamicsError(Oracle o, RobotModel model) {
        double[] qdd = fresh(o);
        new ForwardDynamics(o.motion(model)).accelerations(o.numbers("tau"), qdd);
        return Oracle.error(qdd, o.qdd());
    }

    @Test
    void oneGramIsSeen() {
        String urdf = ReferenceData.text("humanoid/humanoid_28.urdf");
        Matcher shin = Pattern.compile("<mass value=\"2\\.78852\"").matcher(urdf);
        String changed = shin.replaceFirst("<mass value=\"2.78952\"");
        assertThat(changed).isNotEqualTo(urdf);
        RobotModel heavier = UrdfReader.read(changed, RobotDescription.EMPTY);
        Oracle sample = Oracle.humanoid().findFirst().orElseThrow();
        assertThat(Math.abs(heavier.mass() - sample.model().mass())).isCloseTo(1e-3, within(1e-9));
        assertThat(forwardDynamicsError(sample, heavier)).isGreaterThan(1e-7);
        double[] M = new double[34 * 34];
        new MassMatrix(sample.motion(heavier)).compute(M);
        assertThat(Oracle.error(M, Oracle.full(sample.numbers("M"), 34))).isGreaterThan(1e-8);
        double[] h = fresh(sample);
        new InverseDynamics(sample.motion(heavier)).bias(h);
        assertThat(Oracle.error(h, sample.numbers("bias"))).isGreaterThan(1e-8);
    }

    @ParameterizedTest
    @EnumSource
    void forwardDynamicsMatchesPinocchio(Robot robot) {
        Stream<Oracle> free = robot.samples.get().filter(o -> !o.isContact());
        assertThat(worst(free, o -> forwardDynamicsError(o, o.model()))).isLessThan(robot.accelerationTolerance);
    }

    @ParameterizedTest
    @EnumSource
    void massMatrixMatchesPinocchio(Robot robot) {
        assertThat(worst(robot.samples.get(), o -> {
                    int nv = o.model().velocityCount();
                    double[] M = new double[nv * nv];
                    new MassMatrix(o.motion()).compute(M);
                    return Oracle.error(M, Oracle.full(o.numbers("M"), nv));
                }))
                .isLessThan(EXACT);
    }

    @ParameterizedTest
    @EnumSource
    void inverseDynamicsMatchesPinocchio(Robot robot) {
        Stream<Oracle> free = robot.samples.get().filter(o -> !o.isContact());
        // τ is what accelerations of 1e3 rad/s² and more leave of larger terms
        assertThat(worst(free, o -> {
                    double[] tau = fresh(o);
                    new InverseDynamics(o.motion()).torques(o.qdd(), tau);
                    return Oracle.error(tau, o.numbers("tau"));
                }))
                .isLessThan(100 * EXACT);
    }

    @ParameterizedTest
    @EnumSource
    void biasMatchesPinocchio(Robot robot) {
        assertThat(worst(robot.samples.get(), o -> {
                    double[] h = fresh(o);
                    new InverseDynamics(o.motion()).bias(h);
                    return Oracle.error(h, o.numbers("bias"));
                }))
                .isLessThan(EXACT);
    }

    @ParameterizedTest
    @EnumSource
    void gravityVectorMatchesPinocchio(Robot robot) {
        assertThat(worst(robot.samples.get(), o -> {
                    double[] g = fresh(o);
                    new InverseDynamics(o.motion()).gravity(g);
                    return Oracle.error(g, o.numbers("g"));
                }))
                .isLessThan(EXACT);
    }

    @ParameterizedTest
    @EnumSource
    void coriolisVectorIsBiasLessGravity(Robot robot) {
        assertThat(worst(robot.samples.get(), o -> {
                    double[] expected = o.numbers("bias");
                    double[] g = o.numbers("g");
                    for (int i = 0; i < expected.length; i++) {
                        expected[i] -= g[i];
                    }
                    double[] c = fresh(o);
                    new InverseDynamics(o.motion()).coriolis(c);
                    return Oracle.error(c, expected);
                }))
                .isLessThan(10 * EXACT);
    }

    @ParameterizedTest
    @EnumSource
    void centreOfMassAndMomentumMatchPinocchio(Robot robot) {
        assertThat(worst(robot.samples.get(), o -> {
                    Centroidal centroidal = new Centroidal(o.motion());
                    double[] com = new double[3];
                    double[] h = new double[6];
                    centroidal.position(com);
                    centroidal.momentum(h);
                    double[] velocity = {h[0], h[1], h[2]};
                    for (int i = 0; i < 3; i++) {
                        velocity[i] /= centroidal.mass();
                    }
                    return max(
                            Oracle.error(com, o.numbers("com")),
                            Oracle.error(velocity, o.numbers("vcom")),
                            Oracle.error(h, o.numbers("hg")));
                }))
                .isLessThan(EXACT);
    }

    @Test
    void momentumRateMatchesPinocchio() {
        assertThat(worst(Oracle.humanoid(), o -> {
                    Centroidal centroidal = new Centroidal(o.motion());
                    double[] rate = new double[6];
                    centroidal.momentumRate(o.qdd(), rate);
                    double[] acceleration = {rate[0], rate[1], rate[2]};
                    for (int i = 0; i < 3; i++) {
                        acceleration[i] /= centroidal.mass();
                    }
                    return max(Oracle.error(rate, o.numbers("dhg")), Oracle.error(acceleration, o.numbers("acom")));
                }))
                // joint accelerations of up to 1e4 rad/s² cancel here
                .isLessThan(10 * EXACT);
    }

    @ParameterizedTest
    @EnumSource
    void framesMatchPinocchio(Robot robot) {
        assertThat(worst(robot.samples.get(), o -> {
                    TreeMotion motion = o.motion();
                    double worst = 0;
                    for (JsonNode frame : o.sample().get("frames")) {
                        worst = Math.max(worst, frameError(motion, frame, o));
                    }
                    return worst;
                }))
                .isLessThan(EXACT);
    }

    private static double frameError(TreeMotion motion, JsonNode expected, Oracle o) {
        // amp_28's URDF calls its feet after their last hinge, and has no IMU
        String name = expected.get("name").textValue().replaceFirst("(left|right)_foot", "$1_ankle_z_body");
        Frame frame = motion.model().frame(name);
        if (frame == null) {
            assertThat(name).isEqualTo("imu_pelvis");
            return 0;
        }
        FrameMotion actual = new FrameMotion(motion, frame);
        double[] pose = new double[12];
        actual.pose(pose);
        double[] J = new double[6 * motion.velocityCount];
        actual.jacobian(J);
        double[] bias = new double[6];
        actual.biasAcceleration(bias);
        double worst = max(
                Oracle.error(Arrays.copyOf(pose, 9), ReferenceData.numbers(expected.get("R"))),
                Oracle.error(new double[] {pose[9], pose[10], pose[11]}, ReferenceData.numbers(expected.get("pos"))),
                Oracle.error(J, ReferenceData.numbers(expected.get("J"))),
                Oracle.error(bias, ReferenceData.numbers(expected.get("Jdotv")), 1));
        if (expected.has("acc")) {
            double[] acceleration = new double[6];
            actual.acceleration(o.qdd(), acceleration);
            worst = Math.max(worst, Oracle.error(acceleration, ReferenceData.numbers(expected.get("acc")), 1));
        }
        return worst;
    }

    private static double max(double... values) {
        double most = 0;
        for (double value : values) {
            most = Math.max(most, value);
        }
        return most;
    }
}
