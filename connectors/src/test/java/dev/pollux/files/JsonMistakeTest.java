package dev.pollux.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Broken JSON: the place, and plain words instead of the parser's. */
class JsonMistakeTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    record Robot(String name, double mass) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{             | line 1, column 2: the text ends early: the object that begins at line 1, column 1 is not closed",
                "{\"a\": [1,   | the text ends early",
                "{\"a\": \"x   | the text ends early, within a text in double quotes",
                "{\"a\": 1,}   | line 1, column 9: found '}' after a comma; expected one more field, or no comma",
                "{\"a\": [1}}  | found '}'; expected ']' for what begins at line 1, column 7",
                "{a: 1}        | found 'a'; expected a name in double quotes",
                "{\"a\": yes}  | yes is no value; a text stands in double quotes",
                "{\"a\": NaN}  | NaN is no value in JSON; expected a number, or null where it is missing",
                "{\"a\" 1}     | found '1'; expected a colon after the name",
                "{\"a\":1 \"b\":2} | found '\"'; expected a comma, or the end of the object or list",
                "{\"a\":1,\"a\":2} | \"a\" is there twice; expected each once",
                "{\"a\": 01}   | a number begins with a needless 0; expected one such as -1.5e-3",
                "{\"a\": \"\\q\"} | \\q in a text means nothing; write \\\\ for \\",
                "// a          | found a comment, which JSON has not; remove it",
                "<xml/>        | found '<'; expected an object, a list, a text in double quotes, a number, true, false or null",
                "{} {}         | there is more after the end; expected one value",
            })
    void brokenTextIsToldByPlaceAndInPlainWords(String json, String words) {
        for (boolean bytes : new boolean[] {false, true}) {
            JsonProcessingException wrong =
                    catchThrowableOfType(JsonProcessingException.class, () -> read(json, bytes));
            assertThat(JsonMistake.of(wrong).toString()).contains(words).doesNotContain("Source", "REDACTED", "code ");
        }
    }

    @Test
    void aFieldThatDoesNotBelongIsNamedWithTheNearestAndOneOfAnotherTypeWithItsOwn() {
        assertThat(mistake("{\"name\": \"r\", \"mas\": 1}"))
                .isEqualTo("line 1, column 24: unknown field \"mas\" (did you mean mass?); known are name, mass");
        assertThat(mistake("{\"name\": {}}")).endsWith("\"name\" is of the wrong type; expected a text");
        assertThat(mistake("{\"mass\": \"heavy\"}")).endsWith("\"mass\" is of the wrong type; expected a number");
    }

    private static @Nullable Object read(String json, boolean bytes) throws Exception {
        return bytes ? JSON.readTree(json.getBytes(StandardCharsets.UTF_8)) : JSON.readTree(json);
    }

    private static String mistake(String json) {
        return JsonMistake.of(
                        catchThrowableOfType(JsonProcessingException.class, () -> JSON.readValue(json, Robot.class)))
                .toString();
    }
}
