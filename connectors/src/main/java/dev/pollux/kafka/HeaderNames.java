package dev.pollux.kafka;

/** The headers of records; all values are UTF-8 text, numbers in decimal. */
public final class HeaderNames {
    /** Format of the value: {@code application/json} or {@code application/cbor}. */
    public static final String CONTENT_TYPE = "content-type";

    /** On {@code twin.rejected}: why, a name of {@link dev.pollux.state.RejectReason}. */
    public static final String REASON = "reason";

    /** On {@code twin.rejected}: why, for people. */
    public static final String MESSAGE = "message";

    /** On {@code twin.rejected}: the topic the record came from. */
    public static final String ORIGIN_TOPIC = "origin-topic";

    /** On {@code twin.rejected}: its partition there. */
    public static final String ORIGIN_PARTITION = "origin-partition";

    /** On {@code twin.rejected}: its offset there. */
    public static final String ORIGIN_OFFSET = "origin-offset";

    /** On {@code twin.rejected}: its time there, ms since 1970. */
    public static final String ORIGIN_TIMESTAMP = "origin-timestamp";

    private HeaderNames() {}
}
