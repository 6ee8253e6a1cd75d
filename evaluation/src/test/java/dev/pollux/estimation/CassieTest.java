package dev.pollux.estimation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.ReferenceData;
import dev.pollux.estimation.base.BaseEstimate;
import dev.pollux.estimation.base.BaseEstimatorState;
import dev.pollux.estimation.base.EstimatorInput;
import dev.pollux.estimation.base.EstimatorOptions;
import dev.pollux.estimation.base.FilterNoise;
import dev.pollux.estimation.base.FootModel;
import dev.pollux.estimation.base.ImuMount;
import dev.pollux.estimation.base.InekfLog;
import dev.pollux.estimation.base.ReferenceFilter;
import dev.pollux.evaluation.Consistency;
import dev.pollux.spatial.SO3;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The data set of the reference invariant EKF (Hartley et al. 2020): a simulated Cassie, 10 s at 2 kHz. */
@Tag("data")
class CassieTest {
    /** The IMU is mounted upside down. */
    private static final double[] T_BI = {1, 0, 0, 0, 0, -1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1};

    /** Upright, in the IMU's own axes. */
    private static final double[] UPRIGHT = {1, 0, 0, 0, -1, 0, 0, 0, -1};

    private static final double WEIGHT = 32 * 9.81;

    /**
     * Cassie's shins are leaf springs, which the encoders on its motors do not see: they give by 1 mm. What its feet do from
     * frame to frame is then not told by the innovations, and their slip stays the 2 cm/s/√Hz of the options.
     */
    private static final EstimatorOptions OPTIONS =
            EstimatorOptions.general(WEIGHT).with(new FootModel(1e-3, 1e-3, 1e-3, 0, 0, 0, 0));

    private final InekfLog log = new InekfLog("cassie/imu_kinematic_measurements.txt.gz");
    private final List<double[]> poses = new ArrayList<>();
    private final List<double[]> velocities = new ArrayList<>();

    /** The first sample at or after 1 s: all errors count from here. */
    private final int second;

    CassieTest() {
        for (String line : ReferenceData.lines("cassie/cassie_ground_truth.csv.gz", Integer.MAX_VALUE)) {
            if (line.startsWith("t")) {
                continue;
            }
            String[] words = line.split(",");
            double[] n = new double[words.length];
            for (int i = 0; i < n.length; i++) {
                n[i] = Double.parseDouble(words[i]);
            }
            // R_WB = R_WI R_BIᵀ turns the IMU's axes to the base's
            poses.add(new double[] {
                n[7], -n[8], -n[9], n[1], n[10], -n[11], -n[12], n[2], n[13], -n[14], -n[15], n[3], 0, 0, 0, 1,
            });
            double[] v = new double[3];
            for (int i = 0; i < 3; i++) {
                double sign = i == 0 ? 1 : -1;
                v[i] = sign * (n[7 + i] * n[4] + n[10 + i] * n[5] + n[13 + i] * n[6]);
            }
            velocities.add(v);
        }
        int at = 0;
        while (log.samples.get(at).t() < 1) {
            at++;
        }
        second = at;
    }

    /** A running state at the first sample: σ of tilt and velocity, small σ of everything that starts at zero. */
    private BaseEstimatorState started(double[] R, double[] v, double tiltSigma, double velocitySigma) {
        BaseEstimatorState x = new BaseEstimatorState(2);
        System.arraycopy(R, 0, x.R, 0, 9);
        System.arraycopy(v, 0, x.v, 0, 3);
        InekfLog.Sample first = log.samples.get(0);
        System.arraycopy(first.imu(), 0, x.imu, 0, 6);
        x.stampNs = Math.round(first.t() * 1e9);
        x.running = true;
        x.seen = true;
        double[] sigma = {
            tiltSigma,
            tiltSigma,
            1e-4,
            velocitySigma,
            velocitySigma,
            velocitySigma,
            1e-4,
            1e-4,
            1e-4,
            1e-3,
            1e-3,
            1e-3,
            1e-3,
            1e-3,
            1e-3,
            0,
            0,
            0,
            1e-3,
            1e-3,
            1e-3,
            0.1,
            0.1,
            0.1,
        };
        double[] C = new double[24 * 24];
        for (int i = 0; i < 24; i++) {
            C[25 * i] = sigma[i] * sigma[i];
        }
        x.setErrorCovariance(C);
        return x;
    }

    /** Errors from one second on, when the robot has settled, and what is said then. */
    private record Run(EstimateErrors settled, Said atOneSecond) {}

    /** The up direction and the velocity, both in the base frame. */
    private record Said(double[] up, double[] velocity) {
        double tiltTo(Said other) {
            double dot = 0;
            for (int i = 0; i < 3; i++) {
                dot += up[i] * other.up[i];
            }
            return Math.toDegrees(Math.acos(Math.min(1, dot)));
        }

        double velocityTo(Said other) {
            double sum = 0;
            for (int i = 0; i < 3; i++) {
                sum += (velocity[i] - other.velocity[i]) * (velocity[i] - other.velocity[i]);
            }
            return Math.sqrt(sum);
        }
    }

    private static Said said(double[] T_WB, double[] v_WB_B) {
        return new Said(new double[] {T_WB[8], T_WB[9], T_WB[10]}, v_WB_B.clone());
    }

    private Run run(BaseEstimatorState x, int frames) {
        return run(OPTIONS, x, frames);
    }

    private Run run(EstimatorOptions options, BaseEstimatorState x, int frames) {
        BaseEstimator estimator = new BaseEstimator(options, 2, new ImuMount(T_BI));
        EstimatorInput in = new EstimatorInput(2);
        BaseEstimate out = new BaseEstimate(2, new ImuMount(T_BI));
        EstimateErrors errors = new EstimateErrors();
        Said atOneSecond = said(poses.get(0), velocities.get(0));
        for (int i = 1; i < frames; i++) {
            log.fill(i, false, in);
            estimator.update(x, in, out);
            if (i == second) {
                atOneSecond = said(out.pose, out.velocity);
            }
            if (i >= second) {
                errors.add(out, poses.get(i), velocities.get(i));
            }
        }
        return new Run(errors, atOneSecond);
    }

    /** The reference filter's answer at one second from the same start. */
    private Said reference(double[] R, double[] v, FilterNoise noise, double[] sigma) {
        ReferenceFilter f =
                new ReferenceFilter(noise, R, v, sigma, log.samples.get(0).t());
        for (int i = 0; i <= second; i++) {
            f.step(log.samples.get(i));
        }
        double[] T = {1, 0, 0, 0, 0, 1, 0, 0, f.x.R[6], -f.x.R[7], -f.x.R[8], 0, 0, 0, 0, 1};
        double[] body = new double[3];
        SO3.rotateInverse(f.x.R, 0, f.x.v, 0, body, 0);
        return said(T, new double[] {body[0], -body[1], -body[2]});
    }

    @Test
    void sensibleParametersBeatTheExamplesEightfold() {
        EstimateErrors e = run(started(UPRIGHT, new double[3], 0.1, 0.5), log.samples.size())
                .settled();
        String said = e.toString();
        assertThat(Math.toDegrees(e.tiltRms())).as(said).isLessThan(0.12);
        assertThat(e.velocityRms()).as(said).isLessThan(0.008);
        assertThat(e.drift()).as(said).isLessThan(0.007);
        assertThat(e.velocityNees.verdict()).as(said).isEqualTo(Consistency.Verdict.CONSERVATIVE);
        assertThat(e.tiltNees.verdict()).as(said).isNotEqualTo(Consistency.Verdict.OVERCONFIDENT);
    }

    /** What the iCub runs with meets the bar of tilt here, not those of velocity (8 mm/s) and path (0.7 %). */
    @Test
    void generalParametersBeatTheExampleToo() {
        EstimateErrors e = run(
                        EstimatorOptions.general(WEIGHT), started(UPRIGHT, new double[3], 0.1, 0.5), log.samples.size())
                .settled();
        String said = e.toString();
        assertThat(Math.toDegrees(e.tiltRms())).as(said).isLessThan(0.12);
        assertThat(e.velocityRms()).as("regression guard: %s", said).isLessThan(0.010);
        assertThat(e.drift()).as("regression guard: %s", said).isLessThan(0.010);
        assertThat(e.velocityNees.verdict()).as(said).isEqualTo(Consistency.Verdict.CONSERVATIVE);
    }

    /** A hundred starts: roll and pitch within ±30°, each component of velocity within ±1 m/s. */
    private static List<double[][]> starts() {
        Random random = new Random(1);
        double spread = Math.toRadians(30);
        double[] turn = new double[9];
        List<double[][]> starts = new ArrayList<>();
        for (int k = 0; k < 100; k++) {
            double[] R = new double[9];
            double roll = spread * (2 * random.nextDouble() - 1);
            SO3.fromRollPitchYaw(roll, spread * (2 * random.nextDouble() - 1), 0, turn, 0);
            SO3.multiply(turn, 0, UPRIGHT, 0, R, 0);
            double[] v = {2 * random.nextDouble() - 1, 2 * random.nextDouble() - 1, 2 * random.nextDouble() - 1};
            starts.add(new double[][] {R, v});
        }
        return starts;
    }

    /**
     * The bar is the reference's figure: 0.20° and 0.011 m/s after a second. It is met by what a wrong start leaves behind
     * after a second (the distance to a run started right), and by the error against the truth from that second on.
     */
    @Test
    void hundredRandomStartsAreForgottenAfterASecond() {
        Said right = run(started(UPRIGHT, new double[3], 0.5, 1), second + 1).atOneSecond();
        double[] worst = new double[4];
        double before = 0;
        for (double[][] start : starts()) {
            Run run = run(started(start[0], start[1], 0.5, 1), log.samples.size());
            before = Math.max(before, Math.toDegrees(Math.acos(-start[0][8])));
            worst[0] = Math.max(worst[0], run.atOneSecond().tiltTo(right));
            worst[1] = Math.max(worst[1], run.atOneSecond().velocityTo(right));
            worst[2] = Math.max(worst[2], Math.toDegrees(run.settled().tiltRms()));
            worst[3] = Math.max(worst[3], run.settled().velocityRms());
        }
        String said = String.format(
                Locale.ROOT,
                "worst of 100, started up to %.0f deg off: at 1 s %.3f deg, %.4f m/s from the right start's run;"
                        + " rms error from 1 s on %.3f deg, %.4f m/s",
                before,
                worst[0],
                worst[1],
                worst[2],
                worst[3]);
        assertThat(before).isGreaterThan(30);
        assertThat(worst[0]).as(said).isLessThan(0.20);
        assertThat(worst[1]).as(said).isLessThan(0.011);
        assertThat(worst[2]).as(said).isLessThan(0.20);
        assertThat(worst[3]).as(said).isLessThan(0.011);
    }

    /**
     * Against the truth at t = 1 s itself nobody is below 0.20° and 0.011 m/s, whatever the start: the feet slide by 2 to 7
     * cm/s through the first 0.9 s of contact. The reference filter from the same starts, with its example's parameters and
     * with those of the paper, is farther off.
     */
    @Test
    void errorAtOneSecondIsBelowTheReferenceFiltersFromTheSameStarts() {
        FilterNoise example = new FilterNoise(0.01, 0.1, 1e-5, 1e-4, 0.01, 1);
        FilterNoise paper = new FilterNoise(0.002, 0.04, 0.001, 0.001, 0.05, 1);
        double[] exampleSigma = {1, 1, 1, 1, 1, 0, 1, 1};
        double[] paperSigma = {Math.toRadians(30), 1, 0.1, 0.1, 0.1, 0, 0.005, 0.05};
        Said truth = said(poses.get(second), velocities.get(second));
        double[] tilt = new double[3];
        double[] velocity = new double[3];
        double rightPaper = reference(UPRIGHT, new double[3], paper, paperSigma).tiltTo(truth);
        for (double[][] start : starts()) {
            Said[] all = {
                run(started(start[0], start[1], 0.5, 1), second + 1).atOneSecond(),
                reference(start[0], start[1], paper, paperSigma),
                reference(start[0], start[1], example, exampleSigma),
            };
            for (int k = 0; k < 3; k++) {
                tilt[k] = Math.max(tilt[k], all[k].tiltTo(truth));
                velocity[k] = Math.max(velocity[k], all[k].velocityTo(truth));
            }
        }
        String said = String.format(
                Locale.ROOT,
                "worst of 100 at 1 s against the truth: ours %.3f deg, %.4f m/s; reference, paper's parameters %.3f deg,"
                        + " %.4f m/s (%.3f deg from the right start); example's %.3f deg, %.4f m/s",
                tilt[0],
                velocity[0],
                tilt[1],
                velocity[1],
                rightPaper,
                tilt[2],
                velocity[2]);
        assertThat(rightPaper).as(said).isGreaterThan(0.20);
        assertThat(tilt[0]).as(said).isLessThan(Math.min(tilt[1], tilt[2]));
        assertThat(velocity[0]).as(said).isLessThan(Math.min(velocity[1], velocity[2]));
    }
}
