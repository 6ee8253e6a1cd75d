package dev.pollux.estimation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.ReferenceData;
import dev.pollux.estimation.base.BaseEstimate;
import dev.pollux.estimation.base.BaseEstimatorState;
import dev.pollux.estimation.base.EstimatorInput;
import dev.pollux.estimation.base.EstimatorOptions;
import dev.pollux.estimation.base.ImuMount;
import dev.pollux.estimation.base.InekfLog;
import dev.pollux.evaluation.Consistency;
import dev.pollux.spatial.SO3;
import dev.pollux.state.Floor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A real humanoid walking before motion capture (Ramadoss et al., ICRA 2021), with parameters from Cassie; what is learned of
 * its feet is learned in the run. The C++ invariant EKF reached 0.029 m, 0.77° and 0.095 m/s.
 */
@Tag("data")
class ICubTest {
    /** Half of the window over which the true velocity is fitted, s. */
    private static final double WINDOW = 0.05;

    /**
     * Here motion capture has lost the robot: it jumps at 2 m/s and then stands still, while the gyro goes on. Errors count here
     * too, but nobody's σ can know of it.
     */
    private static final double LOST = 8.3;

    private static final double FOUND = 8.65;

    private final List<double[]> poses = new ArrayList<>();
    private final List<Double> times = new ArrayList<>();

    /** T_BI of root_link_imu_frame in the robot's URDF. */
    private static double[] imuInBase() {
        double[] R = new double[9];
        SO3.fromRollPitchYaw(-2.09439521059, 0, -1.57079632679, R, 0);
        return pose(R, 0.085155, -0.011, -0.112309);
    }

    private static double[] pose(double[] R, double x, double y, double z) {
        return new double[] {R[0], R[1], R[2], x, R[3], R[4], R[5], y, R[6], R[7], R[8], z, 0, 0, 0, 1};
    }

    private final double[] w = new double[3];
    private final double[] next = new double[3];

    private void readTruth() {
        List<String> lines = ReferenceData.lines("icub-walking/icub_walking.csv.gz", Integer.MAX_VALUE);
        List<String> names = List.of(lines.get(0).split(","));
        int p = names.indexOf("base_px");
        int r = names.indexOf("base_roll");
        for (String line : lines.subList(1, lines.size())) {
            String[] w = line.split(",");
            double[] R = new double[9];
            SO3.fromRollPitchYaw(
                    Double.parseDouble(w[r]), Double.parseDouble(w[r + 1]), Double.parseDouble(w[r + 2]), R, 0);
            times.add(Double.parseDouble(w[0]));
            poses.add(pose(R, Double.parseDouble(w[p]), Double.parseDouble(w[p + 1]), Double.parseDouble(w[p + 2])));
        }
    }

    /** Slope of a straight line through the positions of the window, turned into the base frame. */
    private double[] velocity(int at) {
        double n = 0;
        double st = 0;
        double stt = 0;
        double[] sp = new double[3];
        double[] stp = new double[3];
        for (int k = 0; k < poses.size(); k++) {
            double t = times.get(k) - times.get(at);
            if (Math.abs(t) < WINDOW) {
                n++;
                st += t;
                stt += t * t;
                for (int i = 0; i < 3; i++) {
                    sp[i] += poses.get(k)[4 * i + 3];
                    stp[i] += t * poses.get(k)[4 * i + 3];
                }
            }
        }
        double[] v = new double[3];
        double[] T = poses.get(at);
        for (int i = 0; i < 3; i++) {
            double slope = (n * stp[i] - st * sp[i]) / (n * stt - st * st);
            for (int j = 0; j < 3; j++) {
                v[j] += T[4 * i + j] * slope;
            }
        }
        return v;
    }

    /** @param truthLost whether errors count where the truth has lost the robot */
    private EstimateErrors run(EstimatorOptions options, boolean truthLost) {
        if (poses.isEmpty()) {
            readTruth();
        }
        InekfLog log = new InekfLog("icub-walking/icub_walking_nominal_inekf_input.txt.gz");
        double[] T_BI = imuInBase();
        BaseEstimator estimator = new BaseEstimator(options, 2, new ImuMount(T_BI));
        BaseEstimatorState x = new BaseEstimatorState(2);
        EstimatorInput in = new EstimatorInput(2);
        BaseEstimate out = new BaseEstimate(2, new ImuMount(T_BI));
        EstimateErrors errors = new EstimateErrors();
        for (int i = 0; i < log.samples.size(); i++) {
            log.fill(i, true, in);
            // the reference's input was given even stamps; these are the robot's own, 0.2 to 27 ms apart
            in.stampNs = Math.round(times.get(i) * 1e9);
            estimator.update(x, in, out);
            if (out.running) {
                if (times.get(i) < LOST || times.get(i) > FOUND || truthLost) {
                    errors.add(out, poses.get(i), velocity(i));
                }
            }
        }
        return errors;
    }

    private static String summary(EstimateErrors errors) {
        return String.format(
                "position %.4f m rms, tilt %.3f deg rms, velocity %.4f m/s rms, NIS/dof %.3f, velocity NEES %.2f ± %.2f,"
                        + " tilt NEES %.2f ± %.2f",
                errors.positionRms(),
                Math.toDegrees(errors.tiltRms()),
                errors.velocityRms(),
                errors.footNis.mean() / 3,
                errors.velocityNees.mean(),
                errors.velocityNees.upper() - 3,
                errors.tiltNees.mean(),
                errors.tiltNees.upper() - 2);
    }

    @Test
    void walkIsNearerToMotionCaptureThanTheReferenceFilter() {
        EstimateErrors errors = run(EstimatorOptions.general(333), true);
        EstimateErrors seen = run(EstimatorOptions.general(333), false);
        String said = summary(errors) + "; but for 0.35 s of lost motion capture: " + summary(seen);
        System.out.println("iCub: " + said);
        assertThat(errors.positionRms()).as(said).isLessThan(0.029);
        assertThat(Math.toDegrees(errors.tiltRms())).as(said).isLessThan(0.77);
        assertThat(errors.velocityRms()).as(said).isLessThan(0.095);
        assertThat(seen.footNis.mean() / 3).as(said).isBetween(0.7, 1.4);
        assertThatLiesInTwiceItsBand(seen.velocityNees, said);
        assertThatLiesInTwiceItsBand(seen.tiltNees, said);
    }

    private static void assertThatLiesInTwiceItsBand(Consistency nees, String said) {
        double right = nees.degrees();
        assertThat(nees.mean()).as(said).isBetween(2 * nees.lower() - right, 2 * nees.upper() - right);
    }

    /** Rotation rate by motion capture over ±WINDOW less the gyro's mean over the same time, rad/s. */
    private double disagreement(InekfLog log, int at) {
        int from = at;
        int to = at;
        while (from > 0 && times.get(at) - times.get(from - 1) < WINDOW) {
            from--;
        }
        while (to + 1 < times.size() && times.get(to + 1) - times.get(at) < WINDOW) {
            to++;
        }
        double span = times.get(to) - times.get(from);
        double[] turn = new double[9];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 3; k++) {
                    turn[3 * i + j] += poses.get(from)[4 * k + i] * poses.get(to)[4 * k + j];
                }
            }
        }
        double[] phi = new double[3];
        SO3.log(turn, 0, phi, 0);
        double[] mean = new double[3];
        for (int k = from; k < to; k++) {
            double dt = times.get(k + 1) - times.get(k);
            rotate(imuInBase(), log.samples.get(k).imu(), 0, w);
            rotate(imuInBase(), log.samples.get(k + 1).imu(), 0, next);
            for (int i = 0; i < 3; i++) {
                mean[i] += 0.5 * (w[i] + next[i]) * dt / span;
            }
        }
        return Math.sqrt(Math.pow(phi[0] / span - mean[0], 2)
                + Math.pow(phi[1] / span - mean[1], 2)
                + Math.pow(phi[2] / span - mean[2], 2));
    }

    @Test
    void motionCaptureContradictsTheGyroWhereItIsCalledLost() {
        readTruth();
        InekfLog log = new InekfLog("icub-walking/icub_walking_nominal_inekf_input.txt.gz");
        double lost = 0;
        double speed = 0;
        double seen = 0;
        double seenSpeed = 0;
        for (int i = 10; i < times.size() - 10; i++) {
            double[] v = velocity(i);
            double now = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
            if (times.get(i) > LOST && times.get(i) < FOUND) {
                lost = Math.max(lost, disagreement(log, i));
                speed = Math.max(speed, now);
            } else {
                seen = Math.max(seen, disagreement(log, i));
                seenSpeed = Math.max(seenSpeed, now);
            }
        }
        String said = String.format(
                "lost: %.2f rad/s from the gyro, up to %.2f m/s; else %.2f rad/s, %.2f m/s",
                lost, speed, seen, seenSpeed);
        System.out.println("iCub motion capture " + said);
        assertThat(lost).as(said).isGreaterThan(1.3 * seen);
        assertThat(speed).as(said).isGreaterThan(1.3 * seenSpeed);
    }

    /** Tilt of both standing soles as motion capture and encoders see them, rms of each axis, rad. */
    private double soleTilt() {
        InekfLog log = new InekfLog("icub-walking/icub_walking_nominal_inekf_input.txt.gz");
        EstimatorInput in = new EstimatorInput(2);
        double[] T_BI = imuInBase();
        double[] up = new double[3];
        double sum = 0;
        int soles = 0;
        for (int i = 0; i < log.samples.size(); i++) {
            log.fill(i, true, in);
            for (int c = 0; c < 2; c++) {
                if (in.flag[c] > 0) {
                    rotate(T_BI, in.soleNormal, 3 * c, up);
                    rotate(poses.get(i), up, 0, up);
                    sum += up[0] * up[0] + up[1] * up[1];
                    soles++;
                }
            }
        }
        return Math.sqrt(sum / (2 * soles));
    }

    private static void rotate(double[] T, double[] u, int at, double[] out) {
        SO3.rotate(new double[] {T[0], T[1], T[2], T[4], T[5], T[6], T[8], T[9], T[10]}, 0, u, at, out, 0);
    }

    /** A leg with play makes its sole a poor level: σ has to say so, and there is nothing to win. */
    @Test
    void onALevelFloorSolesThatTiltDoNoHarm() {
        EstimatorOptions options = EstimatorOptions.general(333).withFloorSlope(Floor.LEVEL.slope());
        EstimateErrors errors = run(options, true);
        double soles = Math.toDegrees(soleTilt());
        String said = summary(errors) + String.format(", soles tilt by %.2f deg rms per axis", soles);
        System.out.println("iCub on a level floor: " + said);
        assertThat(errors.positionRms()).as(said).isLessThan(0.029);
        assertThat(Math.toDegrees(errors.tiltRms())).as(said).isLessThan(0.77);
        assertThat(errors.velocityRms()).as(said).isLessThan(0.095);
        assertThat(errors.tiltNees.mean()).as(said).isLessThan(errors.tiltNees.upper());
        // 5 mm/m of the floor and 1 mm of play over 0.1 m
        assertThat(soles).as(said).isBetween(0.3, 0.64);
    }
}
