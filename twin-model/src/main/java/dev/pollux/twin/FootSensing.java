package dev.pollux.twin;

import dev.pollux.estimation.EstimatorInput;
import dev.pollux.estimation.LoadFromEfforts;
import dev.pollux.estimation.SoleKinematics;
import dev.pollux.model.RobotModel;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;

/**
 * What a frame says of the feet: contact flags, loads and centres of pressure from wrenches; where it has neither flags nor
 * wrenches, loads from the joints' efforts. The soles are placed by what the encoders say, not by the filtered joints, whose
 * errors last from frame to frame: the estimator takes its measurements' errors for independent. Scratch memory for one model and thread.
 */
final class FootSensing {
    private static final int SAID = SensorFrame.CONTACTS | SensorFrame.CONTACT_WRENCHES;
    private static final int FELT = SensorFrame.JOINT_POSITIONS | SensorFrame.JOINT_EFFORTS | SensorFrame.IMU;

    private final SoleKinematics soles;
    private final LoadFromEfforts loads;
    private final double[] q;

    FootSensing(RobotModel model, SoleKinematics soles) {
        this.soles = soles;
        loads = new LoadFromEfforts(model);
        q = new double[model.jointCount()];
    }

    /** Fills the soles' places, flags, loads and centres of pressure, as far as the frame tells them. */
    void fill(TwinState state, SensorFrame frame, EstimatorInput in) {
        boolean placed = frame.has(SensorFrame.JOINT_POSITIONS);
        if (placed) {
            for (int j = 0; j < q.length; j++) {
                q[j] = Double.isNaN(frame.jointPositions[j]) ? state.joints.position[j] : frame.jointPositions[j];
            }
            soles.fill(q, in);
        }
        if (frame.has(SensorFrame.CONTACTS)) {
            for (int c = 0; c < in.flag.length; c++) {
                in.flag[c] = Double.isNaN(frame.contacts[c]) ? -1 : frame.contacts[c] != 0 ? 1 : 0;
            }
        }
        if (frame.has(SensorFrame.CONTACT_WRENCHES)) {
            wrenches(frame.contactWrenches, placed, in);
        } else if ((frame.present() & SAID) == 0 && frame.has(FELT)) {
            loads.fill(
                    state.joints.position,
                    state.joints.velocity,
                    state.joints.acceleration,
                    frame.jointEfforts,
                    frame.imu,
                    in.force);
        }
    }

    private void wrenches(double[] wrenches, boolean placed, EstimatorInput in) {
        for (int k = 0; k < in.force.length; k++) {
            if (placed && known(wrenches, 6 * k)) {
                soles.load(k, wrenches, 6 * k, in);
            } else {
                in.force[k] = wrenches[6 * k + 2];
            }
        }
    }

    private static boolean known(double[] wrenches, int at) {
        double sum = 0;
        for (int i = at; i < at + 6; i++) {
            sum += wrenches[i];
        }
        return !Double.isNaN(sum);
    }
}
