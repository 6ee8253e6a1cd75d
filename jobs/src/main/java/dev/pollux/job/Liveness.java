package dev.pollux.job;

import dev.pollux.job.state.TrackedRobot;
import java.time.Duration;
import org.apache.flink.streaming.api.TimerService;

/**
 * Tells LIVE robots from STALE ones by when they were last heard, and which are to be forgotten; one timer a robot, however
 * many frames it sends.
 */
final class Liveness {
    /** What a robot's timer finds. */
    enum Finding {
        NOTHING,
        /** The robot has just become stale. */
        STALE,
        /** Nothing was heard of the robot for so long that what is known of it is to be dropped. */
        FORGET
    }

    /** A robot that sent fewer frames has taught its twin nothing that is worth its memory. */
    static final long FEW_FRAMES = 100;

    /** For how long one that sent few frames is remembered, ms: else a key that changes with each record fills the memory. */
    static final long FEW_FRAMES_MILLIS = 60_000;

    private final long staleMillis;
    private final long forgetMillis;
    private long started = Long.MIN_VALUE;

    /**
     * Liveness of the robots of one task.
     *
     * @param staleAfter silence after which a robot is stale; 0: never
     * @param forgetAfter silence after which it is forgotten; 0: never
     */
    Liveness(Duration staleAfter, Duration forgetAfter) {
        staleMillis = staleAfter.toMillis();
        forgetMillis = forgetAfter.toMillis();
    }

    /** Whether an admitted frame is the first of a robot that was not live before. */
    boolean awaits(TrackedRobot robot) {
        return !robot.live && staleMillis != 0;
    }

    /** Notes an admitted frame. */
    void heard(TrackedRobot robot, TimerService timers) {
        robot.lastHeard = now(timers);
        if (awaits(robot)) {
            robot.live = true;
            setTimer(robot, timers, robot.lastHeard);
        } else if (robot.silenceTimer == 0) {
            setTimer(robot, timers, robot.lastHeard);
        }
    }

    /** Looks after a robot whose timer it may be. */
    Finding look(TrackedRobot robot, long time, TimerService timers) {
        long now = now(timers);
        if (time != robot.silenceTimer) {
            return Finding.NOTHING;
        }
        // After a restart nobody has been heard for a while, and it was not the robots that were silent.
        long since = Math.max(robot.lastHeard, started);
        if (!robot.live && forgetMillis != 0 && now - since >= patience(robot)) {
            return Finding.FORGET;
        }
        boolean stale = robot.live && now - since >= staleMillis;
        robot.live &= !stale;
        setTimer(robot, timers, since);
        return stale && staleMillis != 0 ? Finding.STALE : Finding.NOTHING;
    }

    /** ms of processing time; the first is when the task began. */
    private long now(TimerService timers) {
        long now = timers.currentProcessingTime();
        started = started == Long.MIN_VALUE ? now : started;
        return now;
    }

    /** Silence after which the robot is forgotten, ms. */
    private long patience(TrackedRobot robot) {
        boolean few = robot.lost == null && (robot.twin == null || robot.twin.frames < FEW_FRAMES);
        return few ? Math.min(FEW_FRAMES_MILLIS, forgetMillis) : forgetMillis;
    }

    private void setTimer(TrackedRobot robot, TimerService timers, long since) {
        if (robot.live || forgetMillis != 0) {
            long due = since + (robot.live ? staleMillis : patience(robot));
            robot.silenceTimer = Math.max(due, now(timers) + 1);
            timers.registerProcessingTimeTimer(robot.silenceTimer);
        }
    }
}
