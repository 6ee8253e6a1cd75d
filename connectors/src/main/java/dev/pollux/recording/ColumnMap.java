package dev.pollux.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pollux.files.InputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a CSV mean: from a column's name to the value it holds, both as in docs/recordings.md. Columns it
 * does not know are passed over.
 */
public final class ColumnMap {
    private static final int MAX_FILE = 1 << 20;

    private static final List<String> KEYS = List.of("about", "delimiter", "decimal", "comment", "columns");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-z_]+}");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final Map<String, String> JOINT_PREFIXES =
            Map.of("q_", "joint_positions.", "dq_", "joint_velocities.", "tau_", "joint_efforts.");

    private static final Map<String, String> COMMON = Map.ofEntries(
            Map.entry("t", "time"),
            Map.entry("time", "time"),
            Map.entry("seq", "seq"),
            Map.entry("episode", "episode"),
            Map.entry("gx", "imu.0"),
            Map.entry("gy", "imu.1"),
            Map.entry("gz", "imu.2"),
            Map.entry("ax", "imu.3"),
            Map.entry("ay", "imu.4"),
            Map.entry("az", "imu.5"));

    private static final Map<String, String> ICUB = Map.of(
            "cL", "contacts.l_sole",
            "cR", "contacts.r_sole",
            "base_px", "truth.base_pose.x",
            "base_py", "truth.base_pose.y",
            "base_pz", "truth.base_pose.z",
            "base_roll", "truth.base_pose.roll",
            "base_pitch", "truth.base_pose.pitch",
            "base_yaw", "truth.base_pose.yaw");

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
     * Reads a map from a JSON file: an object from column names to what they hold, alone or under {@code columns} beside the
     * table's form.
     *
     * @throws IOException where the file is no such object, with file, line and what was expected
     */
    public static ColumnMap read(Path file) throws IOException {
        try (InputStream in = InputFile.open(file)) {
            byte[] text = in.readNBytes(MAX_FILE + 1);
            if (text.length > MAX_FILE) {
                throw new RecordingException(file, 1, "longer than " + MAX_FILE + " bytes");
            }
            return read(JSON.readTree(text));
        } catch (JsonProcessingException wrong) {
            int line = wrong.getLocation() == null ? 1 : wrong.getLocation().getLineNr();
            throw new RecordingException(file, line, wrong.getOriginalMessage());
        } catch (IllegalArgumentException wrong) {
            throw new RecordingException(file, 1, String.valueOf(wrong.getMessage()));
        }
    }

    private static ColumnMap read(JsonNode map) {
        if (!map.isObject()) {
            throw new IllegalArgumentException("expected an object from column names to what they hold");
        }
        JsonNode columns = map.path("columns").isObject() ? map.path("columns") : map;
        CsvForm form = CsvForm.USUAL;
        if (columns != map) {
            map.fieldNames().forEachRemaining(key -> {
                if (!KEYS.contains(key)) {
                    throw new IllegalArgumentException("\"" + key + "\" is no part of a map; expected " + KEYS);
                }
            });
            form = new CsvForm(
                    character(map, "delimiter", '\0'),
                    character(map, "decimal", '.'),
                    map.path("comment").asText(form.comment()));
        }
        Map<String, String> said = new LinkedHashMap<>();
        columns.fields().forEachRemaining(column -> {
            if (!column.getValue().isTextual()) {
                throw new IllegalArgumentException("column \"" + column.getKey() + "\" is " + column.getValue()
                        + "; expected what it holds, a text");
            }
            ColumnTarget.parse(column.getValue().asText());
            said.put(column.getKey(), column.getValue().asText());
        });
        return new ColumnMap(form, said, false);
    }

    private static char character(JsonNode map, String key, char usual) {
        JsonNode value = map.path(key);
        if (value.isMissingNode()) {
            return usual;
        }
        if (!value.isTextual() || value.asText().length() != 1) {
            throw new IllegalArgumentException(key + " is " + value + "; expected one character, as in \";\"");
        }
        return value.asText().charAt(0);
    }

    /** How the table is written. */
    CsvForm form() {
        return form;
    }

    /** What a column holds, null where it is unknown. */
    @Nullable ColumnTarget target(String column) {
        String target = said.get(column);
        if (target == null) {
            target = byName ? targetByName(column) : targetByPattern(column);
        }
        return target == null ? null : ColumnTarget.parse(target);
    }

    /** The first pattern that fits the whole column: {@code {joint}} in it stands for any name, and so in what it holds. */
    private @Nullable String targetByPattern(String column) {
        for (Map.Entry<String, String> pattern : said.entrySet()) {
            Matcher place = PLACEHOLDER.matcher(pattern.getKey());
            if (place.find()) {
                String before = pattern.getKey().substring(0, place.start());
                String after = pattern.getKey().substring(place.end());
                if (column.length() > before.length() + after.length()
                        && column.startsWith(before)
                        && column.endsWith(after)) {
                    String name = column.substring(before.length(), column.length() - after.length());
                    return pattern.getValue().replace(place.group(), name);
                }
            }
        }
        return null;
    }

    private static @Nullable String targetByName(String column) {
        for (Map.Entry<String, String> prefix : JOINT_PREFIXES.entrySet()) {
            if (column.startsWith(prefix.getKey())
                    && column.length() > prefix.getKey().length()) {
                return prefix.getValue() + column.substring(prefix.getKey().length());
            }
        }
        Matcher wrench = WRENCH.matcher(column);
        if (wrench.matches()) {
            int index = (wrench.group(2).equals("f") ? 0 : 3) + "xyz".indexOf(wrench.group(3));
            return "contact_wrenches." + wrench.group(1) + "." + index;
        }
        Matcher contact = CONTACT.matcher(column);
        if (contact.matches()) {
            return "contacts." + contact.group(1);
        }
        Matcher base = BASE.matcher(column);
        return base.matches() ? baseTarget(base) : null;
    }

    private static String baseTarget(Matcher base) {
        String of = base.group(1) == null ? "" : "truth.";
        String velocity = base.group(5);
        if (velocity != null) {
            int index = (velocity.charAt(0) == 'v' ? 0 : 3) + "xyz".indexOf(velocity.charAt(1));
            return of + "base_velocity." + index;
        }
        String axis = base.group(2) != null ? base.group(2) : base.group(3) != null ? base.group(3) : base.group(4);
        return of + "base_pose." + axis;
    }
}
