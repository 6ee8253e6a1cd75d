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

/** Brings the state after a late frame to the present; with a forecast of its own, so that the late frame's stays as it is. */
final class CatchUp {
    private final FrameStep step;
    private final SensorFrame frame = new SensorFrame();

    CatchUp(DigitalTwin twin) {
        step = new FrameStep(twin);
    }

    /**
     * Takes in again the frames that are held behind a late one.
     *
     * @param events of the late frame; those not told yet of the frames behind it come in, those told already go out
     * @return the present state: a new one
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
