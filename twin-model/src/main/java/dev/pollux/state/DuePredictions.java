package dev.pollux.state;

import dev.pollux.spatial.SO3;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Predictions that wait for the frame of their instant, per horizon a few in flight, at least a
 * {@value #SLOTS}th of the horizon apart. Kept as floats: 1e-7 rad is far below what an encoder sees.
 */
public final class DuePredictions {
    /** Predictions in flight per horizon. */
    public static final int SLOTS = 2;

    private static final int BASE = 12;

    private final int horizons;
    private final int joints;
    private final long[] due;
    private final long[] lastKept;
    private final boolean[] hasBase;
    private final float[] values;
    private final double[] rotation = new double[27];

    DuePredictions(int horizons, int joints) {
        this.horizons = horizons;
        this.joints = joints;
        due = new long[horizons * SLOTS];
        lastKept = new long[horizons];
        hasBase = new boolean[horizons * SLOTS];
        values = new float[horizons * SLOTS * (joints + BASE)];
        clear();
    }

    /** Number of horizons. */
    public int horizons() {
        return horizons;
    }

    /** Forgets all of them. */
    public void clear() {
        Arrays.fill(due, Long.MIN_VALUE);
        Arrays.fill(lastKept, Long.MIN_VALUE);
    }

    /** Keeps a prediction made now for the frame of its instant, unless one was kept a moment ago. */
    public void keep(int horizon, Prediction prediction, long sampleNanos) {
        if (lastKept[horizon] != Long.MIN_VALUE
                && sampleNanos - lastKept[horizon] < prediction.horizonNanos / SLOTS - 100_000) {
            return;
        }
        for (int slot = horizon * SLOTS; slot < (horizon + 1) * SLOTS; slot++) {
            if (due[slot] == Long.MIN_VALUE) {
                due[slot] = sampleNanos + prediction.horizonNanos;
                lastKept[horizon] = sampleNanos;
                int at = slot * (joints + BASE);
                for (int i = 0; i < joints; i++) {
                    values[at + i] = (float) prediction.jointPositions[i];
                }
                hasBase[slot] = prediction.knows(TwinState.BASE_POSE);
                for (int i = 0; i < BASE; i++) {
                    values[at + joints + i] = (float) prediction.basePose[i];
                }
                return;
            }
        }
    }

    /** Compares the youngest prediction due by now with the state, and forgets all that are due. */
    public void score(int horizon, TwinState state, Residual out) {
        out.scored = false;
        int youngest = -1;
        for (int slot = horizon * SLOTS; slot < (horizon + 1) * SLOTS; slot++) {
            if (due[slot] != Long.MIN_VALUE && due[slot] <= state.sampleNanos) {
                if (youngest < 0 || due[slot] > due[youngest]) {
                    if (youngest >= 0) {
                        due[youngest] = Long.MIN_VALUE;
                    }
                    youngest = slot;
                } else {
                    due[slot] = Long.MIN_VALUE;
                }
            }
        }
        if (youngest < 0) {
            return;
        }
        long late = state.sampleNanos - due[youngest];
        due[youngest] = Long.MIN_VALUE;
        // A prediction is compared at its own instant or not at all: a frame much later says nothing of it.
        if (late <= out.horizonNanos / 2 && state.joints.measured()) {
            compare(youngest, late * 1e-9, state, out);
        }
    }

    private void compare(int slot, double late, TwinState state, Residual out) {
        int at = slot * (joints + BASE);
        boolean moving = state.knows(TwinState.JOINT_VELOCITIES);
        double sum = 0;
        out.jointMax = 0;
        out.worstJoint = 0;
        for (int i = 0; i < joints; i++) {
            // The frame is a little after the instant: carry its encoder's position back with the joint's velocity.
            double there = state.joints.measured(i) - (moving ? late * state.jointVelocities[i] : 0);
            double error = there - values[at + i];
            out.joints[i] = error;
            sum += error * error;
            if (Math.abs(error) > out.jointMax) {
                out.jointMax = Math.abs(error);
                out.worstJoint = i;
            }
        }
        out.scored = true;
        out.jointRms = joints == 0 ? 0 : Math.sqrt(sum / joints);
        out.baseScored = hasBase[slot] && state.knows(TwinState.BASE_POSE);
        if (out.baseScored) {
            compareBase(at + joints, late, state, out);
        }
    }

    private void compareBase(int at, double late, TwinState state, Residual out) {
        double[] T = state.basePose;
        double[] v = state.baseVelocity;
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double velocity = T[4 * i] * v[0] + T[4 * i + 1] * v[1] + T[4 * i + 2] * v[2];
            double error = T[4 * i + 3] - late * velocity - values[at + 4 * i + 3];
            sum += error * error;
            for (int j = 0; j < 3; j++) {
                rotation[3 * j + i] = values[at + 4 * i + j]; // R_predictedᵀ
                rotation[9 + 3 * i + j] = T[4 * i + j];
            }
        }
        SO3.multiply(rotation, 0, rotation, 9, rotation, 18);
        SO3.log(rotation, 18, rotation, 0);
        double x = rotation[0] - late * v[3];
        double y = rotation[1] - late * v[4];
        double z = rotation[2] - late * v[5];
        out.basePosition = Math.sqrt(sum);
        out.baseOrientation = Math.sqrt(x * x + y * y + z * z);
    }

    void write(DataOutput out) throws IOException {
        for (long stamp : lastKept) {
            out.writeLong(stamp);
        }
        for (int slot = 0; slot < due.length; slot++) {
            out.writeLong(due[slot]);
            if (due[slot] != Long.MIN_VALUE) {
                out.writeBoolean(hasBase[slot]);
                for (int i = slot * (joints + BASE); i < (slot + 1) * (joints + BASE); i++) {
                    out.writeFloat(values[i]);
                }
            }
        }
    }

    void read(DataInput in) throws IOException {
        for (int i = 0; i < lastKept.length; i++) {
            lastKept[i] = in.readLong();
        }
        for (int slot = 0; slot < due.length; slot++) {
            due[slot] = in.readLong();
            if (due[slot] != Long.MIN_VALUE) {
                hasBase[slot] = in.readBoolean();
                for (int i = slot * (joints + BASE); i < (slot + 1) * (joints + BASE); i++) {
                    values[i] = in.readFloat();
                }
            }
        }
    }

    /** Passes over what version 1 of the twin's state kept: four slots a horizon. */
    void readFirst(DataInput in) throws IOException {
        for (int i = 0; i < horizons; i++) {
            in.readLong();
        }
        for (int slot = 0; slot < 4 * horizons; slot++) {
            if (in.readLong() != Long.MIN_VALUE) {
                in.readBoolean();
                for (int i = 0; i < joints + BASE; i++) {
                    in.readFloat();
                }
            }
        }
    }
}
