package dev.pollux.job;

import dev.pollux.job.state.FrameRecord;
import dev.pollux.job.state.FrameRecordSerializer;
import dev.pollux.job.state.PlainType;
import dev.pollux.job.state.TrackedRobot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.streaming.api.TimerService;

/**
 * The current robot's frames that came before their model: at the first start, frames may overtake the registry. They
 * wait in the order in which they came, limited in number and size.
 */
final class WaitingFrames {
    /** Most frames that wait per robot: two seconds at 500 Hz. */
    static final int MOST = 1_000;

    /** Most bytes that wait per robot. */
    static final long MOST_BYTES = 8 << 20;

    /** Interval at which the registry is checked for the model, ms. */
    static final long LOOK_EVERY = 50;

    private final ListState<FrameRecord> frames;
    private final long waitMillis;

    WaitingFrames(RuntimeContext context, Duration wait) {
        frames = context.getListState(
                new ListStateDescriptor<>("waiting", new PlainType<>(FrameRecordSerializer.INSTANCE)));
        waitMillis = wait.toMillis();
    }

    /** Lets a frame wait for a model; false if too many wait already. */
    boolean add(FrameRecord record, String model, TrackedRobot robot, TimerService timers) throws Exception {
        int size = record.value == null ? 0 : record.value.length;
        if (waitMillis == 0 || robot.waiting >= MOST || robot.waitingBytes + size > MOST_BYTES) {
            return false;
        }
        frames.add(record);
        robot.waiting++;
        robot.waitingBytes += size;
        if (robot.awaited == null) {
            robot.awaited = model;
            robot.waitUntil = timers.currentProcessingTime() + waitMillis;
            lookAgain(robot, timers);
        }
        return true;
    }

    /** Removes and returns all waiting frames, oldest first. */
    List<FrameRecord> takeAll(TrackedRobot robot) throws Exception {
        List<FrameRecord> taken = new ArrayList<>();
        frames.get().forEach(taken::add);
        frames.clear();
        robot.awaited = null;
        robot.waiting = 0;
        robot.waitingBytes = 0;
        return taken;
    }

    /** Sets the timer for the next check. */
    void lookAgain(TrackedRobot robot, TimerService timers) {
        timers.registerProcessingTimeTimer(Math.min(timers.currentProcessingTime() + LOOK_EVERY, robot.waitUntil));
    }
}
