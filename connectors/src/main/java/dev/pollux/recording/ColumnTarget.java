package dev.pollux.recording;

import dev.pollux.recording.Unit.Kind;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a column of a CSV holds: a place in a frame, and by what its cells are multiplied to be in SI units.
 *
 * @param place as in docs/recordings.md, for example {@code joint_positions.left_knee}
 * @param factor SI units in one of the column's
 */
record ColumnTarget(String place, double factor) {
    /** A place, and where it is not in SI units the unit in square brackets. */
    private static final Pattern FORM =
            Pattern.compile("\\s*([^\\[\\]]*[^\\[\\]\\s])\\s*(?:\\[\\s*([^\\[\\]]+?)\\s*])?\\s*");

    /**
     * Reads what a map says of a column, for example {@code joint_positions.left_knee [deg]}.
     *
     * @throws IllegalArgumentException where the unit is none, or none of that place
     */
    static ColumnTarget parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not what a column can hold; expected PLACE or PLACE [UNIT]");
        }
        String place = form.group(1);
        String named = form.group(2);
        if (named == null) {
            return new ColumnTarget(place, 1);
        }
        Kind[] kinds = kinds(place);
        Unit unit = Unit.named(named);
        if (unit == null || !Arrays.asList(kinds).contains(unit.of())) {
            throw new IllegalArgumentException("[" + named + "] is no unit of " + place + "; expected "
                    + (kinds.length == 0 ? "none" : "one of " + Unit.names(kinds)));
        }
        return new ColumnTarget(place, unit.factor());
    }

    /** What the cells of a place may measure; empty where they are plain numbers. */
    private static Kind[] kinds(String place) {
        String of = place.startsWith("truth.") ? place.substring("truth.".length()) : place;
        String last = of.substring(of.lastIndexOf('.') + 1);
        boolean first = last.equals("0") || last.equals("1") || last.equals("2");
        String sensor = of.contains(".") ? of.substring(0, of.indexOf('.')) : of;
        return switch (sensor) {
            case "time" -> new Kind[] {Kind.TIME};
            case "joint_positions" -> new Kind[] {Kind.ANGLE, Kind.LENGTH};
            case "joint_velocities" -> new Kind[] {Kind.ANGULAR_VELOCITY, Kind.VELOCITY};
            case "joint_efforts" -> new Kind[] {Kind.TORQUE, Kind.FORCE};
            case "imu" -> new Kind[] {first ? Kind.ANGULAR_VELOCITY : Kind.ACCELERATION};
            case "contact_wrenches" -> new Kind[] {first ? Kind.FORCE : Kind.TORQUE};
            case "base_velocity" -> new Kind[] {first ? Kind.VELOCITY : Kind.ANGULAR_VELOCITY};
            case "base_pose" ->
                last.startsWith("q") ? new Kind[0] : new Kind[] {last.length() == 1 ? Kind.LENGTH : Kind.ANGLE};
            default -> new Kind[0];
        };
    }
}
