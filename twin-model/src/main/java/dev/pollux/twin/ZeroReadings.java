package dev.pollux.twin;

import dev.pollux.state.AgreementMemory;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import java.util.List;
import java.util.Map;

/**
 * Removes an array over the joints from a frame if it is exactly zero although other sensors exclude that: a driver
 * fills in values that it does not measure. The array is not used until one number differs from zero. Working memory
 * for one thread; allocates for events only.
 */
abstract class ZeroReadings {
    /** Least number of joints that must report, and must be shown not to be at zero. */
    static final int SEVERAL = 3;

    /** Greatest time between joint samples, s, for which they show how joints move now. */
    static final double RECENT = 0.1;

    final int joints;

    private final int field;
    private final String what;
    private final String shown;
    private final SensorFrame passed = new SensorFrame();

    /**
     * A check.
     *
     * @param field the array, as in {@link SensorFrame#has}
     * @param what its name in messages
     * @param shown the evidence that it is not measured, for messages
     */
    ZeroReadings(int joints, int field, String what, String shown) {
        this.joints = joints;
        this.field = field;
        this.what = what;
        this.shown = shown;
    }

    /** Returns the frame, or a copy without the array, valid until the next call; state is that of the frame before. */
    final SensorFrame pass(TwinState state, SensorFrame frame, List<TwinEvent> events) {
        if (!frame.has(field)) {
            return frame;
        }
        AgreementMemory memory = state.agreement;
        boolean told = contradictions(memory) == AgreementMemory.ZEROS_TOLD;
        if (!allZero(values(frame), joints)) {
            contradictions(memory, 0);
            if (told) {
                tell("are no longer all zero: they are used", events);
            }
            return frame;
        }
        if (!told && judges(state, frame)) {
            contradictions(memory, contradicts(state, frame) ? contradictions(memory) + 1 : 0);
            told = contradictions(memory) == AgreementMemory.ZEROS_TOLD;
            if (told) {
                tell(
                        "are all exactly zero, while " + shown
                                + ": they are not used until one is not zero; leave them out if they"
                                + " are not measured",
                        events);
            }
        }
        if (!told) {
            return frame;
        }
        passed.copyFrom(frame);
        passed.drop(field);
        return passed;
    }

    abstract double[] values(SensorFrame frame);

    /** Number of frames in a row in which the other sensors contradicted the zeros. */
    abstract int contradictions(AgreementMemory memory);

    abstract void contradictions(AgreementMemory memory, int count);

    /** Whether the other sensors allow a decision in this frame. */
    abstract boolean judges(TwinState state, SensorFrame frame);

    /** Whether they show that the numbers cannot be zero. */
    abstract boolean contradicts(TwinState state, SensorFrame frame);

    /** Time from the joints' last sample to this frame, s. */
    static double sinceEncoders(TwinState state, SensorFrame frame) {
        return state.gate.sinceEncoders() + 1e-9 * (frame.stampNanos - state.stampNanos);
    }

    /** Whether several joints report this, and all of them exactly zero. */
    static boolean allZero(double[] values, int joints) {
        int reported = 0;
        for (int j = 0; j < joints; j++) {
            if (values[j] != 0 && !Double.isNaN(values[j])) {
                return false;
            }
            reported += values[j] == 0 ? 1 : 0;
        }
        return reported >= SEVERAL;
    }

    private void tell(String words, List<TwinEvent> events) {
        events.add(new TwinEvent(Kind.SENSOR_REFUSED, "the joints' " + what + " " + words, Map.of()));
    }
}
