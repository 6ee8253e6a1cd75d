package dev.pollux.play;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for instants of a schedule, counted in ns from its start, and tells the wall-clock time at which each was due.
 * The schedule is absolute: being late once does not delay what follows, and shows in whatever is measured from it.
 */
final class Metronome {
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

    /** Waits until an instant has come; returns at once for one that has passed or when the thread is interrupted. */
    void await(long due) {
        for (long left = due - elapsed(); left > 0 && !Thread.currentThread().isInterrupted(); left = due - elapsed()) {
            LockSupport.parkNanos(left);
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
