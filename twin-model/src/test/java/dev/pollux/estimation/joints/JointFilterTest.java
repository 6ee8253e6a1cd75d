package dev.pollux.estimation.joints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.ModelFixtures;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The joint filter on a joint that swings like a walking robot's knee: 0.4 rad at 1.5 Hz, sampled at 500 Hz. */
class JointFilterTest {
    private static final double DT = 0.002;
    private static final double OMEGA = 2 * Math.PI * 1.5;
    private static final double AMPLITUDE = 0.4;

    private final JointFilter filter = new JointFilter(1);
    private final JointEstimate x = new JointEstimate(1);

    @Test
    void learnsTheEncodersNoise() {
        swing(5_000, 3e-4, 0.05, false, new Random(1));
        // 5000 samples of which the last few hundred count: 20 % is three standard deviations of such an estimate.
        assertThat(Math.sqrt(x.noise[0])).isCloseTo(3e-4, within(0.2 * 3e-4));
        assertThat(Math.sqrt(x.noise[1])).isCloseTo(0.05, within(0.2 * 0.05));
    }

    @Test
    void aRobotThatRunsForMonthsNeverLooksLikeOneThatHasJustBegun() {
        swing(10, 0, 0, false, new Random(1));
        x.frames = Integer.MAX_VALUE; // after 50 days at 500 Hz
        filter.advance(x, new double[] {0.1}, new double[] {0.1}, null, DT);
        filter.advance(x, new double[] {0.1}, new double[] {0.1}, null, DT);
        assertThat(x.frames).isGreaterThan(1_000_000);
    }

    @Test
    void followsACleanSensorToItsOwnRounding() {
        Errors errors = swing(5_000, 0, 0, false, new Random(2));
        // Third differences of the motion itself look like noise of ω³ A dt³ / √20 = 6e-7 rad.
        assertThat(errors.position()).isLessThan(6e-7);
        assertThat(errors.velocity()).isLessThan(1e-3);
    }

    /** A simulator that steps q after q̇ says positions that contradict its velocities by q̈ h²/4 a frame, and no noise. */
    @Test
    void noiseFreeSensorsThatContradictEachOtherDoNotMakeItRing() {
        double[] q = {0};
        double[] v = {0};
        for (int k = 0; k < 2_000; k++) {
            double kick = k >= 1_000 && k < 1_020 ? 50 : 0;
            for (int i = 0; i < 4; i++) {
                v[0] += DT / 4 * kick;
                q[0] += DT / 4 * v[0];
            }
            filter.advance(x, q, v, null, k == 0 ? 0 : DT);
            filter.correctAcceleration(x, null, 0, 0);
            if (k > 1_030) {
                assertThat(x.acceleration[0])
                        .as("after a kick of 50 rad/s², frame " + k)
                        .isCloseTo(0, within(1.0));
            }
        }
    }

    @Test
    void aPushThatTheBaseFeelsIsFollowedAtOnce() {
        double unaware = velocityErrorInAPush(0);
        restart();
        // a third of a metre from the joint, 5 rad/s² are 1.7 m/s²
        assertThat(velocityErrorInAPush(5 * 5 / 9.0)).isLessThan(0.5 * unaware);
    }

    /** Root mean square over the first 60 ms of 5 rad/s² that neither commands nor physics know. */
    private double velocityErrorInAPush(double unexplained) {
        Random random = new Random(9);
        double sum = 0;
        for (int k = 0; k < 1_030; k++) {
            double t = Math.max(0, (k - 1_000) * DT);
            filter.advance(
                    x,
                    new double[] {2.5 * t * t + 1e-4 * random.nextGaussian()},
                    new double[] {5 * t + 0.02 * random.nextGaussian()},
                    new double[] {0},
                    k == 0 ? 0 : DT);
            filter.correctAcceleration(x, new double[] {0}, 0, t > 0 ? unexplained : 0);
            sum += t > 0 ? Math.pow(x.velocity[0] - 5 * t, 2) : 0;
        }
        return Math.sqrt(sum / 29);
    }

    /** Sixty samples a quantum: the leap between two quanta tells the place, and the velocity how it goes on. */
    @Test
    void aCoarseEncodersLeapsPlaceTheJointToAFifthOfAQuantum() {
        double quantum = 0.02;
        Random random = new Random(10);
        double worst = 0;
        for (int k = 0; k < 5_000; k++) {
            double t = k * DT;
            double q = 0.05 * Math.sin(2 * t);
            double v = 0.1 * Math.cos(2 * t) + 0.02 * random.nextGaussian();
            filter.advance(x, new double[] {Math.rint(q / quantum) * quantum}, new double[] {v}, null, k == 0 ? 0 : DT);
            filter.correctAcceleration(x, null, 0, 0);
            if (k > 1_500) {
                worst = Math.max(worst, Math.abs(x.position[0] - q));
            }
        }
        assertThat(worst).isLessThan(quantum / 5);
        assertThat(Math.sqrt(12 * x.noise[0])).isCloseTo(quantum, within(0.25 * quantum));
    }

    @Test
    void anEncodersNoiseThatIsSaidIsWhereLearningBegins() {
        JointFilter told = new JointFilter(ModelFixtures.humanoid28WithEncoderNoise(2e-3));
        JointEstimate robot = new JointEstimate(28);
        told.advance(robot, new double[28], null, null, 0);
        assertThat(Math.sqrt(robot.noise[3])).isCloseTo(2e-3, within(1e-6));
    }

    @Test
    void beatsItsSensorsSeveralTimes() {
        Errors errors = swing(5_000, 1e-4, 0.02, false, new Random(3));
        assertThat(errors.position()).isLessThan(0.6 * 1e-4);
        assertThat(errors.velocity()).isLessThan(0.75 * 0.02);
    }

    @Test
    void commandsThatAreFollowedSharpenTheEstimate() {
        Errors blind = swing(5_000, 1e-4, 0.02, false, new Random(4));
        restart();
        Errors told = swing(5_000, 1e-4, 0.02, true, new Random(4));
        assertThat(told.velocity()).isLessThan(0.6 * blind.velocity());
        assertThat(told.acceleration()).isLessThan(0.3 * blind.acceleration());
    }

    @Test
    void estimatedVelocityLagsByLessThanASample() {
        Random random = new Random(5);
        double inPhase = 0;
        double behind = 0;
        for (int k = 0; k < 20_000; k++) {
            step(k, 1e-4, 0.02, false, random);
            if (k > 1_000) {
                // v = A ω cos ωt; a filter that lags by δ shows A ω cos ω(t − δ)
                inPhase += x.velocity[0] * Math.cos(OMEGA * k * DT);
                behind += x.velocity[0] * Math.sin(OMEGA * k * DT);
            }
        }
        double lag = Math.atan2(behind, inPhase) / OMEGA;
        assertThat(Math.abs(lag)).isLessThan(DT);
    }

    @Test
    void commandsThatAreNotFollowedDoNoHarm() {
        Errors blind = swing(5_000, 1e-4, 0.02, false, new Random(6));
        restart();
        Random random = new Random(6);
        Errors errors = new Errors();
        for (int k = 0; k < 5_000; k++) {
            double[] q = {truePosition(k) + 1e-4 * random.nextGaussian()};
            double[] v = {trueVelocity(k) + 0.02 * random.nextGaussian()};
            double[] target = {3 * Math.sin(40.0 * k * DT)};
            filter.advance(x, q, v, target, k == 0 ? 0 : DT);
            filter.correctAcceleration(x, null, 0, 0);
            errors.add(x, k);
        }
        assertThat(errors.velocity()).isLessThan(1.5 * blind.velocity());
    }

    @Test
    void aStepInTheCommandsAnnouncesNoJerk() {
        Random random = new Random(10);
        for (int k = 0; k < 1_020; k++) {
            double step = k < 1_000 ? 0 : 1;
            double[] q = {truePosition(k) + 1e-4 * random.nextGaussian()};
            double[] v = {trueVelocity(k) + 0.02 * random.nextGaussian()};
            filter.advance(x, q, v, new double[] {trueVelocity(k) + step}, k == 0 ? 0 : DT);
            filter.correctAcceleration(x, new double[] {-OMEGA * OMEGA * truePosition(k)}, 0, 0);
            // the swing's own jerk is A ω³ = 335 rad/s³; the step's second difference 250 000; ten times what is true
            // leaves room for what is told back of the step itself, 500 rad/s² for one frame
            if (k > 1_001) {
                assertThat(Math.abs(x.jerk[0])).as("frame " + k).isLessThan(10 * 335);
            }
        }
    }

    @Test
    void neitherAWildCommandNorAStepInTheCommandsIsAnAcceleration() {
        for (boolean lasting : new boolean[] {false, true}) {
            restart();
            Random random = new Random(11);
            for (int k = 0; k < 1_020; k++) {
                boolean leapt = lasting ? k >= 1_000 : k == 1_000;
                double[] q = {truePosition(k) + 1e-4 * random.nextGaussian()};
                double[] v = {trueVelocity(k) + 0.02 * random.nextGaussian()};
                double physics = -OMEGA * OMEGA * truePosition(k);
                filter.advance(x, q, v, new double[] {trueVelocity(k) + (leapt ? 60 : 0)}, k == 0 ? 0 : DT);
                // the drive's damping makes a torque of it, while it lasts
                filter.correctAcceleration(x, new double[] {k == 1_000 ? 3_000 : physics}, 0, 0);
                if (k >= 1_000) { // the swing's own acceleration is 36 rad/s²
                    assertThat(x.acceleration[0] - physics).as("frame " + k).isBetween(-15.0, 15.0);
                }
            }
        }
    }

    @Test
    void aMissingSampleIsBridged() {
        Random random = new Random(7);
        Errors errors = new Errors();
        for (int k = 0; k < 5_000; k++) {
            boolean missing = k % 10 == 3;
            double[] q = {truePosition(k) + 1e-4 * random.nextGaussian()};
            double[] v = {trueVelocity(k) + 0.02 * random.nextGaussian()};
            filter.advance(x, missing ? null : q, missing ? null : v, null, k == 0 ? 0 : DT);
            filter.correctAcceleration(x, null, 0, 0);
            errors.add(x, k);
        }
        assertThat(errors.position()).isLessThan(1e-4);
    }

    @Test
    @Tag("slow")
    void covarianceStaysPositiveOverAMillionRandomTicks() {
        Random random = new Random(8);
        double[] q = new double[1];
        double[] v = new double[1];
        double[] target = new double[1];
        double[] physics = new double[1];
        for (int k = 0; k < 1_000_000; k++) {
            int kind = random.nextInt(16);
            double scale = Math.pow(10, random.nextInt(5) - 2);
            q[0] = scale * random.nextGaussian();
            v[0] = scale * random.nextGaussian();
            target[0] = scale * random.nextGaussian();
            physics[0] = 100 * scale * random.nextGaussian();
            filter.advance(
                    x,
                    (kind & 1) == 0 ? q : null,
                    (kind & 2) == 0 ? v : null,
                    (kind & 4) == 0 ? target : null,
                    k == 0 ? 0 : 1e-4 + 0.01 * random.nextDouble());
            filter.correctAcceleration(
                    x, (kind & 8) == 0 ? physics : null, 0, random.nextInt(4) == 0 ? 1e3 * random.nextDouble() : 0);
            if (x.frames > 0) {
                float[] P = x.covariance;
                assertThat(P[0] >= 0 && P[3] >= 0 && P[5] >= 0)
                        .as("tick " + k + " " + Arrays.toString(P))
                        .isTrue();
                assertThat(Double.isFinite(x.position[0] + x.velocity[0] + x.acceleration[0] + x.jerk[0]))
                        .as("tick " + k + " " + x.position[0] + " " + x.velocity[0] + " " + x.acceleration[0] + " "
                                + x.jerk[0])
                        .isTrue();
            }
        }
    }

    private void restart() {
        filter.restart(x);
        Arrays.fill(x.noise, 0);
    }

    private Errors swing(int samples, double encoder, double tachometer, boolean told, Random random) {
        Errors errors = new Errors();
        for (int k = 0; k < samples; k++) {
            step(k, encoder, tachometer, told, random);
            errors.add(x, k);
        }
        return errors;
    }

    private void step(int k, double encoder, double tachometer, boolean told, Random random) {
        double[] q = {truePosition(k) + encoder * random.nextGaussian()};
        double[] v = {trueVelocity(k) + tachometer * random.nextGaussian()};
        double[] target = told ? new double[] {trueVelocity(k)} : null;
        filter.advance(x, q, v, target, k == 0 ? 0 : DT);
        filter.correctAcceleration(x, null, 0, 0);
    }

    private static double truePosition(int k) {
        return AMPLITUDE * Math.sin(OMEGA * k * DT);
    }

    private static double trueVelocity(int k) {
        return AMPLITUDE * OMEGA * Math.cos(OMEGA * k * DT);
    }

    /** Root mean squares after the first second. */
    private static final class Errors {
        private double position;
        private double velocity;
        private double acceleration;
        private int count;

        void add(JointEstimate x, int k) {
            if (k * DT < 1) {
                return;
            }
            count++;
            position += square(x.position[0] - truePosition(k));
            velocity += square(x.velocity[0] - trueVelocity(k));
            acceleration += square(x.acceleration[0] + OMEGA * OMEGA * truePosition(k));
        }

        double position() {
            return Math.sqrt(position / count);
        }

        double velocity() {
            return Math.sqrt(velocity / count);
        }

        double acceleration() {
            return Math.sqrt(acceleration / count);
        }

        private static double square(double a) {
            return a * a;
        }
    }
}
