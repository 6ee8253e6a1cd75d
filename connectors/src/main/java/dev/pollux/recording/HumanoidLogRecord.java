package dev.pollux.recording;

import dev.pollux.messages.Format;
import dev.pollux.messages.MessageReader;
import dev.pollux.state.FrameRejectedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One record of a humanoid log, noisy or clean, in the log's form. Reused from line to line. */
final class HumanoidLogRecord {
    /** s: reception time of the noisy record, or time of the clean one. */
    double time;

    long seq;
    int episode;
    final double[] q;
    final double[] qd;
    final double[] tau;
    final double[] qDes;
    final double[] qdDes;
    final double[] tauFf;
    final double[] gyro = new double[3];
    final double[] acceleration = new double[3];
    final double[] contact = new double[2];

    /** Per sole force and moment of the ground on the foot, sole axes, N and N·m. */
    final double[] wrench = new double[12];

    final double[] basePosition = new double[3];

    /** w, x, y, z. */
    final double[] baseQuaternion = new double[4];

    /** Linear in world axes, angular in pelvis axes. */
    final double[] baseVelocity = new double[6];

    final double[] com = new double[3];
    final double[] comVelocity = new double[3];

    /** Whether a person pushes. */
    boolean pushed;

    /** Whether the controller of a clean record has given up; its gains then differ. */
    boolean safe;

    private final double[] push = new double[3];

    private final MessageReader reader = new MessageReader(Format.JSON);
    private final MessageReader.Fields fields = this::field;

    HumanoidLogRecord(int joints) {
        q = new double[joints];
        qd = new double[joints];
        tau = new double[joints];
        qDes = new double[joints];
        qdDes = new double[joints];
        tauFf = new double[joints];
    }

    /** Reads a line; false if it is an incomplete line at which the file ends early. */
    boolean read(byte[] line, Lines lines) throws IOException {
        episode = 0;
        pushed = false;
        safe = false;
        try {
            reader.read(line, fields);
            return true;
        } catch (FrameRejectedException wrong) {
            if (lines.endEarlyBy(wrong)) {
                return false;
            }
            throw lines.refused(wrong);
        }
    }

    /** Computes what the clean file omits: τ_ff = τ − kp (q_des − q) − kd (q̇_des − q̇). */
    void deriveFeedForward(double[] kp, double[] kd) {
        for (int j = 0; j < q.length; j++) {
            tauFf[j] = tau[j] - kp[j] * (qDes[j] - q[j]) - kd[j] * (qdDes[j] - qd[j]);
        }
    }

    private void field(String name, MessageReader in) throws FrameRejectedException {
        switch (name) {
            case "seq" -> seq = in.integer(name, Long.MAX_VALUE);
            case "t", "stamp" -> time = in.number(name, -1);
            case "episode" -> episode = (int) in.integer(name, Integer.MAX_VALUE);
            case "safe" -> safe = in.integer(name, 1) == 1;
            case "push" -> {
                in.exactly(3, name, push, 0);
                pushed = true;
            }
            default -> {
                double[] values = array(name);
                if (values == null) {
                    in.skip();
                } else {
                    in.exactly(values.length, name, values, 0);
                }
            }
        }
    }

    private double @Nullable [] array(String name) {
        return switch (name) {
            case "q" -> q;
            case "qd" -> qd;
            case "tau" -> tau;
            case "q_des" -> qDes;
            case "qd_des" -> qdDes;
            case "tau_ff" -> tauFf;
            case "imu_gyro" -> gyro;
            case "imu_acc" -> acceleration;
            case "contact" -> contact;
            case "wrench" -> wrench;
            case "base_pos" -> basePosition;
            case "base_quat" -> baseQuaternion;
            case "base_vel" -> baseVelocity;
            case "com" -> com;
            case "vcom" -> comVelocity;
            default -> null;
        };
    }
}
