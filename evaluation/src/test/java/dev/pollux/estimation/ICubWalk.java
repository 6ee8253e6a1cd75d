package dev.pollux.estimation;

import dev.pollux.ReferenceData;
import dev.pollux.estimation.base.EstimatorInput;
import dev.pollux.estimation.base.InekfLog;
import dev.pollux.spatial.SO3;
import java.util.ArrayList;
import java.util.List;

/** A real humanoid walking before motion capture (Ramadoss et al., ICRA 2021): what its sensors and the cameras measured. */
final class ICubWalk {
    /** Half of the window over which the true velocity is fitted, s. */
    static final double WINDOW = 0.05;

    /**
     * Here motion capture has lost the robot: it jumps at 2 m/s and then stands still, while the gyro goes on. Errors count here
     * too, but nobody's σ can know of it.
     */
    static final double LOST = 8.3;

    static final double FOUND = 8.65;

    final List<double[]> poses = new ArrayList<>();
    final List<Double> times = new ArrayList<>();
    final InekfLog log = new InekfLog("icub-walking/icub_walking_nominal_inekf_input.txt.gz");

    private final double[] w = new double[3];
    private final double[] next = new double[3];

    ICubWalk() {
        List<String> lines = ReferenceData.lines("icub-walking/icub_walking.csv.gz", Integer.MAX_VALUE);
        List<String> names = List.of(lines.get(0).split(","));
        int p = names.indexOf("base_px");
        int r = names.indexOf("base_roll");
        for (String line : lines.subList(1, lines.size())) {
            String[] words = line.split(",");
            double[] R = new double[9];
            SO3.fromRollPitchYaw(
                    Double.parseDouble(words[r]),
                    Double.parseDouble(words[r + 1]),
                    Double.parseDouble(words[r + 2]),
                    R,
                    0);
            times.add(Double.parseDouble(words[0]));
            poses.add(pose(
                    R,
                    Double.parseDouble(words[p]),
                    Double.parseDouble(words[p + 1]),
                    Double.parseDouble(words[p + 2])));
        }
    }

    /** T_BI of root_link_imu_frame in the robot's URDF. */
    static double[] imuInBase() {
        double[] R = new double[9];
        SO3.fromRollPitchYaw(-2.09439521059, 0, -1.57079632679, R, 0);
        return pose(R, 0.085155, -0.011, -0.112309);
    }

    private static double[] pose(double[] R, double x, double y, double z) {
        return new double[] {R[0], R[1], R[2], x, R[3], R[4], R[5], y, R[6], R[7], R[8], z, 0, 0, 0, 1};
    }

    /** Slope of a straight line through the positions of the window, turned into the base frame. */
    double[] velocity(int at) {
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

    /** Rotation rate by motion capture over ±WINDOW less the gyro's mean over the same time, rad/s. */
    double disagreement(int at) {
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

    /** Tilt of both standing soles as motion capture and encoders see them, rms of each axis, rad. */
    double soleTilt() {
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
}
