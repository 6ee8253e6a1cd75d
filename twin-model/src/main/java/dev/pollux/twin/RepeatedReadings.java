package dev.pollux.twin;

import dev.pollux.model.RobotModel;
import dev.pollux.state.AgreementMemory;
import dev.pollux.state.FrozenMemory;
import dev.pollux.state.RepetitionMemory;
import dev.pollux.state.RepetitionMemory.Part;
import dev.pollux.state.Reporting;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Removes readings from a frame that a sender repeats because its sensor has no new sample (sample and hold): parts of
 * the frame that equal those of the last frame bit for bit. A repeated reading is not a sample of this instant, and
 * counts as not reported. If it lasts longer than a reading is valid ({@link Reporting#hold}), the robot is at rest,
 * and the reading is used. Exceptions: readings of IMU and drives while the legs move, and all readings if all sensors
 * repeat at once while joints move, or while the IMU's noise always changed before: then the sender has failed in part.
 * Working memory for one model and thread; allocates for events only.
 */
final class RepeatedReadings {
    private static final Part[] PARTS = Part.values();

    /** Number of joints that do not come to rest in the same frame. */
    private static final int SEVERAL = 3;

    private final int joints;
    private final int contacts;
    private final LegMotion legs;
    private final SensorFrame fresh = new SensorFrame();

    RepeatedReadings(RobotModel model, LegMotion legs) {
        joints = model.jointCount();
        contacts = model.contacts().size();
        this.legs = legs;
    }

    /**
     * The frame without repeated readings.
     *
     * @param state the state after the frame before
     * @param frame in the model's order
     * @param events receives new events
     * @return the frame if all of it is new, otherwise a copy, valid until the next call
     */
    SensorFrame pass(TwinState state, SensorFrame frame, List<TwinEvent> events) {
        RepetitionMemory memory = state.repetition;
        int repeated = 0;
        int parts = 0;
        for (Part part : PARTS) {
            int there = frame.present() & part.sensors();
            if (there != 0) {
                parts++;
                boolean again = memory.repeats(part, print(frame, there));
                repeated |= again ? 1 << part.ordinal() : 0;
                if (part == Part.WRENCHES) {
                    tryFlags(state, frame, again);
                }
            }
        }
        if (repeated == 0) {
            return frame;
        }
        boolean encoders = (repeated >> Part.JOINTS.ordinal() & 1) != 0;
        boolean all = encoders && parts > 1 && Integer.bitCount(repeated) == parts;
        boolean imuToo = encoders && (repeated >> Part.IMU.ordinal() & 1) != 0;
        if ((all || imuToo) && !memory.frozen() && outlasts(state, Part.JOINTS, frame)) {
            boolean moves = inMotion(state, frame);
            if (moves || endsAtOnce(state, frame) && (all || anyTurns(frame))) {
                memory.freeze();
                tellFrozen(all ? parts : 2, all, moves, state, frame, events);
            }
        }
        boolean frozen = (all || imuToo) && memory.frozen();
        boolean legsMove = !encoders && legs.isSeen(state);
        boolean imuLags = legsMove && state.frozen.imuSharpness >= FrozenMemory.SHARP;
        boolean effortsLag = legsMove && (repeated >> Part.EFFORTS.ordinal() & 1) != 0 && atWork(frame);
        if (effortsLag && !memory.frozenEfforts() && outlasts(state, Part.EFFORTS, frame)) {
            memory.freezeEfforts();
            tellFrozenEfforts(state.reporting, events);
        }
        int stale = all && frozen ? frame.present() & SensorFrame.CONTACTS : 0;
        for (Part part : PARTS) {
            if ((repeated >> part.ordinal() & 1) != 0
                    && (frozen
                            || part == Part.IMU && imuLags
                            || part == Part.EFFORTS && effortsLag
                            || isStale(state, part, frame))) {
                stale |= frame.present() & part.sensors();
            }
        }
        if (stale == 0) {
            return frame;
        }
        fresh.copyFrom(frame);
        fresh.drop(stale);
        return fresh;
    }

    /** If wrenches begin to repeat a sample, the sender's flags may be outdated too, until one changes. */
    private void tryFlags(TwinState state, SensorFrame frame, boolean again) {
        if (!again) {
            state.agreement.flags.trust();
        } else if (frame.has(SensorFrame.CONTACTS) && allHeardJustNow(state, frame)) {
            for (int k = 0; k < contacts; k++) {
                if (!Double.isNaN(frame.contacts[k]) && !Double.isNaN(frame.contactWrenches[6 * k + 2])) {
                    state.agreement.flags.doubt(k, frame.contacts[k] != 0);
                }
            }
        }
    }

    /** Whether all wrenches of the frame before were new: none was repeated, or removed as frozen. */
    private boolean allHeardJustNow(TwinState state, SensorFrame frame) {
        boolean all = !state.repetition.lasts(Part.WRENCHES);
        for (int k = 0; k < contacts; k++) {
            boolean there = !Double.isNaN(frame.contactWrenches[6 * k + 2]);
            all &= !there || state.reporting.silence(state.reporting.wrench(k)) == 0;
        }
        return all;
    }

    private boolean isStale(TwinState state, Part part, SensorFrame frame) {
        RepetitionMemory memory = state.repetition;
        if (memory.lasts(part)) {
            return false;
        }
        if (outlasts(state, part, frame)) {
            memory.last(part);
            return false;
        }
        return true;
    }

    /** Whether the part's reading has been repeated for longer than the time between two samples. */
    private boolean outlasts(TwinState state, Part part, SensorFrame frame) {
        Reporting reporting = state.reporting;
        int sensor = sensor(reporting, frame, part);
        return sensor < 0 || !reporting.everHeard(sensor) || reporting.outlasts(sensor, reporting.silence(sensor));
    }

    /** Whether joints move, according to the repeated reading or, if it has no velocities, to the state before. */
    private boolean inMotion(TwinState state, SensorFrame frame) {
        boolean measured =
                frame.has(SensorFrame.JOINT_VELOCITIES) && state.agreement.zeroVelocities < AgreementMemory.ZEROS_TOLD;
        double[] v = measured ? frame.jointVelocities : state.joints.velocity;
        int moving = 0;
        for (int j = 0; j < joints; j++) {
            moving += Math.abs(v[j]) > LegMotion.MOVES ? 1 : 0;
        }
        return moving >= SEVERAL;
    }

    /**
     * Whether all axes of an IMU that never repeated a sample began to repeat in one frame. A gyro of exactly zero
     * belongs to a simulator without noise that lets a robot at rest sleep.
     */
    private static boolean endsAtOnce(TwinState state, SensorFrame frame) {
        FrozenMemory memory = state.frozen;
        boolean sharp = memory.imuSharpness >= FrozenMemory.SHARP && memory.imuRun == 0;
        boolean turns = frame.imu[0] != 0 || frame.imu[1] != 0 || frame.imu[2] != 0;
        return frame.has(SensorFrame.IMU) && sharp && turns;
    }

    /** Whether any joint velocity differs from zero, as noise causes; in a paused simulator none does. */
    private boolean anyTurns(SensorFrame frame) {
        boolean any = false;
        for (int j = 0; j < joints && frame.has(SensorFrame.JOINT_VELOCITIES); j++) {
            any |= Math.abs(frame.jointVelocities[j]) > 0;
        }
        return any;
    }

    /** Whether drives are working: a robot with unpowered joints reports zeros for ever. */
    private boolean atWork(SensorFrame frame) {
        int working = 0;
        for (int j = 0; j < joints; j++) {
            working += Math.abs(frame.jointEfforts[j]) > 0 ? 1 : 0;
        }
        return working >= SEVERAL;
    }

    private static void tellFrozenEfforts(Reporting reporting, List<TwinEvent> events) {
        double repeated = reporting.silence(reporting.efforts());
        events.add(new TwinEvent(
                Kind.SENSOR_REFUSED,
                String.format(
                        Locale.ROOT,
                        "efforts of the joints are frozen: all have repeated one sample for %.2f s, while the legs"
                                + " move; they are not used until one changes",
                        repeated),
                Map.of("repeated_s", repeated)));
    }

    private static void tellFrozen(
            int parts, boolean all, boolean moves, TwinState state, SensorFrame frame, List<TwinEvent> events) {
        double repeated = state.reporting.silence(firstKnown(frame));
        events.add(new TwinEvent(
                Kind.SENSOR_REFUSED,
                String.format(
                        Locale.ROOT,
                        "%s are frozen: each has repeated one sample for %.2f s, although %s; none is used"
                                + " until one changes",
                        all ? "all sensors" : "encoders and IMU",
                        repeated,
                        moves ? "joints move" : "the IMU's samples always changed before"),
                Map.of("repeated_s", repeated, "kinds", (double) parts)));
    }

    /** The first sensor of a part that the frame has; −1: none. */
    private int sensor(Reporting reporting, SensorFrame frame, Part part) {
        return switch (part) {
            case JOINTS -> firstKnown(frame);
            case WRENCHES -> firstWrench(reporting, frame);
            case EFFORTS -> reporting.efforts();
            case IMU -> reporting.imu();
            case BASE_POSE -> reporting.basePose();
            case BASE_VELOCITY -> reporting.baseVelocity();
        };
    }

    private static int firstKnown(SensorFrame frame) {
        for (int j = 0; j < frame.jointPositions.length && frame.has(SensorFrame.JOINT_POSITIONS); j++) {
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
