package dev.pollux.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
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

    private final Map<String, String> targets;
    private final boolean byName;

    private ColumnMap(Map<String, String> targets, boolean byName) {
        this.targets = Map.copyOf(targets);
        this.byName = byName;
    }

    /** The map for a file with these columns: the iCub log's or the general one. */
    public static ColumnMap of(Set<String> columns) {
        Map<String, String> targets = new HashMap<>(COMMON);
        if (columns.containsAll(ICUB_MARKS)) {
            targets.putAll(ICUB);
        }
        return new ColumnMap(targets, true);
    }

    /**
     * Reads a map from a JSON file: an object from column names to what they hold.
     *
     * @throws IOException where the file is no such object
     */
    public static ColumnMap read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] text = in.readNBytes(MAX_FILE + 1);
            if (text.length > MAX_FILE) {
                throw new RecordingException(file, 1, "longer than " + MAX_FILE + " bytes");
            }
            return new ColumnMap(new JsonMapper().readValue(text, new TypeReference<Map<String, String>>() {}), false);
        } catch (JsonProcessingException wrong) {
            int line = wrong.getLocation() == null ? 1 : wrong.getLocation().getLineNr();
            throw new RecordingException(file, line, wrong.getOriginalMessage());
        }
    }

    /** What a column holds, null where it is unknown. */
    @Nullable String target(String column) {
        String target = targets.get(column);
        return target != null || !byName ? target : targetByName(column);
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
