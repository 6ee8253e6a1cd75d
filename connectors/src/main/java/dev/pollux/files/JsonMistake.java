package dev.pollux.files;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.pollux.model.NearestName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An error in JSON text, in words for users.
 *
 * @param line from 1; 0 if unknown, as in CBOR
 * @param column from 1; 0 if unknown
 * @param what what was wrong and what was expected
 */
public record JsonMistake(int line, int column, String what) {
    private static final int MOST_SHOWN = 200;

    private static final String FOUND = "Unexpected character \\('(.)' \\(code [^)]*\\)\\)";
    private static final String FROM = "[^\\]]*?line: (\\d+), column: (\\d+)\\].*";

    /** From the parser's message, as a regular expression, to ours; the first match applies. */
    private static final Map<Pattern, String> WORDS = new LinkedHashMap<>();

    static {
        say(
                "Unexpected end-of-input: expected close marker for Object " + FROM,
                "the text ends early: the object that begins at line $1, column $2 is not closed");
        say(
                "Unexpected end-of-input: expected close marker for Array " + FROM,
                "the text ends early: the list that begins at line $1, column $2 is not closed");
        say(
                "Unexpected end-of-input.*(?:quote|VALUE_STRING|FIELD_NAME).*",
                "the text ends early, within a text in double quotes");
        say("Unexpected end-of-input.*", "the text ends early");
        say(
                "Unexpected close marker '(.)': expected '(.)'" + FROM,
                "found '$1'; expected '$2' for what begins at line $3, column $4");
        say("Unexpected close marker '(.)'.*", "found '$1', which closes nothing");
        say("Unrecognized token '(.*?)'.*", "$1 is no value; a text stands in double quotes");
        say("Non-standard token '(.*?)'.*", "$1 is no value in JSON; expected a number, or null where it is missing");
        say(
                "Unexpected character \\('}' .*to start field name",
                "found '}' after a comma; expected one more field, or no comma");
        say(FOUND + ".*to start field name", "found '$1'; expected a name in double quotes");
        say(FOUND + ".*comma to separate.*", "found '$1'; expected a comma, or the end of the object or list");
        say(FOUND + ".*colon to separate.*", "found '$1'; expected a colon after the name");
        say(FOUND + " in numeric value.*", "found '$1' in a number; expected one such as -1.5e-3");
        say(
                "Invalid numeric value: Leading zeroes.*",
                "a number begins with a needless 0; expected one such as -1.5e-3");
        say(FOUND + ": maybe a \\(non-standard\\) comment.*", "found a comment, which JSON has not; remove it");
        say(
                FOUND + ".*",
                "found '$1'; expected an object, a list, a text in double quotes, a number, true, false or null");
        say(
                "Illegal unquoted character.*",
                "a text holds a line break or a control character; write \\\\n for a line break");
        say("Unrecognized character escape '?(.).*", "\\\\$1 in a text means nothing; write \\\\\\\\ for \\\\");
        say("Illegal character.*", "found a control character; expected text");
        say("Invalid UTF-8.*", "is no text in UTF-8");
        say("Duplicate (?:field|Object property) [\"'](.*)[\"'].*", "\"$1\" is there twice; expected each once");
        say(
                "Document nesting depth \\(\\d+\\) exceeds the maximum allowed \\((\\d+).*",
                "objects and lists are nested deeper than $1");
        say(
                "String value length \\(\\d+\\) exceeds the maximum allowed \\((\\d+).*",
                "a text is longer than $1 characters");
        say(
                "Number value length \\(\\d+\\) exceeds the maximum allowed \\((\\d+).*",
                "a number is longer than $1 digits");
        say("Trailing token.*", "there is more after the end; expected one value");
    }

    private static void say(String parser, String words) {
        WORDS.put(Pattern.compile(parser, Pattern.DOTALL), words);
    }

    /** Translates a parser's exception. */
    public static JsonMistake of(JsonProcessingException wrong) {
        JsonLocation at = wrong.getLocation();
        return new JsonMistake(
                at == null ? 0 : Math.max(0, at.getLineNr()),
                at == null ? 0 : Math.max(0, at.getColumnNr()),
                what(wrong));
    }

    /** Place, if known, and error. */
    @Override
    public String toString() {
        return line == 0 ? what : "line " + line + (column == 0 ? "" : ", column " + column) + ": " + what;
    }

    private static String what(JsonProcessingException wrong) {
        String message = String.valueOf(wrong.getOriginalMessage());
        for (Map.Entry<Pattern, String> words : WORDS.entrySet()) {
            Matcher said = words.getKey().matcher(message);
            if (said.matches()) {
                return shortened(said.replaceFirst(words.getValue()));
            }
        }
        if (wrong instanceof UnrecognizedPropertyException unknown) {
            List<String> known = unknown.getKnownPropertyIds() == null
                    ? List.of()
                    : unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .toList();
            return "unknown field \"" + shortened(unknown.getPropertyName()) + "\""
                    + NearestName.hint(unknown.getPropertyName(), known) + "; known are " + String.join(", ", known);
        }
        if (wrong instanceof MismatchedInputException mismatch) {
            String field = path(mismatch);
            return (field.isEmpty() ? "the value" : "\"" + shortened(field) + "\"") + " is of the wrong type; expected "
                    + (mismatch.getTargetType() == null ? "an object" : typeName(mismatch.getTargetType()));
        }
        return shortened(message.replaceAll("(?s)\\s*\\(?[a-z ]*\\[Source:.*?\\]\\)?", ""));
    }

    private static String typeName(Class<?> type) {
        return type == String.class
                ? "a text"
                : type == boolean.class || type == Boolean.class
                        ? "true or false"
                        : type.isPrimitive() || Number.class.isAssignableFrom(type)
                                ? "a number"
                                : type.isArray() || Iterable.class.isAssignableFrom(type) ? "a list" : "an object";
    }

    private static String path(JsonMappingException wrong) {
        return wrong.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[]" : step.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static String shortened(String text) {
        String plain = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return plain.length() <= MOST_SHOWN ? plain : plain.substring(0, MOST_SHOWN) + "…";
    }
}
