package dev.pollux.messages;

import java.nio.charset.StandardCharsets;

/** A word as it stands in every record: a field's name, or a text that is one of a few. */
public final class EncodedText {
    /** As a name: a comma, the quoted word, a colon. */
    final byte[] json;

    /** As a text item. */
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
