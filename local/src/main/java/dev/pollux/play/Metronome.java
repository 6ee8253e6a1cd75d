package dev.pollux.play;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits for instants of a schedule, counted in ns from its start, and tells the wall-clock time at which each was due.
 * The schedule is absolute: being late once does not delay what follows, and shows in whatever is measured from it.
 */
final class Metronome {
    /** How often a wait looks whether it is over, ns. */
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
     * Waits until an instant has come; returns at once for one that has passed or when the thread is interrupted.
     *
     * @param over whether there is nothing to wait for any more; it is asked again and again
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

    /** How long after its instant the last wait ended, ns. */
    long late() {
        return late;
    }

    /** How long after its instant any wait ended, ns. */
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
