package dev.pollux.messages;

import java.io.InputStream;

/** A stream of payloads, one at a time: a parser that reads it lives on from payload to payload. */
final class PayloadStream extends InputStream {
    private byte[] payload = {};
    private int at;
    private long before;

    /** Begins the next payload; what is left of the last one is dropped. */
    void offer(byte[] next) {
        before += at;
        payload = next;
        at = 0;
    }

    /** Bytes of this payload that were not read. */
    @Override
    public int available() {
        return payload.length - at;
    }

    /** Bytes read before this payload. */
    long before() {
        return before;
    }

    /** Counts anew, for a new parser. */
    void restart() {
        offer(new byte[0]);
        before = 0;
    }

    @Override
    public int read() {
        return at < payload.length ? payload[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        int count = Math.min(length, payload.length - at);
        if (count <= 0) {
            return -1;
        }
        System.arraycopy(payload, at, buffer, offset, count);
        at += count;
        return count;
    }
}
