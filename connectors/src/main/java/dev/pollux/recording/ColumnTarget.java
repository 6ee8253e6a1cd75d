package dev.pollux.recording;

import dev.pollux.model.NearestName;
import dev.pollux.recording.Unit.Kind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a column of a CSV holds: a place in a frame, and by what its cells are multiplied to be in SI units.
 *
 * @param place as in docs/recordings.md, for example {@code joint_positions.left_knee}
 * @param factor SI units in one of the column's
 */
record ColumnTarget(String place, double factor) {
    private static final String TRUTH = "truth.";

    /** A place, and where it is not in SI units the unit in square brackets. */
    private static final Pattern FORM =
            Pattern.compile("\\s*([^\\[\\]]*[^\\[\\]\\s])\\s*(?:\\[\\s*([^\\[\\]]+?)\\s*])?\\s*");

    /** Places in a frame, by their first word: how they go on. */
    private static final Map<String, String> PLACES = new LinkedHashMap<>();

    private static final String SIX = "[0-5]";

    private static final Map<String, String> FORMS = Map.of(
            "joint_positions", ".+",
            "joint_velocities", ".+",
            "joint_efforts", ".+",
            "imu", SIX,
            "contacts", ".+",
            "contact_wrenches", ".+\\." + SIX,
            "base_pose", "x|y|z|roll|pitch|yaw|qx|qy|qz|qw",
            "base_velocity", SIX);

    static {
        PLACES.put("time", "time");
        PLACES.put("seq", "seq");
        PLACES.put("episode", "episode");
        PLACES.put("joint_positions", "joint_positions.NAME");
        PLACES.put("joint_velocities", "joint_velocities.NAME");
        PLACES.put("joint_efforts", "joint_efforts.NAME");
        PLACES.put("imu", "imu.0 to imu.5");
        PLACES.put("contacts", "contacts.NAME");
        PLACES.put("contact_wrenches", "contact_wrenches.NAME.0 to contact_wrenches.NAME.5");
        PLACES.put("base_pose", "base_pose. and one of x, y, z, roll, pitch, yaw, qx, qy, qz, qw");
        PLACES.put("base_velocity", "base_velocity.0 to base_velocity.5");
    }

    /**
     * Reads what a map says of a column, for example {@code joint_positions.left_knee [deg]}.
     *
     * @throws IllegalArgumentException where the place is none in a frame, or the unit none of that place
     */
    static ColumnTarget parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not what a column can hold; expected PLACE or PLACE [UNIT]");
        }
        String place = form.group(1);
        requirePlace(place);
        String named = form.group(2);
        if (named == null) {
            return new ColumnTarget(place, 1);
        }
        return new ColumnTarget(place, 1).in(named);
    }

    /**
     * The same in a unit.
     *
     * @throws IllegalArgumentException where that is none of what the place holds
     */
    ColumnTarget in(String named) {
        Unit unit = Unit.named(named);
        if (unit == null || !isUnitOf(named, place)) {
            Kind[] kinds = kinds(place);
            String meant = meant(named, place);
            throw new IllegalArgumentException("[" + named + "] is no unit of " + place + "; expected "
                    + (kinds.length == 0 ? "none" : "one of " + Unit.names(kinds))
                    + (meant == null ? "" : " (" + meant + " is usually meant)"));
        }
        return new ColumnTarget(place, unit.factor());
    }

    /** Whether a unit is one of what a place holds. */
    static boolean isUnitOf(String unit, String place) {
        Unit named = Unit.named(unit);
        return named != null && Arrays.asList(kinds(place)).contains(named.of());
    }

    /** The unit of a place that is written short, deg for a rate in deg/s; null where there is none. */
    static @Nullable String meant(String unit, String place) {
        String rate = unit + "/s";
        return isUnitOf(rate, place) ? rate : null;
    }

    /**
     * Why what a table itself says is no unit of a place; null where it is one, and where it is unknown and the place's numbers
     * have none.
     */
    static @Nullable String misfit(String said, String place) {
        if (kinds(place).length == 0 && Unit.named(said) == null) {
            return null;
        }
        try {
            new ColumnTarget(place, 1).in(said);
            return null;
        } catch (IllegalArgumentException none) {
            return none.getMessage();
        }
    }

    /** What a name in braces stands for is not known yet. */
    private static void requirePlace(String place) {
        boolean truth = place.startsWith(TRUTH);
        String of = truth ? place.substring(TRUTH.length()) : place;
        int dot = of.indexOf('.');
        String first = dot < 0 ? of : of.substring(0, dot);
        String form = FORMS.get(first);
        String expected = PLACES.get(first);
        if (expected == null || truth && form == null) {
            String nearest = NearestName.hint(first, PLACES.keySet());
            throw new IllegalArgumentException("\"" + place + "\" is no place in a frame"
                    + (nearest.isEmpty()
                            ? "; expected one of " + String.join(", ", PLACES.keySet())
                                    + ", as docs/recordings.md explains"
                            : nearest));
        }
        String rest = dot < 0 ? null : of.substring(dot + 1);
        boolean right = form == null ? rest == null : rest != null && (rest.contains("{") || rest.matches(form));
        if (!right) {
            throw new IllegalArgumentException("\"" + place + "\" is no place in a frame; expected "
                    + (truth ? TRUTH : "") + expected
                    + (expected.contains("NAME")
                            ? ", in a pattern for many columns such as \"q_{name}\": \"" + first + ".{name}"
                                    + (expected.contains("NAME.") ? ".0" : "") + "\""
                            : ""));
        }
    }

    /** What the cells of a place may measure; empty where they are plain numbers. */
    private static Kind[] kinds(String place) {
        String of = place.startsWith(TRUTH) ? place.substring(TRUTH.length()) : place;
        String last = of.substring(of.lastIndexOf('.') + 1);
        boolean first = last.equals("0") || last.equals("1") || last.equals("2");
        boolean open = last.startsWith("{"); // told when a column fits the pattern
        String sensor = of.contains(".") ? of.substring(0, of.indexOf('.')) : of;
        return switch (sensor) {
            case "time" -> new Kind[] {Kind.TIME};
            case "joint_positions" -> new Kind[] {Kind.ANGLE, Kind.LENGTH};
            case "joint_velocities" -> new Kind[] {Kind.ANGULAR_VELOCITY, Kind.VELOCITY};
            case "joint_efforts" -> new Kind[] {Kind.TORQUE, Kind.FORCE};
            case "imu" ->
                open
                        ? new Kind[] {Kind.ANGULAR_VELOCITY, Kind.ACCELERATION}
                        : new Kind[] {first ? Kind.ANGULAR_VELOCITY : Kind.ACCELERATION};
            case "contact_wrenches" ->
                open ? new Kind[] {Kind.FORCE, Kind.TORQUE} : new Kind[] {first ? Kind.FORCE : Kind.TORQUE};
            case "base_velocity" ->
                open
                        ? new Kind[] {Kind.VELOCITY, Kind.ANGULAR_VELOCITY}
                        : new Kind[] {first ? Kind.VELOCITY : Kind.ANGULAR_VELOCITY};
            case "base_pose" ->
                open
                        ? new Kind[] {Kind.LENGTH, Kind.ANGLE}
                        : last.startsWith("q")
                                ? new Kind[0]
                                : new Kind[] {last.length() == 1 ? Kind.LENGTH : Kind.ANGLE};
            default -> new Kind[0];
        };
    }
}
