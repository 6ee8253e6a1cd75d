package dev.pollux.job;

import dev.pollux.job.state.TrackedRobot;
import java.time.Duration;
import org.apache.flink.streaming.api.TimerService;

/**
 * Decides from the time of the last frame whether robots are LIVE or STALE and when they are forgotten; one timer per
 * robot, however many frames it sends.
 */
final class Liveness {
    /** Result of a robot's timer. */
    enum Finding {
        NOTHING,
        /** The robot has just become stale. */
        STALE,
        /** The robot has been silent for so long that its state is dropped. */
        FORGET
    }

    /** A robot with fewer frames has not taught its twin anything worth the memory. */
    static final long FEW_FRAMES = 100;

    /** How long such a robot is stored, ms: else a key that changes with every record would fill the memory. */
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

    /** Whether the robot was not live before the present admitted frame. */
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

    /** Checks a robot when a timer fires, if the timer is the robot's current one. */
    Finding look(TrackedRobot robot, long time, TimerService timers) {
        long now = now(timers);
        if (time != robot.silenceTimer) {
            return Finding.NOTHING;
        }
        // After a restart of the job, the silence was not the robots' fault.
        long since = Math.max(robot.lastHeard, started);
        if (!robot.live && forgetMillis != 0 && now - since >= patience(robot)) {
            return Finding.FORGET;
        }
        boolean stale = robot.live && now - since >= staleMillis;
        robot.live &= !stale;
        setTimer(robot, timers, since);
        return stale && staleMillis != 0 ? Finding.STALE : Finding.NOTHING;
    }

    /** Processing time, ms. The first call gives the start time of the task. */
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
