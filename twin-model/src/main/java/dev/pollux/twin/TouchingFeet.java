package dev.pollux.twin;

import dev.pollux.model.RobotModel;
import dev.pollux.state.Reporting;
import dev.pollux.state.TwinState;

/**
 * The feet on the ground, from known contact flags and wrenches: the foot's own load overrules a flag that is late or
 * stuck. Working memory for one model and thread.
 */
final class TouchingFeet {
    /** A foot with this share of the weight is on the ground, whatever its flag says. */
    static final double LOADED = 0.3;

    /** A foot with less than this share of the weight carries nothing, whatever its flag says: noise. */
    private static final double UNLOADED = 0.02;

    /** Per contact: whether it is on the ground, as far as known. */
    final boolean[] touching;

    private final double weight;

    TouchingFeet(RobotModel model) {
        weight = model.weight();
        touching = new boolean[model.contacts().size()];
    }

    /** Computes {@link #touching} from a state with the contacts and wrenches of the last frame. */
    void read(TwinState state) {
        for (int k = 0; k < touching.length; k++) {
            touching[k] = state.knowsContact(k) && state.contacts[k] || load(state, k) > LOADED * weight;
        }
    }

    /** Whether contact k, which is on the ground, can support the robot: not if its wrench shows no load. */
    boolean bears(TwinState state, int k) {
        return touching[k] && !(load(state, k) < UNLOADED * weight);
    }

    /** Whether contact k may have touched down since the last report of its flag or wrench. */
    static boolean mayTouch(TwinState state, int k) {
        Reporting reporting = state.reporting;
        return !reporting.current(reporting.flag(k)) && !reporting.current(reporting.wrench(k));
    }

    /** Load of contact k, N; NaN if no reliable wrench shows it. */
    private static double load(TwinState state, int k) {
        boolean told = state.knowsWrench(k)
                && !state.gate.doubtsWrench(k)
                && !state.agreement.swapped
                && FrozenWrenches.tells(state, k);
        return told ? state.contactWrenches[6 * k + 2] : Double.NaN;
    }
}
