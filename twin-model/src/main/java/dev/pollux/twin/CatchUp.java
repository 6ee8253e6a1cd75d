package dev.pollux.twin;

import dev.pollux.late.LatePlace;
import dev.pollux.late.OpenGaps;
import dev.pollux.state.Admission;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinState;
import dev.pollux.state.TwinStateFormat;
import java.util.ArrayList;
import java.util.List;

/** Brings the state after a late frame to the present, with its own forecast: the late frame's stays valid. */
final class CatchUp {
    private final FrameStep step;
    private final SensorFrame frame = new SensorFrame();

    CatchUp(DigitalTwin twin) {
        step = new FrameStep(twin);
    }

    /**
     * Processes again the frames that are held after a late one.
     *
     * @param events those of the late frame; adds new ones of the later frames and removes those already reported
     * @return the present state, a new object
     */
    TwinState run(LatePlace place, List<TwinEvent> events) {
        OpenGaps gaps = place.gaps();
        TwinState present = place.past().copy();
        List<TwinEvent> all = new ArrayList<>(events);
        for (int i = place.index() + 1; i < gaps.frames(); i++) {
            if (gaps.opensAt(i)) {
                gaps.renew(i, TwinStateFormat.bytes(present));
            }
            gaps.read(i, frame);
            step.sync(present, frame, Admission.IN_ORDER);
            step.predict();
            all.addAll(step.forecast().events);
        }
        events.clear();
        all.stream().filter(event -> gaps.tell(event.kind())).forEach(events::add);
        return present;
    }
}
