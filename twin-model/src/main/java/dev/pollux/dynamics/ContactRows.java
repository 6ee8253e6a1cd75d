package dev.pollux.dynamics;

import java.util.Arrays;
import java.util.List;

/**
 * The rows of the closed contacts: their indices, axes, and the meaning of their velocities, accelerations and forces.
 * Rows of a sole are in its own axes at its origin, force then moment; rows of a point in world axes.
 */
final class ContactRows {
    /** Rows of all contacts, closed or not. */
    final int capacity;

    /** Rows of the closed contacts. */
    int count;

    /** First row of each contact; −1 if it is open. */
    final int[] start;

    final List<RigidContact> contacts;

    private final TreeMotion motion;
    private final FrameMotion[] frames;

    /** Per contact 9: its axes as rows, in base axes. */
    private final double[] axes;

    private final double[] scratch = new double[6];

    ContactRows(TreeMotion motion, List<RigidContact> contacts) {
        this.motion = motion;
        this.contacts = List.copyOf(contacts);
        frames = new FrameMotion[contacts.size()];
        start = new int[frames.length];
        axes = new double[9 * frames.length];
        int sum = 0;
        for (int k = 0; k < frames.length; k++) {
            frames[k] = new FrameMotion(motion, contacts.get(k).frame());
            sum += contacts.get(k).rows();
        }
        capacity = sum;
    }

    /** Assigns rows to the closed contacts, and computes their axes. */
    void number(boolean[] closed) {
        count = 0;
        for (int k = 0; k < frames.length; k++) {
            start[k] = -1;
            if (closed[k]) {
                start[k] = count;
                count += contacts.get(k).rows();
                frames[k].locate();
                turnAxes(k);
            }
        }
    }

    /** Sole: columns of R_0F; point: columns of R_WBᵀ, that is rows of R_WB. */
    private void turnAxes(int k) {
        boolean point = contacts.get(k).point();
        double[] R = point ? motion.base : frames[k].inBase;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                axes[9 * k + 3 * i + j] = point ? R[3 * i + j] : R[3 * j + i];
            }
        }
    }

    /** Writes the unit wrenches of contact k's rows, base axes about the base's origin, as columns of a 6 × rows matrix. */
    void unitWrenches(int k, double[] F) {
        double[] p = frames[k].inBase;
        int n = contacts.get(k).rows();
        for (int r = 0; r < 3; r++) {
            double x = axes[9 * k + 3 * r];
            double y = axes[9 * k + 3 * r + 1];
            double z = axes[9 * k + 3 * r + 2];
            setColumn(F, n, r, x, y, z, p[10] * z - p[11] * y, p[11] * x - p[9] * z, p[9] * y - p[10] * x);
            if (n > 3) {
                setColumn(F, n, 3 + r, 0, 0, 0, x, y, z);
            }
        }
    }

    private static void setColumn(
            double[] F, int n, int r, double fx, double fy, double fz, double nx, double ny, double nz) {
        F[r] = fx;
        F[n + r] = fy;
        F[2 * n + r] = fz;
        F[3 * n + r] = nx;
        F[4 * n + r] = ny;
        F[5 * n + r] = nz;
    }

    /** Writes J̇ v of the closed contacts. */
    void biasAccelerations(double[] out) {
        for (int k = 0; k < frames.length; k++) {
            if (start[k] >= 0) {
                frames[k].biasAccelerationInBaseAxes(scratch, 0);
                resolve(k, out);
            }
        }
    }

    /** Writes J v of the closed contacts. */
    void velocities(double[] out) {
        for (int k = 0; k < frames.length; k++) {
            if (start[k] >= 0) {
                frames[k].velocityInBaseAxes(scratch, 0);
                resolve(k, out);
            }
        }
    }

    /** From base axes to the contact's axes. */
    private void resolve(int k, double[] out) {
        int n = contacts.get(k).rows();
        for (int r = 0; r < n; r++) {
            int a = 9 * k + 3 * (r % 3);
            int o = r < 3 ? 0 : 3;
            out[start[k] + r] = axes[a] * scratch[o] + axes[a + 1] * scratch[o + 1] + axes[a + 2] * scratch[o + 2];
        }
    }

    /** Writes the coefficient of friction that λ needs in each contact: 0 if it is open, infinite if it pulls. */
    void friction(double[] lambda, double[] out) {
        for (int k = 0; k < frames.length; k++) {
            int r = start[k];
            if (r < 0) {
                out[k] = 0;
                continue;
            }
            double tangential = Math.sqrt(lambda[r] * lambda[r] + lambda[r + 1] * lambda[r + 1]);
            out[k] = lambda[r + 2] > 0 ? tangential / lambda[r + 2] : Double.POSITIVE_INFINITY;
        }
    }

    /** Writes λ as wrenches in world axes, 6 per contact, zero if it is open. */
    void wrenches(double[] lambda, double[] out) {
        for (int k = 0; k < frames.length; k++) {
            int o = 6 * k;
            Arrays.fill(out, o, o + 6, 0);
            if (start[k] < 0) {
                continue;
            }
            int n = contacts.get(k).rows();
            for (int r = 0; r < n; r++) {
                int a = 9 * k + 3 * (r % 3);
                int at = r < 3 ? o : o + 3;
                for (int i = 0; i < 3; i++) {
                    out[at + i] += axes[a + i] * lambda[start[k] + r];
                }
            }
            motion.toWorld(out, o);
            motion.toWorld(out, o + 3);
        }
    }
}
