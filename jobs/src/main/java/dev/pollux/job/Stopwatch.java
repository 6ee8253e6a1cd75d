package dev.pollux.job;

import dev.pollux.job.latency.Timing;
import dev.pollux.job.state.FrameRecord;
import dev.pollux.state.Residual;
import dev.pollux.state.SensorFrame;
import java.time.Instant;

/** Measures the time of one record in the operator. Predictions do not depend on it. */
final class Stopwatch {
    private long started;
    private long synced;
    private long encoded;

    void start() {
        started = System.nanoTime();
    }

    void synced() {
        synced = wallNanos();
    }

    void encoded() {
        encoded = System.nanoTime();
    }

    /**
     * The timing of a frame whose prediction was just emitted. If the robot's clock is not the system clock, latencies
     * are measured from the append time instead of the stamp.
     */
    Timing handedOn(FrameRecord record, SensorFrame frame, Timing.Outcome outcome, Residual[] residuals) {
        Timing timing = new Timing(record.robot(), outcome, record.appendMillis, residuals.length);
        long append = record.appendMillis * 1_000_000;
        boolean wallClock = frame.clock.equals("system");
        long origin = wallClock ? frame.stampNanos : append;
        timing.stampNanos = frame.stampNanos;
        timing.transport = wallClock ? Math.max(0, append - origin) : -1;
        timing.sync = Math.max(0, synced - origin);
        timing.compute = encoded - started;
        timing.endToEnd = Math.max(0, wallNanos() - origin);
        for (int h = 0; h < residuals.length; h++) {
            Residual residual = residuals[h];
            if (residual.scored) {
                timing.errors[3 * h] = residual.jointRms;
            }
            if (residual.scored && residual.baseScored) {
                timing.errors[3 * h + 1] = residual.basePosition;
                timing.errors[3 * h + 2] = residual.baseOrientation;
            }
        }
        return timing;
    }

    private static long wallNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }
}
