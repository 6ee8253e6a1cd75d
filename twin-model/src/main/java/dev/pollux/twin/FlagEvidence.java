package dev.pollux.twin;

import dev.pollux.estimation.base.EstimatorInput;
import dev.pollux.estimation.feet.LoadFromEfforts;
import dev.pollux.estimation.feet.SoleKinematics;
import dev.pollux.model.RobotModel;
import dev.pollux.spatial.World;
import dev.pollux.state.AgreementMemory;
import dev.pollux.state.FlagMemory;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;

/**
 * Evidence of loads, leg kinematics and IMU about contact flags over one window. A flag that is off is contradicted by
 * the foot's load, from wrench or efforts; without loads, if all flags are off without free fall, or if that of a
 * higher foot is on. A flag that is on is contradicted if the leg lifts the foot above the others. Working memory for
 * one model and thread.
 */
final class FlagEvidence {
    /** Share of the supporting force on a single standing foot; on one of several, and the most on all of them. */
    private static final double ALONE = 0.7;

    private static final double SHARED = 0.3;
    private static final double ALL = 1.5;

    /** Share of the weight from which something carries the robot. */
    private static final double CARRIED = 0.5;

    /** A lifted foot is this much higher than another one, m; if both flags are on, it has also moved as much. */
    private static final double LIFTED = 0.01;

    private static final double MOVED = 0.02;

    private final SoleKinematics soles;
    private final LoadFromEfforts efforts;
    private final int contacts;
    private final double mass;
    private final double weight;
    private final double[] load;
    private final double[] height;
    private final int[] flag;
    private boolean loads;
    private boolean stands;

    /** @param soles knows the joints of each leg */
    FlagEvidence(RobotModel model, SoleKinematics soles) {
        this.soles = soles;
        efforts = new LoadFromEfforts(model);
        contacts = model.contacts().size();
        mass = model.mass();
        weight = mass * World.GRAVITY;
        load = new double[contacts];
        height = new double[contacts];
        flag = new int[contacts];
    }

    /**
     * Reads a window.
     *
     * @param state the state after the frame before
     * @param in positions of the soles at the window's end
     */
    void read(TwinState state, SensorFrame frame, EstimatorInput in) {
        readFlags(state, frame, in);
        readLoads(state, frame);
    }

    /** Whether the loads of all feet with known flags are known. */
    boolean loads() {
        return loads;
    }

    /** Whether the flag of any foot is on. */
    boolean stands() {
        return stands;
    }

    /** Whether contact c's flag is known. */
    boolean knows(int c) {
        return flag[c] >= 0;
    }

    /** Contact c's flag, if it is known. */
    boolean says(int c) {
        return flag[c] == 1;
    }

    /** Whether the other sensors contradict contact c's flag, which is known. */
    boolean contradicts(AgreementMemory m, EstimatorInput in, int c) {
        return says(c) ? lifted(m, in, c) : carries(m, c);
    }

    private void readFlags(TwinState state, SensorFrame frame, EstimatorInput in) {
        AgreementMemory m = state.agreement;
        FlagMemory memory = m.flags;
        double g = Math.sqrt(m.force[0] * m.force[0] + m.force[1] * m.force[1] + m.force[2] * m.force[2]);
        stands = false;
        for (int c = 0; c < contacts; c++) {
            double said = frame.has(SensorFrame.CONTACTS) ? frame.contacts[c] : Double.NaN;
            boolean placed = state.joints.knows(soles.joints(c));
            if (!placed) {
                flag[c] = -1;
            } else if (!Double.isNaN(said)) {
                flag[c] = said != 0 ? 1 : 0;
            } else if (memory.watched(c)) {
                flag[c] = memory.said(c) ? 1 : 0;
            } else {
                flag[c] = !state.reporting.holds(state.reporting.flag(c)) ? -1 : state.contacts[c] ? 1 : 0;
            }
            stands |= flag[c] == 1;
            double along = 0;
            for (int i = 0; i < 3; i++) {
                along += m.force[i] * in.sole[3 * c + i];
            }
            height[c] = along / g;
        }
    }

    /** Reads the feet's loads. */
    private void readLoads(TwinState state, SensorFrame frame) {
        boolean felt = frame.has(SensorFrame.JOINT_EFFORTS) && state.knows(TwinState.JOINT_VELOCITIES);
        if (felt) {
            efforts.fill(
                    state.joints.position,
                    state.joints.velocity,
                    state.joints.acceleration,
                    frame.jointEfforts,
                    state.imu,
                    load);
        }
        loads = true;
        for (int c = 0; c < contacts; c++) {
            boolean wrench = frame.has(SensorFrame.CONTACT_WRENCHES) && !state.agreement.swapped;
            double own = wrench && FrozenWrenches.tells(state, c) ? frame.contactWrenches[6 * c + 2] : Double.NaN;
            load[c] = !Double.isNaN(own) ? own : felt ? load[c] : Double.NaN;
            loads &= flag[c] < 0 || !Double.isNaN(load[c]);
        }
    }

    /** Whether contact c, whose flag is off, carries the robot. */
    private boolean carries(AgreementMemory m, int c) {
        double carried = mass * length(m.pushed) / m.window;
        double now = mass * Math.sqrt(m.imu[3] * m.imu[3] + m.imu[4] * m.imu[4] + m.imu[5] * m.imu[5]);
        if (carried < CARRIED * weight || now < CARRIED * weight) {
            return false;
        }
        if (!loads) {
            return !stands || standsHigher(c);
        }
        double sum = 0;
        for (int k = 0; k < contacts; k++) {
            sum += flag[k] < 0 ? 0 : load[k];
        }
        boolean alone = load[c] > ALONE * carried;
        boolean shared = !stands && sum > ALONE * carried && load[c] > SHARED * carried;
        return sum < ALL * carried && (alone || shared);
    }

    /** Whether a foot whose flag is on is higher than contact c. */
    private boolean standsHigher(int c) {
        for (int k = 0; k < contacts; k++) {
            if (flag[k] == 1 && height[k] > height[c] + LIFTED) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether contact c, whose flag is on, is higher than a foot whose flag is off, or than one relative to which it
     * has moved, and has no known load.
     */
    private boolean lifted(AgreementMemory m, EstimatorInput in, int c) {
        if (load[c] > SHARED * weight) {
            return false;
        }
        for (int k = 0; k < contacts; k++) {
            if (k != c
                    && flag[k] >= 0
                    && height[c] > height[k] + LIFTED
                    && (flag[k] == 0 || movedBeside(m, in, c, k))) {
                return true;
            }
        }
        return false;
    }

    private static boolean movedBeside(AgreementMemory m, EstimatorInput in, int c, int k) {
        double before = 0;
        double now = 0;
        for (int i = 0; i < 3; i++) {
            double b = m.place[3 * c + i] - m.place[3 * k + i];
            double d = in.sole[3 * c + i] - in.sole[3 * k + i];
            before += b * b;
            now += d * d;
        }
        return Math.abs(Math.sqrt(now) - Math.sqrt(before)) > MOVED;
    }

    private static double length(float[] v) {
        return Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    }
}
