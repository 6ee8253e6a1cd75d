package dev.pollux.messages;

import java.nio.charset.StandardCharsets;

/** A text that is the same in every record, encoded once: a field name, or one of a few words. */
public final class EncodedText {
    /** As a name in JSON: a comma, the quoted name, a colon. */
    final byte[] json;

    /** As a CBOR text item. */
    final byte[] cbor;

    public EncodedText(String word) {
        MessageWriter jsonText = MessageWriter.of(Format.JSON);
        jsonText.text(word);
        json = (',' + new String(jsonText.written(), StandardCharsets.UTF_8) + ':').getBytes(StandardCharsets.UTF_8);
        MessageWriter cborText = MessageWriter.of(Format.CBOR);
        cborText.text(word);
        cbor = cborText.written();
    }
}
