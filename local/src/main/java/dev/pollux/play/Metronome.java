package dev.pollux.play;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits for the instants of a schedule, in ns from its start, and gives the wall-clock time at which each was due. The
 * schedule is absolute: a delay does not shift later instants, and is part of latencies measured from them.
 */
final class Metronome {
    /** Interval at which a wait checks whether it is over, ns. */
    private static final long LOOK = 100_000_000;

    private final long start;
    private final long wallAtStart;
    private long late;
    private long mostLate;

    /** A schedule that starts now. */
    Metronome() {
        Instant now = Instant.now();
        start = System.nanoTime();
        wallAtStart = now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }

    /**
     * Waits until an instant; returns at once if it has passed or the thread is interrupted.
     *
     * @param over whether waiting is no longer needed; called repeatedly
     */
    void await(long due, BooleanSupplier over) {
        for (long left = due - elapsed();
                left > 0 && !Thread.currentThread().isInterrupted() && !over.getAsBoolean();
                left = due - elapsed()) {
            LockSupport.parkNanos(Math.min(left, LOOK));
        }
        late = elapsed() - due;
        mostLate = Math.max(mostLate, late);
    }

    /** Delay of the end of the last wait after its instant, ns. */
    long late() {
        return late;
    }

    /** Greatest delay of the end of any wait, ns. */
    long mostLate() {
        return mostLate;
    }

    /** ns since the start. */
    long elapsed() {
        return System.nanoTime() - start;
    }

    /** Wall-clock time of an instant, ns since 1970. */
    long wallNanos(long due) {
        return wallAtStart + due;
    }
}
