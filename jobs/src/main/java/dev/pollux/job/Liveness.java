package dev.pollux.job;

import dev.pollux.job.state.TrackedRobot;
import java.time.Duration;
import org.apache.flink.streaming.api.TimerService;

/** Tells LIVE robots from STALE ones by when they were last heard; one timer a robot, however many frames it sends. */
final class Liveness {
    private final long staleMillis;
    private long started = Long.MIN_VALUE;

    Liveness(Duration staleAfter) {
        staleMillis = staleAfter.toMillis();
    }

    /** Whether an admitted frame is the first of a robot that was not live before. */
    boolean awaits(TrackedRobot robot) {
        return !robot.live && staleMillis != 0;
    }

    /** Notes an admitted frame; true where the robot was not live before. */
    boolean heard(TrackedRobot robot, TimerService timers) {
        robot.lastHeard = timers.currentProcessingTime();
        if (!awaits(robot)) {
            return false;
        }
        robot.live = true;
        setTimer(robot, timers, robot.lastHeard);
        return true;
    }

    /** Looks after a robot whose timer it may be; true where the robot has just become stale. */
    boolean becomesStale(TrackedRobot robot, long time, TimerService timers) {
        long now = timers.currentProcessingTime();
        started = started == Long.MIN_VALUE ? now : started;
        if (!robot.live || time != robot.staleTimer) {
            return false;
        }
        // After a restart nobody has been heard for a while, and it was not the robots that were silent.
        long since = Math.max(robot.lastHeard, started);
        if (now - since >= staleMillis) {
            robot.live = false;
            return true;
        }
        setTimer(robot, timers, since);
        return false;
    }

    private void setTimer(TrackedRobot robot, TimerService timers, long since) {
        robot.staleTimer = since + staleMillis;
        timers.registerProcessingTimeTimer(robot.staleTimer);
    }
}
