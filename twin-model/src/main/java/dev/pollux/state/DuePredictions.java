package dev.pollux.state;

import dev.pollux.spatial.SO3;
import dev.pollux.storage.StateFields;
import java.io.IOException;
import java.util.Arrays;

/**
 * Predictions that wait for the frame of their instant: a few per horizon, at least a {@value #SLOTS}th of the horizon
 * apart. Positions are stored as integers of three bytes in units of 2^−20 (about a millionth) rad or m, far below
 * encoder resolution. Residuals above 8 rad or m, where these integers overflow, are not used.
 */
public final class DuePredictions {
    /** Predictions in flight per horizon. */
    public static final int SLOTS = 2;

    /** Bytes per position, its unit (rad or m) and the range after which it overflows. */
    private static final int BYTES = 3;

    private static final double UNIT = 1.0 / (1 << 20);
    private static final double AROUND = 16;

    /** Stored for a joint without a prediction. */
    private static final int NOWHERE = -1 << 23;

    /** Numbers per base: position, then the rotation vector of its orientation. */
    private static final int BASE = 6;

    private final int horizons;
    private final int joints;
    private final int width;
    private final long[] due;
    private final long[] lastKept;
    private final boolean[] hasBase;
    private final byte[] places;
    private final double[] rotation = new double[27];

    DuePredictions(int horizons, int joints) {
        this.horizons = horizons;
        this.joints = joints;
        width = joints + BASE;
        due = new long[horizons * SLOTS];
        lastKept = new long[horizons];
        hasBase = new boolean[horizons * SLOTS];
        places = new byte[horizons * SLOTS * width * BYTES];
        clear();
    }

    /** Number of horizons. */
    public int horizons() {
        return horizons;
    }

    /** Forgets all predictions. */
    public void clear() {
        Arrays.fill(due, Long.MIN_VALUE);
        Arrays.fill(lastKept, Long.MIN_VALUE);
    }

    /** Forgets the predicted base poses; the predictions of joints stay. */
    public void forgetBases() {
        Arrays.fill(hasBase, false);
    }

    /**
     * Stores a new prediction until the frame of its instant arrives, unless another was stored shortly before. A
     * prediction from a further part of the same sample replaces that of the earlier part.
     */
    public void keep(int horizon, Prediction prediction, long sampleNanos) {
        boolean again = lastKept[horizon] == sampleNanos;
        if (!again
                && lastKept[horizon] != Long.MIN_VALUE
                && sampleNanos - lastKept[horizon] < prediction.horizonNanos / SLOTS - 100_000) {
            return;
        }
        long instant = sampleNanos + prediction.horizonNanos;
        for (int slot = horizon * SLOTS; slot < (horizon + 1) * SLOTS; slot++) {
            if (due[slot] == (again ? instant : Long.MIN_VALUE)) {
                due[slot] = instant;
                lastKept[horizon] = sampleNanos;
                for (int i = 0; i < joints; i++) {
                    keepPlace(prediction.jointPositions[i], slot * width + i);
                }
                hasBase[slot] = prediction.knows(TwinState.BASE_POSE);
                keepBase(prediction.basePose, slot * width + joints);
                return;
            }
        }
    }

    private void keepPlace(double place, int i) {
        long units = Double.isNaN(place) ? NOWHERE : Math.round(place / UNIT);
        places[BYTES * i] = (byte) (units >> 16);
        places[BYTES * i + 1] = (byte) (units >> 8);
        places[BYTES * i + 2] = (byte) units;
    }

    private double place(int i) {
        int low = (places[BYTES * i + 1] & 0xff) << 8 | places[BYTES * i + 2] & 0xff;
        int units = places[BYTES * i] << 16 | low;
        return units == NOWHERE ? Double.NaN : UNIT * units;
    }

    private void keepBase(double[] T, int at) {
        for (int i = 0; i < 3; i++) {
            System.arraycopy(T, 4 * i, rotation, 3 * i, 3);
            keepPlace(T[4 * i + 3], at + i);
        }
        SO3.log(rotation, 0, rotation, 9);
        for (int i = 0; i < 3; i++) {
            keepPlace(rotation[9 + i], at + 3 + i);
        }
    }

    /** Compares the newest prediction that is due with the state and forgets all that are due. */
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
        // A prediction is compared at its own instant only: a much later frame is ignored.
        boolean inTime = late <= out.horizonNanos / 2;
        if (inTime && joints > 0 && !state.joints.anyMeasuredNow()) {
            return; // the next frame may contain encoder readings
        }
        due[youngest] = Long.MIN_VALUE;
        if (inTime) {
            compare(youngest, late * 1e-9, state, out);
        }
    }

    private void compare(int slot, double late, TwinState state, Residual out) {
        boolean moving = state.knows(TwinState.JOINT_VELOCITIES);
        double sum = 0;
        int compared = 0;
        out.jointMax = 0;
        out.worstJoint = 0;
        for (int i = 0; i < joints; i++) {
            out.joints[i] = Double.NaN;
            if (!state.joints.measuredNow(i) || Double.isNaN(place(slot * width + i))) {
                continue;
            }
            // The frame is slightly late: carry the encoder's position back to the instant with the joint's velocity.
            double there = state.joints.measured(i) - (moving ? late * state.joints.velocity[i] : 0);
            double error = off(there, slot * width + i);
            out.joints[i] = error;
            sum += error * error;
            compared++;
            if (Math.abs(error) > out.jointMax) {
                out.jointMax = Math.abs(error);
                out.worstJoint = i;
            }
        }
        out.scored = compared > 0 || joints == 0;
        out.jointRms = compared == 0 ? 0 : Math.sqrt(sum / compared);
        out.baseScored = out.scored && hasBase[slot] && state.knows(TwinState.BASE_POSE);
        if (out.baseScored) {
            compareBase(slot * width + joints, late, state, out);
        }
    }

    /** Distance of a position from the i-th stored one, rad or m. */
    private double off(double place, int i) {
        double error = place - place(i);
        return error - AROUND * Math.rint(error / AROUND);
    }

    private void compareBase(int at, double late, TwinState state, Residual out) {
        double[] T = state.basePose;
        double[] v = state.baseVelocity;
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double velocity = T[4 * i] * v[0] + T[4 * i + 1] * v[1] + T[4 * i + 2] * v[2];
            double error = off(T[4 * i + 3] - late * velocity, at + i);
            sum += error * error;
            System.arraycopy(T, 4 * i, rotation, 9 + 3 * i, 3);
        }
        // R_predictedᵀ R
        SO3.exp(-place(at + 3), -place(at + 4), -place(at + 5), rotation, 0);
        SO3.multiply(rotation, 0, rotation, 9, rotation, 18);
        SO3.log(rotation, 18, rotation, 0);
        double x = rotation[0] - late * v[3];
        double y = rotation[1] - late * v[4];
        double z = rotation[2] - late * v[5];
        out.basePosition = Math.sqrt(sum);
        out.baseOrientation = Math.sqrt(x * x + y * y + z * z);
    }

    /** @param sampleNanos sample time of the last frame, ns */
    void describe(StateFields f, long sampleNanos) throws IOException {
        for (int i = 0; i < horizons; i++) {
            lastKept[i] = f.near(lastKept[i], sampleNanos);
        }
        for (int slot = 0; slot < due.length; slot++) {
            due[slot] = f.near(due[slot], sampleNanos);
            if (due[slot] != Long.MIN_VALUE) {
                hasBase[slot] = f.flag(hasBase[slot]);
                f.bytes(places, BYTES * width * slot, BYTES * width);
            }
        }
    }
}
