package dev.pollux.messages;

import dev.pollux.model.Printable;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Encoding of messages; both have the same fields. */
public enum Format {
    /** RFC 8259, UTF-8. */
    JSON("application/json"),
    /** RFC 8949. */
    CBOR("application/cbor");

    private final String contentType;

    Format(String contentType) {
        this.contentType = contentType;
    }

    /** The value of the record header {@code content-type}. */
    public String contentType() {
        return contentType;
    }

    /**
     * The format that a record header names; JSON without a header.
     *
     * @param contentType a media type; parameters after a semicolon and letter case are ignored
     * @throws FrameRejectedException MALFORMED for any other type
     */
    public static Format ofContentType(@Nullable String contentType) throws FrameRejectedException {
        if (contentType == null || contentType.equals(JSON.contentType)) {
            return JSON;
        }
        if (contentType.equals(CBOR.contentType)) {
            return CBOR;
        }
        int parameters = contentType.indexOf(';');
        String type = (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
        for (Format format : values()) {
            if (type.equals(format.contentType)) {
                return format;
            }
        }
        throw new FrameRejectedException(
                RejectReason.MALFORMED,
                "content-type is " + Printable.quoted(contentType) + "; expected application/json or application/cbor");
    }
}
