package dev.pollux.twin;

import dev.pollux.model.RobotModel;
import dev.pollux.state.RepetitionMemory;
import dev.pollux.state.RepetitionMemory.Part;
import dev.pollux.state.Reporting;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;

/**
 * Takes out of a frame the readings that a sender repeats because its sensor has said nothing new (sample and hold): a part of the frame
 * that is the last one's to the last bit. A repeated reading is no sample of this instant, and is treated as not reported. One that
 * lasts longer than what the sensor says would hold ({@link Reporting#hold}) is the reading of a robot that rests, and is taken as it
 * is. Scratch memory for one model and thread; allocates nothing.
 */
final class RepeatedReadings {
    private static final Part[] PARTS = Part.values();

    private final int joints;
    private final int contacts;
    private final SensorFrame fresh = new SensorFrame();

    RepeatedReadings(RobotModel model) {
        joints = model.jointCount();
        contacts = model.contacts().size();
    }

    /**
     * The frame without what it repeats.
     *
     * @param state as the frame before left it
     * @param frame in the model's order
     * @return the frame where all of it is new, else a copy, valid until the next call
     */
    SensorFrame pass(TwinState state, SensorFrame frame) {
        int stale = 0;
        for (Part part : PARTS) {
            int there = frame.present() & part.sensors();
            if (there != 0 && isStale(state, part, print(frame, there), sensor(state.reporting, frame, part))) {
                stale |= there;
            }
        }
        if (stale == 0) {
            return frame;
        }
        fresh.copyFrom(frame);
        fresh.drop(stale);
        return fresh;
    }

    private static boolean isStale(TwinState state, Part part, int print, int sensor) {
        RepetitionMemory memory = state.repetition;
        if (!memory.repeats(part, print) || memory.lasts(part)) {
            return false;
        }
        Reporting reporting = state.reporting;
        if (sensor < 0 || !reporting.everHeard(sensor) || reporting.outlasts(sensor, reporting.silence(sensor))) {
            memory.last(part);
            return false;
        }
        return true;
    }

    /** The first sensor of a part that the frame has; -1: none. */
    private int sensor(Reporting reporting, SensorFrame frame, Part part) {
        return switch (part) {
            case JOINTS -> firstEncoder(frame);
            case WRENCHES -> firstWrench(reporting, frame);
            case EFFORTS -> reporting.efforts();
            case IMU -> reporting.imu();
            case BASE_POSE -> reporting.basePose();
            case BASE_VELOCITY -> reporting.baseVelocity();
        };
    }

    private int firstEncoder(SensorFrame frame) {
        for (int j = 0; j < joints && frame.has(SensorFrame.JOINT_POSITIONS); j++) {
            if (!Double.isNaN(frame.jointPositions[j])) {
                return j;
            }
        }
        return -1;
    }

    private int firstWrench(Reporting reporting, SensorFrame frame) {
        for (int k = 0; k < contacts; k++) {
            if (!Double.isNaN(frame.contactWrenches[6 * k + 2])) {
                return reporting.wrench(k);
            }
        }
        return -1;
    }

    private int print(SensorFrame frame, int there) {
        long hash = there;
        for (int bits = there; bits != 0; bits &= bits - 1) {
            int sensor = Integer.lowestOneBit(bits);
            hash = switch (sensor) {
                case SensorFrame.IMU -> mix(hash, frame.imu, 6);
                case SensorFrame.CONTACT_WRENCHES -> mix(hash, frame.contactWrenches, 6 * contacts);
                case SensorFrame.BASE_POSE -> mix(hash, frame.basePose, 16);
                case SensorFrame.BASE_VELOCITY -> mix(hash, frame.baseVelocity, 6);
                default -> mix(hash, frame.jointArray(sensor), joints);
            };
        }
        return (int) hash == 0 ? 1 : (int) hash;
    }

    private static long mix(long hash, double[] values, int count) {
        long h = hash;
        for (int i = 0; i < count; i++) {
            h = (h ^ Double.doubleToLongBits(values[i])) * 0x9E3779B97F4A7C15L; // 2⁶⁴ / golden ratio
            h ^= h >>> 32;
        }
        return h;
    }
}
