package dev.pollux.twin;

import org.jspecify.annotations.Nullable;

/**
 * Working memory with which one thread follows robots of one model: created by {@link DigitalTwin#newWorkspace}, never
 * stored or shared. It remembers which robot's state it processed last, and answers for that robot only.
 */
public final class TwinWorkspace {
    final DigitalTwin twin;
    final FrameLayout layout;
    final FrameStep step;
    final FrameAnswer answer;
    final Runnable onSynced;
    private @Nullable CatchUp catchUp;

    TwinWorkspace(DigitalTwin twin, Runnable onSynced) {
        this.twin = twin;
        this.onSynced = onSynced;
        layout = new FrameLayout(twin.model());
        step = new FrameStep(twin);
        answer = new FrameAnswer(step);
    }

    /** Working memory for held frames; few robots ever need it. */
    CatchUp catchUp() {
        catchUp = catchUp == null ? new CatchUp(twin) : catchUp;
        return catchUp;
    }
}
