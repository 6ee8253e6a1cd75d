package dev.pollux.state;

import dev.pollux.estimation.SampleClock;
import dev.pollux.estimation.SinglePrecision;
import java.io.DataInput;
import java.io.IOException;
import java.util.Arrays;

/** Reads the versions of {@link TwinStateFormat} that are written no more, from behind what all versions begin with. */
final class FormerTwinStates {
    private FormerTwinStates() {}

    static void read(int version, TwinState state, DataInput in) throws IOException {
        if (version == 5) {
            readFifth(state, in);
        } else {
            readUpToFourth(version, state, in);
        }
        state.divergence.source = state.torqueSource;
    }

    /** Version 5 has everything but what came after it, which stays as in a new state. */
    private static void readFifth(TwinState state, DataInput in) throws IOException {
        TwinStateFormat.readEstimate(state, in);
        state.order.readFifth(state, in);
        TwinStateFormat.readForecast(state, in);
        state.divergence.readFifth(in);
        state.gate.readFifth(in, state.frozen);
        state.agreement.readFifth(in);
    }

    /** Wrenches were in world axes until version 4: they are dropped, the next frame brings new ones. */
    private static void readUpToFourth(int version, TwinState state, DataInput in) throws IOException {
        state.pace.assume();
        readNumbers(version, state, in);
        Arrays.fill(state.contactWrenches, 0);
        state.forget(TwinState.CONTACT_WRENCHES);
    }

    private static void readNumbers(int version, TwinState state, DataInput in) throws IOException {
        if (version == 1) {
            readFirst(state, in);
        } else if (version == 4) {
            readFourth(state, in);
        } else {
            state.sampleNanos = in.readLong();
            SampleClock.readThird(state.clock, in);
            if (version == 2) {
                readSecond(state, in);
            } else {
                readThird(state, in);
            }
            state.balance.read(in);
            state.divergence.readThird(in);
        }
        knowAll(state);
    }

    /** Up to version 4 all joints or contacts were known, or none. */
    private static void knowAll(TwinState state) {
        Arrays.fill(state.joints.known, state.joints.frames > 0 && state.knows(TwinState.JOINT_POSITIONS));
        int all = (1 << state.contacts.length) - 1;
        state.knownContacts = state.knows(TwinState.CONTACTS) ? all : 0;
        state.knownWrenches = state.knows(TwinState.CONTACT_WRENCHES) ? all : 0;
        state.reporting.restore(state);
    }

    /** Version 4 knew nothing of how each sensor reports. */
    private static void readFourth(TwinState state, DataInput in) throws IOException {
        state.sampleNanos = state.stampNanos + Varint.read(in);
        SampleClock.readFourth(state.clock, in);
        state.joints.readFourth(in);
        state.base.readFourth(in);
        SinglePrecision.read(state.anchor, in);
        TwinStateFormat.readPose(state, in);
        SinglePrecision.read(state.baseVelocity, in);
        SinglePrecision.read(state.baseAcceleration, in);
        state.torqueSource = TwinStateFormat.torqueSource(in);
        SinglePrecision.read(state.baseSigma, in);
        SinglePrecision.read(state.imu, in);
        TwinStateFormat.readContacts(state, in);
        SinglePrecision.read(state.contactWrenches, in);
        state.order.readFourth(state, in);
        state.due.read(state.sampleNanos, in);
        state.bands.read(in);
        state.balance.read(in);
        state.divergence.readFifth(in);
    }

    /** Version 3 kept places, velocities and clock in double precision, and every whole number in full. */
    private static void readThird(TwinState state, DataInput in) throws IOException {
        state.joints.readThird(in);
        state.base.readThird(in);
        read(state.anchor, in);
        for (int i = 0; i < TwinState.POSE; i++) {
            state.basePose[i] = in.readDouble();
        }
        read(state.baseVelocity, in);
        SinglePrecision.read(state.baseAcceleration, in);
        state.torqueSource = TwinStateFormat.torqueSource(in);
        SinglePrecision.read(state.baseSigma, in);
        SinglePrecision.read(state.imu, in);
        TwinStateFormat.readContacts(state, in);
        SinglePrecision.read(state.contactWrenches, in);
        state.order.readThird(in);
        state.due.readThird(in);
        state.bands.read(in);
    }

    /** Version 2 kept more in double precision, and bounds for each joint. */
    private static void readSecond(TwinState state, DataInput in) throws IOException {
        state.joints.readSecond(in);
        state.base.readSecond(in);
        read(state.anchor, in);
        read(state.basePose, in);
        read(state.baseVelocity, in);
        read(state.baseAcceleration, in);
        state.torqueSource = TwinStateFormat.torqueSource(in);
        read(state.baseSigma, in);
        readSensors(state, in);
        state.order.readThird(in);
        state.due.readSecond(in);
        state.bands.readSecond(in);
    }

    /**
     * Version 1 had no filters: positions, velocities, efforts, base pose and velocity, imu, contacts, wrenches, order, and
     * predictions in flight, which are dropped. The filters start from its numbers.
     */
    private static void readFirst(TwinState state, DataInput in) throws IOException {
        state.sampleNanos = state.stampNanos;
        read(state.jointPositions, in);
        read(state.jointVelocities, in);
        for (int i = 0; i < state.jointPositions.length; i++) {
            in.readDouble();
        }
        read(state.basePose, in);
        read(state.baseVelocity, in);
        readSensors(state, in);
        state.order.readThird(in);
        state.due.readFirst(in);
    }

    private static void readSensors(TwinState state, DataInput in) throws IOException {
        read(state.imu, in);
        TwinStateFormat.readContacts(state, in);
        read(state.contactWrenches, in);
    }

    private static void read(double[] values, DataInput in) throws IOException {
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readDouble();
        }
    }
}
