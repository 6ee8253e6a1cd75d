package dev.pollux.kafka;

/** The headers of records; all values are UTF-8 text, numbers in decimal. */
public final class HeaderNames {
    /** Format of the value: {@code application/json} or {@code application/cbor}. */
    public static final String CONTENT_TYPE = "content-type";

    /** On {@code twin.rejected}: the reason, a name of {@link dev.pollux.state.RejectReason}. */
    public static final String REASON = "reason";

    /** On {@code twin.rejected}: the reason as a sentence. */
    public static final String MESSAGE = "message";

    /** On {@code twin.rejected}: the topic of the original record. */
    public static final String ORIGIN_TOPIC = "origin-topic";

    /** On {@code twin.rejected}: its partition. */
    public static final String ORIGIN_PARTITION = "origin-partition";

    /** On {@code twin.rejected}: its offset. */
    public static final String ORIGIN_OFFSET = "origin-offset";

    /** On {@code twin.rejected}: its timestamp, ms since 1970. */
    public static final String ORIGIN_TIMESTAMP = "origin-timestamp";

    /** On {@code twin.rejected}, if the key was cut: its length in bytes, and its SHA-256 in hexadecimal. */
    public static final String ORIGIN_KEY_BYTES = "origin-key-bytes";

    public static final String ORIGIN_KEY_SHA256 = "origin-key-sha256";

    /** On {@code twin.rejected}, {@code true} if the record had no key and the topic needs one: the origin. */
    public static final String ORIGIN_KEY_MISSING = "origin-key-missing";

    /** On {@code twin.rejected}, if the value was cut: its length in bytes, and its SHA-256 in hexadecimal. */
    public static final String ORIGIN_VALUE_BYTES = "origin-value-bytes";

    public static final String ORIGIN_VALUE_SHA256 = "origin-value-sha256";

    /** On {@code twin.rejected}, if {@link #CONTENT_TYPE} was cut: its bytes, and its SHA-256 in hexadecimal. */
    public static final String ORIGIN_CONTENT_TYPE_BYTES = "origin-content-type-bytes";

    public static final String ORIGIN_CONTENT_TYPE_SHA256 = "origin-content-type-sha256";

    private HeaderNames() {}
}
