package dev.pollux.job.state;

import dev.pollux.state.TwinState;
import dev.pollux.storage.Described;
import dev.pollux.storage.StateFields;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What the job keeps of one robot: its twin's state, and what is not physics but the pipeline's. */
public final class TrackedRobot implements Described {
    /** Registered name of the robot's model, null before the first admitted frame. */
    public @Nullable String model;

    /** The robot's twin, null before the first admitted frame. */
    public @Nullable TwinState twin;

    /** The model that the first waiting frame needs, null where no frame waits. */
    public @Nullable String awaited;

    /** When waiting frames are given up, ms of processing time. */
    public long waitUntil;

    /** How many frames wait in list state, and their size in bytes. */
    public int waiting;

    public long waitingBytes;

    /** Whether the robot is LIVE; else it is STALE or was never heard. */
    public boolean live;

    /** When the last admitted frame came, ms of processing time. */
    public long lastHeard;

    /** The timer that looks whether it is still heard, ms of processing time; 0: none was ever set. */
    public long silenceTimer;

    /** Which of its resets are told. */
    public final ResetLimit resets = new ResetLimit();

    /** Why the robot's past is lost, such as that it could not be read; null where it is not, or once it is told. */
    public @Nullable String lost;

    /** Whether there is anything of it to keep. */
    public boolean isKnown() {
        return twin != null || awaited != null || lost != null;
    }

    /** All of it but the twin. */
    @Override
    public void describe(StateFields f) throws IOException {
        model = f.text(model);
        awaited = f.text(awaited);
        waitUntil = f.whole(waitUntil);
        waiting = f.whole(waiting);
        waitingBytes = f.whole(waitingBytes);
        live = f.flag(live);
        lastHeard = f.whole(lastHeard);
        silenceTimer = f.whole(silenceTimer);
        resets.describe(f);
        lost = f.text(lost);
    }
}
