package dev.pollux.twin;

import dev.pollux.model.RobotModel;
import dev.pollux.state.Reporting;
import dev.pollux.state.TwinState;

/**
 * Which feet are on the ground, of what is known of contact flags and wrenches: a flag that comes late, or is stuck, is overruled by
 * the foot's own load. Scratch memory for one model and thread.
 */
final class TouchingFeet {
    /** A foot that bears this share of the weight is on the ground, whatever its flag says. */
    static final double LOADED = 0.3;

    /** A foot that bears less than this share of the weight carries nothing, whatever its flag says: wrenches are that noisy. */
    private static final double UNLOADED = 0.02;

    /** Per contact: whether it is on the ground, as far as it is known. */
    final boolean[] touching;

    private final double weight;

    TouchingFeet(RobotModel model) {
        weight = model.weight();
        touching = new boolean[model.contacts().size()];
    }

    /** Reads {@link #touching} off a state whose contacts and wrenches are those of the last frame. */
    void read(TwinState state) {
        for (int k = 0; k < touching.length; k++) {
            touching[k] = state.knowsContact(k) && state.contacts[k] || load(state, k) > LOADED * weight;
        }
    }

    /** Whether contact k, which is on the ground, can support the robot: not where its wrench says that it bears nothing. */
    boolean bears(TwinState state, int k) {
        return touching[k] && !(load(state, k) < UNLOADED * weight);
    }

    /** Whether contact k may have come down since its flag or wrench was heard last. */
    static boolean mayTouch(TwinState state, int k) {
        Reporting reporting = state.reporting;
        return !reporting.current(reporting.flag(k)) && !reporting.current(reporting.wrench(k));
    }

    /** What contact k bears, N; NaN where no wrench tells that can be trusted. */
    private static double load(TwinState state, int k) {
        boolean told = state.knowsWrench(k)
                && !state.gate.doubtsWrench(k)
                && !state.agreement.swapped
                && FrozenWrenches.tells(state, k);
        return told ? state.contactWrenches[6 * k + 2] : Double.NaN;
    }
}
