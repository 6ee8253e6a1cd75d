package dev.pollux.play;

/**
 * Due times of frames that wait for the broker's acknowledgement, in the order of sending. Brokers acknowledge frames
 * of one partition in this order, and those of several nearly so. Thread-safe.
 */
final class DueInstants {
    private long[] due = new long[1024];
    private int first;
    private int count;
    private long mostLate;

    /** Adds a frame that was sent. */
    synchronized void add(long instant) {
        if (count == due.length) {
            long[] twice = new long[2 * count];
            for (int i = 0; i < count; i++) {
                twice[i] = due[(first + i) % count];
            }
            due = twice;
            first = 0;
        }
        due[(first + count) % due.length] = instant;
        count++;
    }

    /** Removes the oldest frame, which was acknowledged. */
    synchronized void remove(long now) {
        mostLate = Math.max(mostLate, late(now));
        first = (first + 1) % due.length;
        count--;
    }

    /** Time since the oldest waiting frame was due, ns; 0 if none waits. */
    synchronized long late(long now) {
        return count == 0 ? 0 : now - due[first];
    }

    /** Greatest time from due to acknowledged, ns. */
    synchronized long mostLate() {
        return mostLate;
    }
}
