package dev.pollux.twin;

import dev.pollux.model.ContactFrame;
import dev.pollux.model.ContactFrame.Corner;
import dev.pollux.model.RobotModel;
import dev.pollux.state.GateMemory;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Detects moments of contact wrenches that put the centre of pressure far outside the sole, where the ground cannot
 * press: they have another unit or reference point. They are removed, which is reported after most of a second of load;
 * the force is used. Working memory for one model and thread.
 */
final class WrenchMoments {
    /** Share of the weight on a foot from which its centre of pressure is evaluated. */
    private static final double LOADED = 0.3;

    /** Distance beyond the sole's corners, relative to its size, that no error of the corners explains. */
    private static final double BEYOND = 1;

    /** Time, s, after which moments count as wrong, or as right again. */
    private static final float TOLD = 0.6f;

    private final RobotModel model;
    private final double weight;
    private final double[] bounds;
    private final SensorFrame passed = new SensorFrame();

    WrenchMoments(RobotModel model) {
        this.model = model;
        weight = model.weight();
        bounds = new double[4 * model.contacts().size()];
        for (int k = 0; k < model.contacts().size(); k++) {
            bound(model.contacts().get(k), 4 * k);
        }
    }

    /** Range of a sole's centre of pressure: least and greatest x, least and greatest y, m; unlimited for a point. */
    private void bound(ContactFrame contact, int at) {
        double[] span = {
            contact.polygon().stream().mapToDouble(Corner::x).min().orElse(Double.NEGATIVE_INFINITY),
            contact.polygon().stream().mapToDouble(Corner::x).max().orElse(Double.POSITIVE_INFINITY),
            contact.polygon().stream().mapToDouble(Corner::y).min().orElse(Double.NEGATIVE_INFINITY),
            contact.polygon().stream().mapToDouble(Corner::y).max().orElse(Double.POSITIVE_INFINITY)
        };
        for (int i = 0; i < 4; i += 2) {
            double margin = BEYOND * (span[i + 1] - span[i]);
            bounds[at + i] = span[i] - margin;
            bounds[at + i + 1] = span[i + 1] + margin;
        }
    }

    /** Checks a frame: returns it, or a copy without wrong moments, valid until the next call. */
    SensorFrame pass(TwinState state, SensorFrame frame, double dt, List<TwinEvent> events) {
        SensorFrame out = frame;
        for (int k = 0; k < model.contacts().size() && frame.has(SensorFrame.CONTACT_WRENCHES); k++) {
            if (!sound(state.gate, frame.contactWrenches, k, dt, events)) {
                if (out == frame) {
                    passed.copyFrom(frame);
                    out = passed;
                }
                for (int i = 6 * k + 3; i < 6 * k + 6; i++) {
                    out.contactWrenches[i] = Double.NaN;
                }
            }
        }
        return out;
    }

    private boolean sound(GateMemory memory, double[] w, int k, double dt, List<TwinEvent> events) {
        double force = w[6 * k + 2];
        double x = -w[6 * k + 4] / force;
        double y = w[6 * k + 3] / force;
        boolean told = memory.offSole[k] < 0;
        if (Double.isNaN(x + y) || !(force > LOADED * weight)) {
            return !told;
        }
        int at = 4 * k;
        boolean off = x < bounds[at] || x > bounds[at + 1] || y < bounds[at + 2] || y > bounds[at + 3];
        float step = (float) Math.min(dt, TOLD / 3); // one sample after a pause is not enough
        if (told) {
            memory.offSole[k] = off ? -TOLD : Math.min(memory.offSole[k] + step, 0);
            if (memory.offSole[k] == 0) {
                tell(k, "lay the centre of pressure on the sole again: they are used", x, y, events);
            }
            return memory.offSole[k] == 0;
        }
        memory.offSole[k] = Math.max(memory.offSole[k] + (off ? step : -step), 0);
        if (memory.offSole[k] >= TOLD) {
            memory.offSole[k] = -TOLD;
            String where = String.format(
                    Locale.ROOT,
                    "lay the centre of pressure at x %.3g m, y %.3g m, off the sole: they are not used; are they in N·m,"
                            + " about the sole's origin, and in its axes?",
                    x,
                    y);
            tell(k, where, x, y, events);
        }
        return !off;
    }

    private void tell(int k, String words, double x, double y, List<TwinEvent> events) {
        events.add(new TwinEvent(
                Kind.SENSOR_REFUSED,
                "the moments of the contact wrench of "
                        + model.contacts().get(k).name() + " " + words,
                Map.of("pressure_x_m", x, "pressure_y_m", y)));
    }
}
