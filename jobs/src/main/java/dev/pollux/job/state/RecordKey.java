package dev.pollux.job.state;

import dev.pollux.kafka.Topics;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A record's key as stored in Kafka: any bytes. Most are an id as text; of those that are not text the bytes are kept,
 * so that a rejected record keeps its key.
 */
public final class RecordKey {
    /** Longest id, in characters. */
    public static final int MAX_LENGTH = 128;

    private static final int SHOWN_BYTES = 16;

    /** The absent key. */
    public static final RecordKey NONE = new RecordKey(null, null);

    /** The id; null if there is no key or it is not UTF-8 text. */
    public final @Nullable String text;

    private final byte @Nullable [] bytes;

    private RecordKey(@Nullable String text, byte @Nullable [] bytes) {
        this.text = text;
        this.bytes = bytes;
    }

    /** The key with these bytes, which must not change; null: no key. */
    public static RecordKey of(byte @Nullable [] bytes) {
        if (bytes == null) {
            return NONE;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        // invalid UTF-8 is decoded as U+FFFD, which a valid text may also contain
        boolean wrong = text.indexOf('\uFFFD') >= 0 && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
        return wrong ? new RecordKey(null, bytes) : new RecordKey(text, null);
    }

    /** The key with this text; null: no key. */
    public static RecordKey of(@Nullable String text) {
        return text == null ? NONE : new RecordKey(text, null);
    }

    /** The original bytes; null if there is no key. */
    public byte @Nullable [] bytes() {
        return text == null ? bytes : text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether there is no key, or an empty one. */
    public boolean isEmpty() {
        return text == null ? bytes == null : text.isEmpty();
    }

    /**
     * Checks that the key is an id.
     *
     * @param whose what the key should be, for the message: "the robot's id"
     * @throws FrameRejectedException EMPTY_KEY, TOO_LARGE or BAD_KEY
     */
    public void check(String whose) throws FrameRejectedException {
        if (isEmpty()) {
            throw new FrameRejectedException(RejectReason.EMPTY_KEY, "the record has no key; expected " + whose);
        }
        if (text != null && text.length() > MAX_LENGTH) {
            throw new FrameRejectedException(
                    RejectReason.TOO_LARGE,
                    "the key has " + text.length() + " characters; " + whose + " has at most " + MAX_LENGTH);
        }
        String complaint = complaint();
        if (complaint != null) {
            throw new FrameRejectedException(RejectReason.BAD_KEY, complaint + "; expected " + whose + " as text");
        }
    }

    /** The id; "" if the key is not text. */
    public String id() {
        return text == null || text.length() > MAX_LENGTH || complaint() != null ? "" : text;
    }

    private @Nullable String complaint() {
        if (text == null) {
            return bytes == null ? null : "the key is no UTF-8 text: bytes " + shown(bytes);
        }
        if (text.equals(Topics.FLEET_KEY)) {
            return "the key \"" + Topics.FLEET_KEY + "\" stands for the whole fleet";
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return "the key holds control characters, as a number written in binary does: bytes "
                        + shown(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        return null;
    }

    private static String shown(byte[] bytes) {
        String hex = HexFormat.ofDelimiter(" ").formatHex(bytes, 0, Math.min(SHOWN_BYTES, bytes.length));
        return hex + (bytes.length > SHOWN_BYTES ? " … (" + bytes.length + " in all)" : "");
    }

    @Override
    public String toString() {
        return text == null ? bytes == null ? "none" : "of bytes " + shown(bytes) : "\"" + id() + "\"";
    }
}
