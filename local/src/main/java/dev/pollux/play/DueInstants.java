package dev.pollux.play;

/**
 * When frames were due that wait for the broker's acknowledgement, in the order in which they were sent. Brokers acknowledge the
 * frames of one partition in this order, and those of several nearly so. For any threads.
 */
final class DueInstants {
    private long[] due = new long[1024];
    private int first;
    private int count;
    private long mostLate;

    /** A frame was sent. */
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

    /** The oldest frame was acknowledged. */
    synchronized void remove(long now) {
        mostLate = Math.max(mostLate, late(now));
        first = (first + 1) % due.length;
        count--;
    }

    /** How long ago the oldest frame that waits was due, ns; 0 where none waits. */
    synchronized long late(long now) {
        return count == 0 ? 0 : now - due[first];
    }

    /** How long after it was due a frame was acknowledged at most, ns. */
    synchronized long mostLate() {
        return mostLate;
    }
}
