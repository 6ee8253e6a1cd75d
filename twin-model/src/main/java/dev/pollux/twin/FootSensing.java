package dev.pollux.twin;

import dev.pollux.estimation.base.EstimatorInput;
import dev.pollux.estimation.feet.LoadFromEfforts;
import dev.pollux.estimation.feet.SoleKinematics;
import dev.pollux.model.RobotModel;
import dev.pollux.state.Reporting;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinState;
import org.jspecify.annotations.Nullable;

/**
 * Readings about the feet: contact flags, loads and centres of pressure from wrenches; loads from joint efforts for a
 * foot whose flag and wrench are silent, or if no foot has either. {@link SensorHold} decides how long readings are
 * valid, but a sole's position needs a frame with all encoders of its leg. It is computed from encoder readings: errors
 * of filtered joints are correlated in time, but the estimator assumes independent errors. Working memory for one model
 * and thread.
 */
final class FootSensing {
    private final SoleKinematics soles;
    private final LoadFromEfforts loads;
    private final CarriedWeight carried;
    private final double[] q;
    private final double[] fromEfforts;

    FootSensing(RobotModel model, SoleKinematics soles) {
        this.soles = soles;
        loads = new LoadFromEfforts(model);
        carried = new CarriedWeight(model);
        q = new double[model.jointCount()];
        fromEfforts = new double[model.contacts().size()];
    }

    /**
     * Fills in the positions, flags, loads and centres of pressure of the soles, as far as they are known.
     *
     * @param frame the frame of the robot
     * @param held the same with earlier readings that are still valid
     */
    void fill(TwinState state, SensorFrame frame, SensorFrame held, EstimatorInput in) {
        boolean placed = frame.has(SensorFrame.JOINT_POSITIONS);
        if (placed) {
            for (int j = 0; j < q.length; j++) {
                boolean sampled = !Double.isNaN(frame.jointPositions[j]) && !state.joints.coarse(j);
                q[j] = sampled ? frame.jointPositions[j] : state.joints.position[j];
            }
            soles.setNoise(state.joints);
            soles.fill(q, in);
        }
        for (int c = 0; c < in.awaited.length; c++) {
            if (!placed || !state.joints.measuredNow(soles.joints(c))) {
                in.takeOut(c);
                in.awaited[c] = state.joints.knows(soles.joints(c));
            }
        }
        feel(state, held, placed, in);
    }

    /** Whether no encoder of the legs is known to be coarse. */
    boolean fine(TwinState state) {
        for (int c = 0; c < state.contacts.length; c++) {
            for (int j : soles.joints(c)) {
                if (!state.joints.fine(j)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** An event about the feet in the last frame, returned once. */
    @Nullable TwinEvent takeNews() {
        return carried.takeNews();
    }

    private void feel(TwinState state, SensorFrame frame, boolean placed, EstimatorInput in) {
        if (frame.has(SensorFrame.CONTACTS)) {
            for (int c = 0; c < in.flag.length; c++) {
                boolean known = !Double.isNaN(frame.contacts[c]) && StuckFlags.holds(state, c);
                in.flag[c] = !known ? -1 : frame.contacts[c] != 0 ? 1 : 0;
            }
        }
        if (frame.has(SensorFrame.CONTACT_WRENCHES)) {
            wrenches(state, frame.contactWrenches, placed, in);
        }
        boolean felt = placed && frame.has(SensorFrame.JOINT_EFFORTS) && state.knows(TwinState.IMU);
        int byEfforts = felt ? toldByEfforts(state) : 0;
        if (byEfforts != 0) {
            loads.fill(
                    state.joints.position,
                    state.joints.velocity,
                    state.joints.acceleration,
                    frame.jointEfforts,
                    state.imu,
                    fromEfforts);
            if (byEfforts == (1 << in.force.length) - 1) {
                carried.judge(state, fromEfforts, in.step);
            }
            for (int c = 0; c < in.force.length; c++) {
                if ((byEfforts >> c & 1) != 0 && CarriedWeight.tells(state)) {
                    in.force[c] = state.joints.knows(soles.joints(c)) ? fromEfforts[c] : Double.NaN;
                }
            }
        }
    }

    /**
     * The contacts, as bits, whose loads must and can be computed from joint efforts. Not a contact that never reported
     * while others do: a hand is not a foot.
     */
    private static int toldByEfforts(TwinState state) {
        Reporting reporting = state.reporting;
        if (!reporting.holds(reporting.efforts())) {
            return 0;
        }
        int told = 0;
        int heard = 0;
        for (int k = 0; k < state.contacts.length; k++) {
            told |= told(state, k) ? 1 << k : 0;
            boolean ever = reporting.everHeard(reporting.flag(k)) || reporting.everHeard(reporting.wrench(k));
            heard |= ever ? 1 << k : 0;
        }
        int all = (1 << state.contacts.length) - 1;
        return (told == 0 ? all : heard) & ~told;
    }

    private static boolean told(TwinState state, int k) {
        return StuckFlags.holds(state, k) || FrozenWrenches.tells(state, k);
    }

    /** Whether the load of contact k is known from a frame that is still valid. */
    boolean loadKnown(TwinState state, int k) {
        return FrozenWrenches.tells(state, k)
                || CarriedWeight.tells(state)
                        && (toldByEfforts(state) >> k & 1) != 0
                        && state.joints.knows(soles.joints(k));
    }

    private void wrenches(TwinState state, double[] wrenches, boolean placed, EstimatorInput in) {
        for (int k = 0; k < in.force.length; k++) {
            if (!FrozenWrenches.tells(state, k)) {
                in.force[k] = Double.NaN;
            } else if (placed && known(wrenches, 6 * k)) {
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
