package dev.pollux.twin;

import dev.pollux.estimation.joints.JointFilter;
import dev.pollux.model.RobotModel;
import dev.pollux.prediction.DriveLaw;
import dev.pollux.state.GateMemory;
import dev.pollux.state.JointValues;
import dev.pollux.state.Reporting;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sensors have their own rates: a reading that a frame does not repeat stays valid for a while, see {@link Reporting};
 * then it is reported as lost. Working memory for one model and thread.
 *
 * <p>Quantities that change with every sample (joint positions and velocities, the IMU) are never reused as
 * measurements: filters continue with their models. Slow ones (contact flags, wrenches, efforts, commands) are put into
 * {@link #held}.
 */
final class SensorHold {
    private static final int COMMANDS = SensorFrame.COMMAND_POSITION
            | SensorFrame.COMMAND_VELOCITY
            | SensorFrame.COMMAND_EFFORT
            | SensorFrame.COMMAND_KP
            | SensorFrame.COMMAND_KD;

    /** Most sensors that are named in an event. */
    private static final int NAMED = 10;

    private static final String POSITION = "the position of joint ";

    private final RobotModel model;
    private final JointFilter filter;
    private final boolean estimates;
    private final @Nullable DriveLaw resimulated;
    private final int contacts;
    private final SensorFrame held = new SensorFrame();

    /**
     * @param filter forgets joints whose encoders are silent
     * @param estimates whether the base is estimated, which needs IMU and feet
     * @param resimulated the control law of the drives, if predictions use it; otherwise null
     */
    SensorHold(RobotModel model, JointFilter filter, boolean estimates, @Nullable DriveLaw resimulated) {
        this.resimulated = resimulated;
        this.model = model;
        this.filter = filter;
        this.estimates = estimates;
        contacts = model.contacts().size();
    }

    /** After a reset no reading is valid. */
    void restart(TwinState state) {
        state.reporting.clear();
        state.rare.forget(JointValues.KEPT);
    }

    /** Notes a frame's sensors, removes expired readings from the state, and reports lost and restored sensors. */
    void listen(TwinState state, SensorFrame frame, List<TwinEvent> events) {
        Reporting reporting = state.reporting;
        reporting.advance(state.sampleNanos);
        for (int j = 0; j < model.jointCount() && frame.has(SensorFrame.JOINT_POSITIONS); j++) {
            hear(reporting, j, !Double.isNaN(frame.jointPositions[j]));
        }
        hear(reporting, reporting.imu(), frame.has(SensorFrame.IMU));
        hear(reporting, reporting.efforts(), frame.has(SensorFrame.JOINT_EFFORTS));
        hear(reporting, reporting.commands(), (frame.present() & COMMANDS) != 0);
        hear(reporting, reporting.basePose(), frame.has(SensorFrame.BASE_POSE));
        hear(reporting, reporting.baseVelocity(), frame.has(SensorFrame.BASE_VELOCITY));
        listenToFeet(state, frame);
        forget(state);
        tell(state, frame, events);
    }

    private static void hear(Reporting reporting, int sensor, boolean there) {
        if (there) {
            reporting.hear(sensor);
        }
    }

    private void listenToFeet(TwinState state, SensorFrame frame) {
        Reporting reporting = state.reporting;
        boolean any = false;
        boolean news = false;
        for (int k = 0; k < contacts; k++) {
            double flag = frame.has(SensorFrame.CONTACTS) ? frame.contacts[k] : Double.NaN;
            if (!Double.isNaN(flag)) {
                any = true;
                news |= !reporting.everHeard(reporting.flag(k)) || state.contacts[k] != (flag != 0);
                reporting.hear(reporting.flag(k));
            }
            if (frame.has(SensorFrame.CONTACT_WRENCHES) && !Double.isNaN(frame.contactWrenches[6 * k + 2])) {
                reporting.hear(reporting.wrench(k));
            }
        }
        if (any && !news) {
            reporting.hearFlagsRepeated();
        }
    }

    private void forget(TwinState state) {
        Reporting reporting = state.reporting;
        for (int j = 0; j < model.jointCount(); j++) {
            if (state.joints.known[j] && !reporting.holds(j)) {
                filter.lose(state.joints, j);
            }
        }
        if (!reporting.holds(reporting.imu())) {
            state.forget(TwinState.IMU);
        }
        if (!reporting.holds(reporting.commands())) {
            filter.loseTargets(state.joints);
        }
        if (!state.base.running) {
            state.forget(reporting.holds(reporting.basePose()) ? 0 : TwinState.BASE_POSE);
            state.forget(reporting.holds(reporting.baseVelocity()) ? 0 : TwinState.BASE_VELOCITY);
        }
        for (int k = 0; k < contacts; k++) {
            if (!StuckFlags.holds(state, k)) {
                state.contacts[k] = false;
                state.knownContacts &= ~(1 << k);
            }
            if (!reporting.holds(reporting.wrench(k))) {
                state.knownWrenches &= ~(1 << k);
            }
        }
    }

    /**
     * The frame with the valid earlier flags, wrenches, efforts and commands; position targets are extrapolated with
     * their velocity. Valid until the next call.
     */
    SensorFrame held(TwinState state, SensorFrame frame) {
        Reporting reporting = state.reporting;
        held.copyFrom(frame);
        if (!frame.has(SensorFrame.JOINT_EFFORTS) && reporting.holds(reporting.efforts())) {
            state.rare.fill(held, SensorFrame.JOINT_EFFORTS);
        }
        if ((frame.present() & COMMANDS) == 0 && reporting.holds(reporting.commands())) {
            state.rare.fill(held, COMMANDS);
            carryOn(reporting.silence(reporting.commands()));
        }
        for (int k = 0; k < contacts; k++) {
            holdFoot(state, k);
        }
        return held;
    }

    private void carryOn(double seconds) {
        if (held.has(SensorFrame.COMMAND_POSITION | SensorFrame.COMMAND_VELOCITY)) {
            for (int j = 0; j < model.jointCount(); j++) {
                double moved = seconds * held.commandVelocity[j];
                held.commandPosition[j] += Double.isNaN(moved) ? 0 : moved;
            }
        }
    }

    private void holdFoot(TwinState state, int k) {
        Reporting reporting = state.reporting;
        boolean flagged = held.has(SensorFrame.CONTACTS) && !Double.isNaN(held.contacts[k]);
        boolean felt = held.has(SensorFrame.CONTACT_WRENCHES) && !Double.isNaN(held.contactWrenches[6 * k + 2]);
        if (!flagged && reporting.holds(reporting.flag(k))) {
            begin(SensorFrame.CONTACTS, held.contacts, 1);
            held.contacts[k] = state.contacts[k] ? 1 : 0;
        }
        if (!felt && reporting.holds(reporting.wrench(k))) {
            begin(SensorFrame.CONTACT_WRENCHES, held.contactWrenches, 6);
            System.arraycopy(state.contactWrenches, 6 * k, held.contactWrenches, 6 * k, 6);
        }
    }

    /** Adds a field to the frame, with missing entries at first. */
    private void begin(int sensor, double[] values, int width) {
        if (!held.has(sensor)) {
            java.util.Arrays.fill(values, 0, width * contacts, Double.NaN);
            held.mark(sensor);
        }
    }

    /** Stores what the next frames may not repeat. */
    void keep(TwinState state, SensorFrame frame) {
        keep(state, frame, state.reporting.efforts(), SensorFrame.JOINT_EFFORTS);
        keep(state, frame, state.reporting.commands(), COMMANDS);
    }

    private static void keep(TwinState state, SensorFrame frame, int sensor, int arrays) {
        if (!state.reporting.holds(sensor)) {
            state.rare.forget(arrays);
        } else if ((frame.present() & arrays) != 0) {
            if (state.reporting.slow(sensor) || state.pace.inParts()) {
                state.rare.keep(frame, arrays);
            } else {
                state.rare.forget(arrays);
            }
        }
    }

    private void tell(TwinState state, SensorFrame frame, List<TwinEvent> events) {
        Reporting reporting = state.reporting;
        List<String> lost = List.of();
        List<String> back = List.of();
        double silent = 0;
        boolean feet = false;
        for (int s = 0; s < reporting.sensors(); s++) {
            if (reporting.lose(s)) {
                lost = with(lost, name(reporting, s));
                silent = Math.max(silent, reporting.silence(s));
                feet |= s == reporting.efforts() || s > reporting.baseVelocity();
            } else if (reporting.regain(s)) {
                back = with(back, name(reporting, s));
            }
        }
        if (!lost.isEmpty()) {
            events.add(new TwinEvent(
                    Kind.LIMITED,
                    "no longer known, silent or refused: " + list(lost)
                            + (feet && estimates && !feelsFeet(reporting) ? "; nothing shows which feet stand" : ""),
                    Map.of("silent_s", silent)));
        }
        if (!back.isEmpty()) {
            events.add(new TwinEvent(Kind.RESTORED, "known again: " + list(back), Map.of()));
        }
        if (reporting.judgeUnheard()) {
            tellUnheard(state, frame, events);
        }
    }

    /** Reports sensors that never reported; rejected ones did report, and are named separately. */
    private void tellUnheard(TwinState state, SensorFrame frame, List<TwinEvent> events) {
        List<String> refused = refused(state);
        List<String> unheard = unheard(state, frame);
        if (refused.isEmpty() && unheard.isEmpty()) {
            return;
        }
        String message = (refused.isEmpty() ? "" : "refused so far: " + list(refused))
                + (refused.isEmpty() || unheard.isEmpty() ? "" : "; ")
                + (unheard.isEmpty() ? "" : "not reported so far: " + list(unheard));
        events.add(new TwinEvent(Kind.LIMITED, message, Map.of()));
    }

    /** Whether any sensor shows which feet stand: a flag or wrench of any foot, or the joints' efforts. */
    private boolean feelsFeet(Reporting reporting) {
        boolean told = contacts == 0 || reporting.holds(reporting.efforts());
        for (int k = 0; k < contacts; k++) {
            told |= reporting.holds(reporting.flag(k)) || reporting.holds(reporting.wrench(k));
        }
        return told;
    }

    private static List<String> with(List<String> names, String name) {
        List<String> more = new ArrayList<>(names);
        more.add(name);
        return more;
    }

    private static String list(List<String> names) {
        int shown = Math.min(NAMED, names.size());
        String rest = names.size() > shown ? " and " + (names.size() - shown) + " more" : "";
        return String.join(", ", names.subList(0, shown)) + rest;
    }

    private String name(Reporting reporting, int sensor) {
        int n = model.jointCount();
        if (sensor < n) {
            return POSITION + model.joints().get(sensor).name();
        }
        for (int k = 0; k < contacts; k++) {
            if (sensor == reporting.flag(k)) {
                return "the contact flag of " + model.contacts().get(k).name();
            }
            if (sensor == reporting.wrench(k)) {
                return "the contact wrench of " + model.contacts().get(k).name();
            }
        }
        return List.of("imu", "joint_efforts", "joint_commands", "base_pose", "base_velocity")
                .get(sensor - reporting.imu());
    }

    /** Sensors that never reported because all their samples were rejected. */
    private List<String> refused(TwinState state) {
        List<String> names = new ArrayList<>();
        for (int s = 0; s < state.reporting.sensors(); s++) {
            if (!state.reporting.everHeard(s) && refuses(state, s)) {
                names.add(name(state.reporting, s));
            }
        }
        return joints(names);
    }

    /** Whether samples of the sensor were rejected, so recently that it does not count as sound. */
    private boolean refuses(TwinState state, int sensor) {
        GateMemory gate = state.gate;
        Reporting reporting = state.reporting;
        if (sensor < model.jointCount()) {
            return gate.degrees > 0 || gate.refused[gate.position(sensor)] > 0;
        }
        if (sensor >= reporting.wrench(0)) {
            return gate.refused[gate.wrench(sensor - reporting.wrench(0))] > 0;
        }
        return sensor == reporting.imu() && gate.refused[gate.gyro()] + gate.refused[gate.accelerometer()] > 0
                || sensor == reporting.commands() && gate.refused[gate.commands()] > 0
                || sensor == reporting.basePose() && gate.refused[gate.basePose()] > 0
                || sensor == reporting.baseVelocity() && gate.refused[gate.baseVelocity()] > 0;
    }

    /** Replaces the names of all joints by one. */
    private List<String> joints(List<String> names) {
        int n = model.jointCount();
        if (n == 0 || names.size() < n || !names.get(n - 1).startsWith(POSITION)) {
            return names;
        }
        List<String> shorter = new ArrayList<>(List.of("joint_positions"));
        shorter.addAll(names.subList(n, names.size()));
        return shorter;
    }

    /** Sensors that never reported and would be useful. */
    private List<String> unheard(TwinState state, SensorFrame frame) {
        Reporting reporting = state.reporting;
        List<String> names = new ArrayList<>();
        for (int j = 0; j < model.jointCount(); j++) {
            if (silent(state, j)) {
                names.add(name(reporting, j));
            }
        }
        names = joints(names);
        if (model.floatingBase() && silent(state, reporting.imu())) {
            names.add("imu (base and balance are known only where they are measured)");
        }
        if (estimates) {
            addFeet(state, names);
        }
        if (resimulated != null) {
            addCommands(state, frame, resimulated, names);
        }
        return names;
    }

    /** Whether the sensor has never reported, not even rejected samples. */
    private boolean silent(TwinState state, int sensor) {
        return !state.reporting.everHeard(sensor) && !refuses(state, sensor);
    }

    /** Commands without torque and gains are not useful either; a frame without commands does not show this. */
    private void addCommands(TwinState state, SensorFrame frame, DriveLaw law, List<String> names) {
        boolean never = silent(state, state.reporting.commands());
        boolean useless = (frame.present() & COMMANDS) != 0 && !law.commanded(frame);
        if (never || useless) {
            names.add("joint_commands" + (never ? "" : " with efforts, or with gains and no measured efforts")
                    + " (without them nothing is re-simulated: accelerations are held)");
        }
    }

    private void addFeet(TwinState state, List<String> names) {
        Reporting reporting = state.reporting;
        List<String> feet = new ArrayList<>();
        for (int k = 0; k < contacts; k++) {
            if (silent(state, reporting.flag(k)) && silent(state, reporting.wrench(k))) {
                feet.add("contact flag or wrench of " + model.contacts().get(k).name());
            }
        }
        if (feet.size() < contacts) {
            names.addAll(feet);
        } else if (contacts > 0 && !reporting.everHeard(reporting.efforts())) {
            names.add("contacts, contact_wrenches and joint_efforts (nothing shows which feet stand)");
        }
    }
}
