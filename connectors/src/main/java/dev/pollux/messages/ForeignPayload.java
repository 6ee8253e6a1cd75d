package dev.pollux.messages;

import dev.pollux.model.Printable;
import dev.pollux.state.FrameRejectedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Guesses what a payload is that is not an object in the expected format. Formats are recognised by their first bytes,
 * which their specifications define.
 */
final class ForeignPayload {
    private static final String COMPRESSED = "; send it plain and let Kafka compress: compression.type of the producer";

    /** The text of {@link PayloadReader#described} for an object. */
    private static final String AN_OBJECT = "an object";

    /** A format's first bytes, in hexadecimal, and its name. */
    private record Magic(byte[] bytes, String meaning) {
        Magic(String hex, String meaning) {
            this(HexFormat.of().parseHex(hex), meaning);
        }

        boolean begins(byte[] payload) {
            for (int i = 0; i < bytes.length; i++) {
                if (i >= payload.length || payload[i] != bytes[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Magic> MAGIC = List.of(
            new Magic("1f8b", "compressed with gzip" + COMPRESSED),
            new Magic("28b52ffd", "compressed with zstd" + COMPRESSED),
            new Magic("04224d18", "compressed with LZ4" + COMPRESSED),
            new Magic("82534e41505059", "compressed with Snappy (snappy-java)" + COMPRESSED),
            new Magic("ff060000734e61507059", "compressed with Snappy" + COMPRESSED),
            new Magic("425a68", "compressed with bzip2" + COMPRESSED),
            new Magic("fd377a585a00", "compressed with xz" + COMPRESSED),
            new Magic("504b0304", "a ZIP archive" + COMPRESSED),
            new Magic("7801", "compressed with zlib" + COMPRESSED),
            new Magic("789c", "compressed with zlib" + COMPRESSED),
            new Magic("78da", "compressed with zlib" + COMPRESSED),
            new Magic("4f626a01", "an Avro file; send each frame as a record of its own"),
            new Magic("c301", "Avro (single-object encoding)"),
            new Magic("aced0005", "an object as Java serializes it"),
            new Magic("8002", "a Python pickle"),
            new Magic("8003", "a Python pickle"),
            new Magic("8004", "a Python pickle"),
            new Magic("8005", "a Python pickle"),
            new Magic("89504e47", "a PNG image"),
            new Magic("ffd8ff", "a JPEG image"),
            new Magic("fffe0000", "UTF-32; send UTF-8"),
            new Magic("0000feff", "UTF-32; send UTF-8"),
            new Magic("7b000000", "UTF-32; send UTF-8"),
            new Magic("0000007b", "UTF-32; send UTF-8"),
            new Magic("feff", "UTF-16 with a byte order mark; send UTF-8"),
            new Magic("fffe", "UTF-16 with a byte order mark; send UTF-8"),
            new Magic("7b00", "UTF-16 (little-endian); send UTF-8"),
            new Magic("007b", "UTF-16 (big-endian); send UTF-8"),
            new Magic("00010000", "CDR, a ROS 2 message as DDS has it; convert it to the fields of a frame"),
            new Magic("89484446", "HDF5"),
            new Magic("894d434150", "an MCAP file"));

    private ForeignPayload() {}

    /** What the payload is, to be read after "the payload is". */
    static String describe(byte[] payload, Format expected) {
        for (Magic magic : MAGIC) {
            if (magic.begins(payload)) {
                return magic.meaning;
            }
        }
        String value = value(payload, Format.JSON);
        if (value.equals(AN_OBJECT) && expected == Format.CBOR) {
            return "JSON, but the record's header content-type says " + expected.contentType();
        }
        if (!value.isEmpty()) {
            return value;
        }
        int first = payload[0] & 0xFF;
        if (first == 0 && payload.length > 5) {
            return "framed for a schema registry (byte 0, then schema id " + integer(payload, 1)
                    + "): use a serializer that writes JSON without a schema";
        }
        if (expected == Format.JSON && value(payload, Format.CBOR).equals(AN_OBJECT)) {
            return "CBOR, but the record has no header content-type: application/cbor";
        }
        if (isText(payload)) {
            return "the text " + Printable.quoted(new String(payload, StandardCharsets.UTF_8)) + ", which is no JSON";
        }
        if (Integer.reverseBytes(integer(payload, 0)) == payload.length) {
            return "probably BSON";
        }
        if (first >= 0x80 && first <= 0x8f || first == 0xde || first == 0xdf) {
            return "probably MessagePack";
        }
        if (first == 0x08 || first == 0x0a || first == 0x10 || first == 0x12) {
            return "probably Protocol Buffers";
        }
        byte[] head = Arrays.copyOf(payload, Math.min(8, payload.length));
        return "neither JSON nor CBOR: it begins with the bytes "
                + HexFormat.ofDelimiter(" ").formatHex(head);
    }

    /** The single value that the payload is in a format; empty if it is not one. */
    private static String value(byte[] payload, Format format) {
        PayloadReader in = format == Format.CBOR ? new CborReader() : new JsonReader();
        try {
            in.begin(payload);
            if (in.atEnd()) {
                return "nothing";
            }
            boolean text = in.kind() == PayloadReader.Kind.STRING;
            in.skip();
            if (!in.atEnd()) {
                return "";
            }
            boolean nested = text && new String(payload, StandardCharsets.UTF_8).contains("{");
            in.begin(payload);
            in.kind();
            String shown = in.described();
            return nested ? shown + ", a text that holds JSON: it was encoded twice" : shown;
        } catch (FrameRejectedException broken) {
            return "";
        }
    }

    private static boolean isText(byte[] payload) {
        for (byte b : payload) {
            if (b < ' ' && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return true;
    }

    /** Four bytes, big-endian; zeros beyond the payload. */
    private static int integer(byte[] payload, int at) {
        int value = 0;
        for (int i = at; i < at + 4; i++) {
            value = value << 8 | (i < payload.length ? payload[i] & 0xFF : 0);
        }
        return value;
    }
}
