package dev.pollux.job.state;

import dev.pollux.state.TwinState;
import dev.pollux.storage.Described;
import dev.pollux.storage.StateFields;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The job's state of one robot: its twin's state, and the state of the pipeline. */
public final class TrackedRobot implements Described {
    /** Registered name of the robot's model; null before the first admitted frame. */
    public @Nullable String model;

    /** The state of the robot's twin; null before the first admitted frame. */
    public @Nullable TwinState twin;

    /** The model that the first waiting frame needs; null if no frame waits. */
    public @Nullable String awaited;

    /** Processing time at which waiting frames are given up, ms. */
    public long waitUntil;

    /** Number of frames that wait in list state, and their size in bytes. */
    public int waiting;

    public long waitingBytes;

    /** Whether the robot is LIVE; otherwise it is STALE or has not sent a frame. */
    public boolean live;

    /** Processing time of the last admitted frame, ms. */
    public long lastHeard;

    /** Processing time of the timer that checks for silence, ms; 0: none was ever set. */
    public long silenceTimer;

    /** Decides which of its resets are reported. */
    public final ResetLimit resets = new ResetLimit();

    /** Why the robot's state was lost, such as unreadable bytes; null if it was not, or once it was reported. */
    public @Nullable String lost;

    /** Whether there is any state to store. */
    public boolean isKnown() {
        return twin != null || awaited != null || lost != null;
    }

    /** Describes everything except the twin. */
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
