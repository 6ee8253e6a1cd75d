package dev.pollux.model;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decodes XML in the encoding of its byte order mark or declaration; otherwise in UTF-8. */
public final class XmlText {
    /** Number of bytes in which a declaration is searched. */
    private static final int HEAD = 1000;

    private static final Pattern ENCODING =
            Pattern.compile("\\s*<\\?xml\\s[^>]*?encoding\\s*=\\s*[\"']([^\"'>]*)[\"']");

    private XmlText() {}

    /**
     * Decodes.
     *
     * @throws IllegalArgumentException if the bytes are not text in that encoding, which the message names
     */
    public static String decode(byte[] xml) {
        if (xml.length > 1 && xml[0] == 0x1f && xml[1] == (byte) 0x8b) {
            throw new IllegalArgumentException("it is packed with gzip; unpack it first");
        }
        Charset encoding = encoding(xml);
        ByteBuffer bytes = ByteBuffer.wrap(xml);
        CharBuffer text = CharBuffer.allocate(xml.length + 1);
        if (encoding.newDecoder().decode(bytes, text, true).isError()) {
            int line = 1;
            for (int i = 0; i < bytes.position(); i++) {
                line += xml[i] == '\n' ? 1 : 0;
            }
            throw new IllegalArgumentException("line " + line + ": it is no text in " + encoding + ", as XML is that"
                    + " declares no other encoding; save it as UTF-8");
        }
        text.flip();
        return text.length() > 0 && text.charAt(0) == '\ufeff'
                ? text.subSequence(1, text.length()).toString()
                : text.toString();
    }

    private static Charset encoding(byte[] xml) {
        if (xml.length > 1
                && (xml[0] == (byte) 0xfe && xml[1] == (byte) 0xff || xml[0] == (byte) 0xff && xml[1] == (byte) 0xfe)) {
            return StandardCharsets.UTF_16;
        }
        Matcher declared =
                ENCODING.matcher(new String(xml, 0, Math.min(xml.length, HEAD), StandardCharsets.ISO_8859_1));
        if (!declared.lookingAt() || declared.group(1).toUpperCase(Locale.ROOT).startsWith("UTF-16")) {
            return StandardCharsets.UTF_8; // a declaration that is readable byte by byte is not in UTF-16
        }
        try {
            return Charset.forName(declared.group(1));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw new IllegalArgumentException(
                    "its encoding \"" + declared.group(1) + "\" is not known; save it as UTF-8", unknown);
        }
    }
}
