package dev.pollux.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pollux.files.InputFile;
import dev.pollux.files.JsonMistake;
import dev.pollux.messages.MessageField;
import dev.pollux.model.NearestName;
import dev.pollux.model.Printable;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Meaning of the columns of a CSV: from a column's name to the value that it holds, both as in docs/recordings.md.
 * Unknown columns are ignored.
 */
public final class ColumnMap {
    private static final int MAX_FILE = 1 << 20;

    private static final List<String> KEYS = List.of("about", "delimiter", "decimal", "comment", "columns");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-z_]+}");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final Map<String, MessageField> JOINT_PREFIXES = Map.of(
            "q_", MessageField.JOINT_POSITIONS,
            "dq_", MessageField.JOINT_VELOCITIES,
            "tau_", MessageField.JOINT_EFFORTS);

    private static final Map<String, String> COMMON = Map.ofEntries(
            Map.entry("t", ColumnTarget.TIME),
            Map.entry("time", ColumnTarget.TIME),
            Map.entry("seq", MessageField.SEQ.toString()),
            Map.entry("episode", MessageField.EPISODE.toString()),
            Map.entry("gx", MessageField.IMU.place(0)),
            Map.entry("gy", MessageField.IMU.place(1)),
            Map.entry("gz", MessageField.IMU.place(2)),
            Map.entry("ax", MessageField.IMU.place(3)),
            Map.entry("ay", MessageField.IMU.place(4)),
            Map.entry("az", MessageField.IMU.place(5)));

    private static final String TRUE_POSE = ColumnTarget.TRUTH + MessageField.BASE_POSE.place("");

    private static final Map<String, String> ICUB = Map.of(
            "cL", MessageField.CONTACTS.place("l_sole"),
            "cR", MessageField.CONTACTS.place("r_sole"),
            "base_px", TRUE_POSE + "x",
            "base_py", TRUE_POSE + "y",
            "base_pz", TRUE_POSE + "z",
            "base_roll", TRUE_POSE + "roll",
            "base_pitch", TRUE_POSE + "pitch",
            "base_yaw", TRUE_POSE + "yaw");

    /** Columns that only the iCub's walking log has. */
    private static final Set<String> ICUB_MARKS = Set.of("fzL", "fzR", "cL", "cR");

    private static final Pattern CONTACT = Pattern.compile("contact_(.+)");
    private static final Pattern WRENCH = Pattern.compile("wrench_(.+)_([fm])([xyz])");
    private static final Pattern BASE =
            Pattern.compile("(truth_)?base_(?:p([xyz])|(roll|pitch|yaw)|(q[xyzw])|(v[xyz]|w[xyz]))");

    private final CsvForm form;
    private final Map<String, String> said;
    private final boolean byName;

    private ColumnMap(CsvForm form, Map<String, String> said, boolean byName) {
        this.form = form;
        this.said = Collections.unmodifiableMap(new LinkedHashMap<>(said));
        this.byName = byName;
    }

    /** The map for a file with these columns: the iCub log's or the general one. */
    public static ColumnMap of(Set<String> columns) {
        Map<String, String> targets = new HashMap<>(COMMON);
        if (columns.containsAll(ICUB_MARKS)) {
            targets.putAll(ICUB);
        }
        return new ColumnMap(CsvForm.USUAL, targets, true);
    }

    /**
     * Reads a map from a JSON file: an object from column names to their values, alone or under {@code columns} next to
     * the table's form.
     *
     * @throws IOException if the file is not such an object, with file, line and what was expected
     */
    public static ColumnMap read(Path file) throws IOException {
        try (InputStream in = InputFile.open(file)) {
            byte[] text = in.readNBytes(MAX_FILE + 1);
            if (text.length > MAX_FILE) {
                throw new RecordingException(file, 1, "longer than " + MAX_FILE + " bytes");
            }
            JsonNode map = JSON.readTree(text);
            List<WrongEntry> wrong = new ArrayList<>();
            ColumnMap read = read(map, wrong);
            if (!wrong.isEmpty()) {
                throw new RecordingException(wrong.stream()
                        .map(entry -> file + ":" + entry.line(text) + ": " + entry.getMessage())
                        .toList());
            }
            return read;
        } catch (JsonProcessingException wrong) {
            JsonMistake mistake = JsonMistake.of(wrong);
            throw new RecordingException(
                    file,
                    Math.max(1, mistake.line()),
                    (mistake.column() == 0 ? "" : "column " + mistake.column() + ": ") + mistake.what());
        } catch (CharConversionException wrong) {
            throw new RecordingException(file, 1, "is no text in UTF-8");
        } catch (IllegalArgumentException wrong) {
            throw new RecordingException(file, 1, String.valueOf(wrong.getMessage()));
        }
    }

    /** @param wrong receives errors of single entries; if there are any, the result is not valid */
    private static ColumnMap read(JsonNode map, List<WrongEntry> wrong) {
        if (!map.isObject()) {
            throw new IllegalArgumentException("expected an object from column names to what they hold, for example"
                    + " {\"t\": \"time\", \"q_{joint}\": \"" + MessageField.JOINT_POSITIONS.place("{joint}") + "\"}");
        }
        JsonNode columns = map.path("columns").isObject() ? map.path("columns") : map;
        CsvForm form = CsvForm.USUAL;
        if (columns != map) {
            map.fieldNames().forEachRemaining(key -> {
                if (!KEYS.contains(key)) {
                    wrong.add(new WrongEntry(
                            key,
                            "\"" + key + "\" is no part of a map" + NearestName.hint(key, KEYS) + "; expected "
                                    + String.join(", ", KEYS)));
                }
            });
            try {
                form = new CsvForm(
                        character(map, "delimiter", '\0'),
                        character(map, "decimal", '.'),
                        comments(map.path("comment")));
            } catch (IllegalArgumentException no) {
                String said = String.valueOf(no.getMessage());
                wrong.add(new WrongEntry(said.startsWith("decimal") ? "decimal" : "delimiter", said));
            }
        }
        Map<String, String> said = new LinkedHashMap<>();
        columns.fields().forEachRemaining(column -> {
            try {
                said.put(column.getKey(), held(column));
            } catch (WrongEntry entry) {
                wrong.add(entry);
            }
        });
        if (wrong.isEmpty()
                && said.values().stream()
                        .noneMatch(text -> ColumnTarget.parse(text).place().equals("time"))) {
            throw new IllegalArgumentException("no column holds the time: say which one has the stamps, for example"
                    + " \"t\": \"time\" or \"stamp\": \"time [ms]\"");
        }
        return new ColumnMap(form, said, false);
    }

    /** The value that an entry assigns to a column. */
    private static String held(Map.Entry<String, JsonNode> entry) {
        String column = entry.getKey();
        if (!entry.getValue().isTextual()) {
            throw new WrongEntry(
                    column,
                    "column \"" + column + "\" is " + entry.getValue()
                            + "; expected what it holds, a text such as "
                            + Printable.quoted(MessageField.JOINT_POSITIONS.place("left_knee [deg]")));
        }
        String held = entry.getValue().asText();
        try {
            ColumnTarget.parse(held);
        } catch (IllegalArgumentException wrong) {
            throw new WrongEntry(column, "column \"" + column + "\": " + wrong.getMessage());
        }
        List<String> found = placeholders(column);
        if (found.size() > 1) {
            throw new WrongEntry(
                    column, "column \"" + column + "\" has " + found.size() + " names in braces; expected one at most");
        }
        for (String wanted : placeholders(held)) {
            if (!found.contains(wanted)) {
                throw new WrongEntry(
                        column,
                        "column \"" + column + "\" is to hold \"" + held + "\", and " + wanted + " is not in its name: "
                                + (found.isEmpty()
                                        ? "put " + wanted + " where the columns' names differ"
                                        : "write " + held.replace(wanted, found.get(0))));
            }
        }
        return held;
    }

    private static List<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(MatchResult::group).toList();
    }

    /** An invalid entry of a map. */
    private static final class WrongEntry extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        private final String key;

        WrongEntry(String key, String message) {
            super(message);
            this.key = key;
        }

        /** The line of the map's text that contains the entry. */
        int line(byte[] map) {
            String text = new String(map, StandardCharsets.UTF_8);
            int at = text.indexOf("\"" + key + "\"");
            return 1
                    + (int) text.chars()
                            .limit(Math.max(0, at))
                            .filter(c -> c == '\n')
                            .count();
        }
    }

    private static char character(JsonNode map, String key, char usual) {
        JsonNode value = map.path(key);
        if (value.isMissingNode()) {
            return usual;
        }
        if (!value.isTextual() || value.asText().length() != 1) {
            throw new IllegalArgumentException(key + " is " + value + "; expected one character, for example \";\"");
        }
        return value.asText().charAt(0);
    }

    private static List<String> comments(JsonNode said) {
        return !said.isTextual()
                ? CsvForm.USUAL.comments()
                : said.asText().isEmpty() ? List.of() : List.of(said.asText());
    }

    /** The form of the table. */
    CsvForm form() {
        return form;
    }

    /** Whether the map contains a column by its full name. */
    boolean names(String column) {
        return !byName && said.containsKey(column);
    }

    /** The full names in the map that are not among these columns; patterns of a shared map may fit nothing. */
    List<String> missing(List<String> columns) {
        return byName
                ? List.of()
                : said.keySet().stream()
                        .filter(column -> placeholders(column).isEmpty() && !columns.contains(column))
                        .toList();
    }

    /** The value that a column holds; null if unknown. */
    @Nullable ColumnTarget target(String column) {
        String target = said.get(column);
        if (target == null) {
            target = byName ? targetByName(column) : targetByPattern(column);
        }
        return target == null ? null : ColumnTarget.parse(target);
    }

    /** Whether columns are recognised by their usual names, because there is no map. */
    boolean isByName() {
        return byName;
    }

    /** The column that the map assigns to a place; null if the place comes from usual names or from a pattern. */
    @Nullable String column(String place) {
        return byName
                ? null
                : said.entrySet().stream()
                        .filter(entry ->
                                ColumnTarget.parse(entry.getValue()).place().equals(place))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(null);
    }

    /**
     * Advice for a column with the same value as another one, if a pattern lacks the name on its right; otherwise
     * empty.
     */
    String hintOfDoubled(String column) {
        if (byName || said.containsKey(column)) {
            return "";
        }
        for (Map.Entry<String, String> pattern : said.entrySet()) {
            List<String> names = placeholders(pattern.getKey());
            if (names.size() == 1
                    && !pattern.getValue().contains(names.get(0))
                    && fits(pattern.getKey(), column) != null) {
                String place = ColumnTarget.parse(pattern.getValue()).place();
                return ": the pattern \"" + pattern.getKey() + "\" fits both; write " + place.replaceFirst("\\..*", "")
                        + "." + names.get(0) + " for a place of each";
            }
        }
        return "";
    }

    /** The text of a column that a pattern's placeholder matches; null if the pattern does not match. */
    private static @Nullable String fits(String pattern, String column) {
        Matcher place = PLACEHOLDER.matcher(pattern);
        if (!place.find()) {
            return null;
        }
        String before = pattern.substring(0, place.start());
        String after = pattern.substring(place.end());
        return column.length() > before.length() + after.length() && column.startsWith(before) && column.endsWith(after)
                ? column.substring(before.length(), column.length() - after.length())
                : null;
    }

    /** The value by the first pattern that matches the column: {@code {joint}} matches any name, also in the value. */
    private @Nullable String targetByPattern(String column) {
        for (Map.Entry<String, String> pattern : said.entrySet()) {
            String name = fits(pattern.getKey(), column);
            if (name != null) {
                return pattern.getValue().replace(placeholders(pattern.getKey()).get(0), name);
            }
        }
        return null;
    }

    private static @Nullable String targetByName(String column) {
        for (Map.Entry<String, MessageField> prefix : JOINT_PREFIXES.entrySet()) {
            if (column.startsWith(prefix.getKey())
                    && column.length() > prefix.getKey().length()) {
                return prefix.getValue().place(column.substring(prefix.getKey().length()));
            }
        }
        Matcher wrench = WRENCH.matcher(column);
        if (wrench.matches()) {
            int index = (wrench.group(2).equals("f") ? 0 : 3) + "xyz".indexOf(wrench.group(3));
            return MessageField.CONTACT_WRENCHES.place(wrench.group(1) + "." + index);
        }
        Matcher contact = CONTACT.matcher(column);
        if (contact.matches()) {
            return MessageField.CONTACTS.place(contact.group(1));
        }
        Matcher base = BASE.matcher(column);
        return base.matches() ? baseTarget(base) : null;
    }

    private static String baseTarget(Matcher base) {
        String of = base.group(1) == null ? "" : ColumnTarget.TRUTH;
        String velocity = base.group(5);
        if (velocity != null) {
            int index = (velocity.charAt(0) == 'v' ? 0 : 3) + "xyz".indexOf(velocity.charAt(1));
            return of + MessageField.BASE_VELOCITY.place(index);
        }
        String axis = base.group(2) != null ? base.group(2) : base.group(3) != null ? base.group(3) : base.group(4);
        return of + MessageField.BASE_POSE.place(axis);
    }
}
