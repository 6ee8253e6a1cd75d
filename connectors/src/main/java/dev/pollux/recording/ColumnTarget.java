package dev.pollux.recording;

import dev.pollux.messages.Dimension;
import dev.pollux.messages.FieldForm;
import dev.pollux.messages.MessageField;
import dev.pollux.messages.MessageObject;
import dev.pollux.model.NearestName;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Meaning of a column of a CSV: a place in a frame, and the factor to SI units.
 *
 * @param place as in docs/recordings.md, for example {@code joint_positions.left_knee}
 * @param factor SI units per unit of the column
 */
record ColumnTarget(String place, double factor) {
    static final String TRUTH = MessageField.TRUTH.place("");

    /** A place, with its unit in square brackets if it is not in SI units. */
    private static final Pattern FORM =
            Pattern.compile("\\s*([^\\[\\]]*[^\\[\\]\\s])\\s*(?:\\[\\s*([^\\[\\]]+?)\\s*])?\\s*");

    static final String TIME = "time";

    /** The numbers of a pose: position, then orientation in one of two ways. */
    static final List<String> POSE = List.of("x", "y", "z", "roll", "pitch", "yaw", "qx", "qy", "qz", "qw");

    /** The fields that columns can hold parts of. */
    static final List<MessageField> SENSORS = MessageObject.SENSORS.fields().stream()
            .filter(field -> field != MessageField.JOINT_COMMANDS)
            .toList();

    /** The first words of all places. */
    static final List<String> PLACES = Stream.of(List.of(TIME, MessageField.SEQ, MessageField.EPISODE), SENSORS)
            .flatMap(List::stream)
            .map(Object::toString)
            .toList();

    /**
     * Parses an entry of a map, for example {@code joint_positions.left_knee [deg]}.
     *
     * @throws IllegalArgumentException if there is no such place in a frame, or the unit does not fit it
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
     * @throws IllegalArgumentException if the unit does not fit the place
     */
    ColumnTarget in(String named) {
        Unit unit = Unit.named(named);
        if (unit == null || !isUnitOf(named, place)) {
            List<Dimension> dimensions = dimensions(place);
            String meant = meant(named, place);
            throw new IllegalArgumentException("[" + named + "] is no unit of " + place + "; expected "
                    + (dimensions.isEmpty() ? "none" : "one of " + Unit.names(dimensions))
                    + (meant == null ? "" : " (" + meant + " is usually meant)"));
        }
        return new ColumnTarget(place, unit.factor());
    }

    /** Whether a unit fits a place. */
    static boolean isUnitOf(String unit, String place) {
        Unit named = Unit.named(unit);
        return named != null && dimensions(place).contains(named.of());
    }

    /** The full form of an abbreviated unit of a place, deg for a rate in deg/s; null if there is none. */
    static @Nullable String meant(String unit, String place) {
        String rate = unit + "/s";
        return isUnitOf(rate, place) ? rate : null;
    }

    /**
     * Why a unit in the table itself does not fit a place; null if it fits, or if it is unknown and the place has no
     * unit.
     */
    static @Nullable String misfit(String said, String place) {
        if (dimensions(place).isEmpty() && Unit.named(said) == null) {
            return null;
        }
        try {
            new ColumnTarget(place, 1).in(said);
            return null;
        } catch (IllegalArgumentException none) {
            return none.getMessage();
        }
    }

    /** The field of a place, also of the truth; null if columns cannot hold parts of it. */
    static @Nullable MessageField field(String place) {
        String of = withoutTruth(place);
        return SENSORS.stream().filter(field -> field.has(of)).findFirst().orElse(null);
    }

    /** The place without the prefix of the truth. */
    private static String withoutTruth(String place) {
        return place.startsWith(TRUTH) ? place.substring(TRUTH.length()) : place;
    }

    /** The part of a place after the name of its field. */
    static String part(String place) {
        String of = withoutTruth(place);
        return of.substring(of.indexOf('.') + 1);
    }

    /** The meaning of a placeholder is not known yet. */
    private static void requirePlace(String place) {
        boolean truth = place.startsWith(TRUTH);
        String of = withoutTruth(place);
        int dot = of.indexOf('.');
        String first = dot < 0 ? of : of.substring(0, dot);
        MessageField field = field(first + ".");
        if (!PLACES.contains(first) || truth && field == null) {
            String nearest = NearestName.hint(first, PLACES);
            throw new IllegalArgumentException("\"" + place + "\" is no place in a frame"
                    + (nearest.isEmpty()
                            ? "; expected one of " + String.join(", ", PLACES) + ", as docs/recordings.md explains"
                            : nearest));
        }
        String rest = dot < 0 ? null : of.substring(dot + 1);
        boolean right =
                field == null ? rest == null : rest != null && (rest.contains("{") || rest.matches(pattern(field)));
        if (!right) {
            throw new IllegalArgumentException("\"" + place + "\" is no place in a frame; expected "
                    + (truth ? TRUTH : "") + (field == null ? first : words(field)));
        }
    }

    /** Pattern of a place after the name of its field. */
    private static String pattern(MessageField field) {
        return switch (field.form()) {
            case SIX -> "[0-5]";
            case SIX_PER_CONTACT -> ".+\\.[0-5]";
            case POSE -> String.join("|", POSE);
            default -> ".+";
        };
    }

    /** Description of the places in a field. */
    private static String words(MessageField field) {
        return switch (field.form()) {
            case SIX -> field.place(0) + " to " + field.place(5);
            case SIX_PER_CONTACT -> field.place("NAME.0") + " to " + field.place("NAME.5") + forMany(field, ".0");
            case POSE -> field.place(" and one of ") + String.join(", ", POSE);
            default -> field.place("NAME") + forMany(field, "");
        };
    }

    private static String forMany(MessageField field, String behind) {
        return ", in a pattern for many columns such as \"q_{name}\": \"" + field.place("{name}") + behind + "\"";
    }

    /** Possible dimensions of a place; empty for plain numbers. */
    private static List<Dimension> dimensions(String place) {
        if (place.equals(TIME)) {
            return List.of(Dimension.TIME);
        }
        MessageField field = field(place);
        String last = place.substring(place.lastIndexOf('.') + 1);
        boolean open = last.startsWith("{"); // told when a column fits the pattern
        if (field == null || open || field.form() == FieldForm.PER_JOINT) {
            return field == null ? List.of() : field.dimensions();
        }
        return switch (field.form()) {
            case SIX, SIX_PER_CONTACT -> List.of(field.dimensions().get(last.compareTo("3") < 0 ? 0 : 1));
            case POSE ->
                last.startsWith("q") ? List.of() : List.of(field.dimensions().get(last.length() == 1 ? 0 : 1));
            default -> List.of();
        };
    }
}
