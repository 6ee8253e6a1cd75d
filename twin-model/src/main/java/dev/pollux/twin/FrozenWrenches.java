package dev.pollux.twin;

import dev.pollux.model.RobotModel;
import dev.pollux.state.GateMemory;
import dev.pollux.state.Reporting;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Removes frozen contact wrenches from a frame: those that repeat one sample bit for bit although it must have changed.
 * The load on a sole changes with every sample while the legs move; otherwise the load on other soles, or the foot's
 * flag, shows a change. Each foot is checked separately. Working memory for one model and thread; allocates for events
 * only.
 */
final class FrozenWrenches {
    /** If no sole carries this share of the weight, the robot hangs, and sensors without noise repeat their offsets. */
    private static final double BEARS = 0.05;

    /** While the legs move, no load stays equal bit for bit; slow senders repeat it for up to 0.1 s. Bound, s. */
    private static final double REPEATS_IN_MOTION = 0.15;

    /**
     * A wrench is frozen if it repeats one sample bit for bit for this time, s, while the load on the other soles
     * changes by this share of the weight: a coarse sensor of a standing robot repeats too. A wrench of zero is that of
     * a sole in the air, whatever the others measure; ...
     */
    private static final double REPEATS = 0.1;

    private static final double OTHERS_LOAD = 0.15;

    /** ... for it, or if all wrenches repeat, the foot's own flag must contradict it for this time, s. */
    private static final double FLAG_AGAINST = 1e-9 * Reporting.MOST;

    private final RobotModel model;
    private final LegMotion legs;
    private final double weight;
    private final SensorFrame passed = new SensorFrame();

    FrozenWrenches(RobotModel model, LegMotion legs) {
        this.model = model;
        this.legs = legs;
        weight = model.floatingBase() ? model.weight() : Double.POSITIVE_INFINITY;
    }

    /**
     * Checks a frame in the model's order.
     *
     * @param state the state after the frame before
     * @param dt s since then
     * @return the frame if no wrench is frozen, otherwise a copy without the frozen ones, valid until the next call
     */
    SensorFrame pass(TwinState state, SensorFrame frame, double dt, List<TwinEvent> events) {
        if (!frame.has(SensorFrame.CONTACT_WRENCHES)) {
            return frame;
        }
        SensorFrame now = frame;
        boolean stale = legs.isSeen(state) && isBorneByRepeats(state, frame);
        for (int k = 0; k < model.contacts().size(); k++) {
            if (!Double.isNaN(frame.contactWrenches[6 * k + 2]) && isFrozen(state, frame, k, stale, dt, events)) {
                if (now == frame) {
                    passed.copyFrom(frame);
                    now = passed;
                }
                Arrays.fill(passed.contactWrenches, 6 * k, 6 * k + 6, Double.NaN);
            }
        }
        return now;
    }

    /** Whether contact k's wrench repeats although its load changes, until it changes; reports this once. */
    private boolean isFrozen(
            TwinState state, SensorFrame frame, int k, boolean allStale, double dt, List<TwinEvent> events) {
        GateMemory memory = state.gate;
        Reporting reporting = state.reporting;
        double[] w = frame.contactWrenches;
        if (!repeats(state, frame, k)) {
            memory.repeated[k] = 0;
            memory.flagAgainst[k] = 0;
            return false;
        }
        int c = memory.wrench(k);
        if (memory.repeated[k] == Float.POSITIVE_INFINITY) {
            SampleGate.count(memory, c, 1);
            return true;
        }
        boolean nothing = nothing(w, k);
        double others = others(state, w, k, false);
        double flag = frame.has(SensorFrame.CONTACTS) ? frame.contacts[k] : Double.NaN;
        double load = w[6 * k + 2];
        boolean against = nothing
                ? stands(state, flag, k) && !(others(state, w, k, true) > (1 - TouchingFeet.LOADED) * weight)
                : flag == 0 && load > TouchingFeet.LOADED * weight;
        if (nothing && !against) {
            memory.repeated[k] = 0;
            memory.flagAgainst[k] = 0;
            return false;
        }
        if (memory.repeated[k] == 0) {
            memory.othersLoad[k] = (float) others;
            memory.flagAgainst[k] = 0;
        }
        memory.repeated[k] += (float) dt;
        memory.flagAgainst[k] = against ? memory.flagAgainst[k] + (float) dt : 0;
        boolean stale = allStale && !nothing;
        double silent = reporting.silence(reporting.wrench(k)) + dt;
        boolean outlasts = stale && silent > REPEATS_IN_MOTION && !reporting.holds(reporting.wrench(k));
        double went = nothing ? 0 : Math.abs(others - memory.othersLoad[k]);
        boolean changed = went > OTHERS_LOAD * weight && memory.repeated[k] > REPEATS;
        if (!outlasts && !changed && memory.flagAgainst[k] <= FLAG_AGAINST) {
            return stale;
        }
        String why = outlasts
                ? "the legs move"
                : changed
                        ? said("the load on the other soles went by %.4g N", went)
                        : nothing ? "the foot stands" : "its flag says that the foot is in the air";
        double repeated = Math.max(memory.repeated[k], silent);
        events.add(new TwinEvent(
                Kind.SENSOR_REFUSED,
                said(
                        "contact wrench of %s is frozen: it has repeated one sample, %.4g N, for %.2f s, while %s; it is not used until it changes",
                        model.contacts().get(k).name(), load, repeated, why),
                Map.of("value", load, "repeated_s", repeated)));
        memory.repeated[k] = Float.POSITIVE_INFINITY;
        SampleGate.count(memory, c, 1);
        return true;
    }

    /**
     * Whether contact k's wrench shows its load. A zero wrench may be frozen too if another wrench has been repeated
     * for too long, unless the foot's flag works.
     */
    static boolean tells(TwinState state, int k) {
        Reporting reporting = state.reporting;
        boolean holds = reporting.holds(reporting.wrench(k));
        if (!holds || !state.agreement.flags.doubted(k) || !nothing(state.contactWrenches, k)) {
            return holds;
        }
        for (int i = 0; i < state.contacts.length; i++) {
            int other = reporting.wrench(i);
            if (reporting.everHeard(other) && !reporting.holds(other)) {
                return false;
            }
        }
        return true;
    }

    /** Whether contact k's wrench, if it is known, is zero. */
    private static boolean nothing(double[] w, int k) {
        boolean nothing = true;
        for (int i = 6 * k; i < 6 * k + 6; i++) {
            nothing &= w[i] == 0 || Double.isNaN(w[i]);
        }
        return nothing;
    }

    /** Whether contact k stands, by its flag or, if that is doubted, by the other sensors. */
    private static boolean stands(TwinState state, double flag, int k) {
        return state.agreement.flags.doubted(k) ? state.contacts[k] : flag == 1;
    }

    /** Whether all wrenches of a frame are repeated, and one of them carries the robot. */
    private boolean isBorneByRepeats(TwinState state, SensorFrame frame) {
        boolean all = true;
        boolean bears = false;
        for (int k = 0; k < model.contacts().size(); k++) {
            double load = frame.contactWrenches[6 * k + 2];
            all &= Double.isNaN(load) || repeats(state, frame, k);
            bears |= load > BEARS * weight;
        }
        return all && bears;
    }

    /** Whether contact k's wrench equals the one before bit for bit. */
    private static boolean repeats(TwinState state, SensorFrame frame, int k) {
        boolean same = state.reporting.everHeard(state.reporting.wrench(k));
        for (int i = 6 * k; i < 6 * k + 6; i++) {
            double x = frame.contactWrenches[i];
            same &= (float) (Double.isNaN(x) ? 0 : x) == (float) state.contactWrenches[i];
        }
        return same;
    }

    /** The load on the other soles, N; optionally only on those whose wrenches are valid. */
    private double others(TwinState state, double[] w, int k, boolean alive) {
        double others = 0;
        for (int i = 0; i < model.contacts().size(); i++) {
            if (i != k && !(alive && !state.reporting.holds(state.reporting.wrench(i)))) {
                others += Double.isNaN(w[6 * i + 2]) ? state.contactWrenches[6 * i + 2] : w[6 * i + 2];
            }
        }
        return others;
    }

    private static String said(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
