package dev.pollux.estimation.base;

import dev.pollux.ReferenceData;
import dev.pollux.spatial.SO3;
import java.util.ArrayList;
import java.util.List;

/** The reference filter's own input format: lines IMU, CONTACT and KINEMATIC of two feet, three to a sample. */
public final class InekfLog {
    /** One sample: both sole positions and normals in the IMU frame, the 6×6 pose covariances' position blocks. */
    public record Sample(double t, double[] imu, int[] flag, double[] sole, double[] normal, double[] covariance) {}

    public final List<Sample> samples = new ArrayList<>();

    public InekfLog(String path) {
        List<String> lines = ReferenceData.lines(path, Integer.MAX_VALUE);
        for (int i = 0; i + 2 < lines.size(); i += 3) {
            samples.add(sample(numbers(lines.get(i)), numbers(lines.get(i + 1)), numbers(lines.get(i + 2))));
        }
    }

    private static double[] numbers(String line) {
        String[] words = line.trim().split("\\s+");
        double[] out = new double[words.length - 1];
        for (int i = 0; i < out.length; i++) {
            out[i] = Double.parseDouble(words[i + 1]);
        }
        return out;
    }

    private static Sample sample(double[] imu, double[] contact, double[] kinematic) {
        double[] sole = new double[6];
        double[] normal = new double[6];
        double[] covariance = new double[18];
        double[] R = new double[9];
        for (int c = 0; c < 2; c++) {
            // id, quaternion wxyz, position, 6×6 covariance of orientation and position
            int k = 1 + 44 * c;
            SO3.fromQuaternion(kinematic[k + 2], kinematic[k + 3], kinematic[k + 4], kinematic[k + 1], R, 0);
            for (int i = 0; i < 3; i++) {
                normal[3 * c + i] = R[3 * i + 2];
                sole[3 * c + i] = kinematic[k + 5 + i];
                for (int j = 0; j < 3; j++) {
                    covariance[9 * c + 3 * i + j] = kinematic[k + 8 + 6 * (3 + i) + 3 + j];
                }
            }
        }
        int[] flag = {(int) contact[2], (int) contact[4]};
        return new Sample(imu[0], java.util.Arrays.copyOfRange(imu, 1, 7), flag, sole, normal, covariance);
    }

    public void fill(int i, boolean normals, EstimatorInput in) {
        Sample s = samples.get(i);
        in.clear();
        in.seq = i;
        in.stampNs = Math.round(s.t() * 1e9);
        System.arraycopy(s.imu(), 0, in.imu, 0, 6);
        System.arraycopy(s.sole(), 0, in.sole, 0, 6);
        System.arraycopy(s.flag(), 0, in.flag, 0, 2);
        java.util.Arrays.fill(in.soleCovariance, 0);
        if (normals) {
            java.util.Arrays.fill(in.flat, true);
            System.arraycopy(s.normal(), 0, in.soleNormal, 0, 6);
        }
    }
}
