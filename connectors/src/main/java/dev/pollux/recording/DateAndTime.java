package dev.pollux.recording;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/** Times as ISO 8601 writes them, {@code 2026-09-21T08:30:00.002Z}; a space may stand for the T, and without a zone it is UTC. */
final class DateAndTime {
    private static final int SHORTEST = "2026-09-21T08:30".length();
    private static final int LONGEST = 40;

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffsetId()
            .optionalEnd()
            .toFormatter();

    private DateAndTime() {}

    /** Seconds since 1970; null where the text is no such time. */
    static @Nullable Double seconds(String text) {
        if (text.length() < SHORTEST || text.length() > LONGEST || text.charAt(4) != '-') {
            return null;
        }
        try {
            TemporalAccessor parsed =
                    FORMAT.parseBest(text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
            Instant instant = parsed instanceof OffsetDateTime
                    ? ((OffsetDateTime) parsed).toInstant()
                    : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
            return instant.getEpochSecond() + 1e-9 * instant.getNano();
        } catch (DateTimeException none) {
            return null;
        }
    }
}
