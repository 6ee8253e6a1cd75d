package dev.pollux.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The unit that a column of a CSV is taken in.
 *
 * @param quantity what is measured, for people
 * @param unit as a column map writes it
 * @param basis what the guess rests on, the same for columns that are alike
 * @param example what was seen in this column; empty where the basis says all
 */
record UnitGuess(String quantity, String unit, String basis, String example) {
    /** No joint turns so far from its zero, rad: more is degrees. */
    private static final double WIDEST_ANGLE = 7;

    /** No gyroscope measures more, rad/s: more is degrees. */
    private static final double FASTEST_TURN = 36;

    /** Numbers so small are a robot at rest or nearly, in rad/s and deg/s alike. */
    private static final double HARDLY_TURNING = 0.2;

    /** Windows of a second that tell a gyroscope's unit; how far off the wrong one is at least, rad, and times the right one. */
    private static final int ENOUGH_WINDOWS = 3;

    private static final double CLEAR_TURN = 0.1;

    private static final double CLEARLY = 3;

    private static final Set<String> SI = Set.of("s", "rad", "rad/s", "m/s^2", "Nm");
    private static final String SAID = "the names say so";
    private static final String SAID_BELOW = "the line of units says so";
    private static final String NOTHING = "nothing says otherwise";

    /** The unit as a map needs it, null where it is the SI's. */
    @Nullable String written() {
        return SI.contains(unit) ? null : unit;
    }

    /**
     * Guesses for those columns that a unit matters to.
     *
     * @param held column to its place in a frame
     */
    static Map<String, UnitGuess> of(TableSample sample, Map<String, String> held) {
        boolean degrees = held.entrySet().stream()
                .filter(column -> column.getValue().startsWith("joint_positions."))
                .anyMatch(column -> position(sample, column.getKey(), column.getValue(), false)
                        .unit
                        .equals("deg"));
        List<String> accelerometer = new ArrayList<>();
        held.forEach((name, place) -> {
            if (place.matches("imu\\.[345]")) {
                accelerometer.add(name);
            }
        });
        double force = accelerometer.size() == 3 ? sample.usualLength(accelerometer) : 0;
        String fastest = held.entrySet().stream()
                .filter(column -> column.getValue().matches("imu\\.[012]"))
                .map(Map.Entry::getKey)
                .filter(name ->
                        !said(sample, "gyroscope", name, "imu.0", "rad/s").isSaid())
                .max(Comparator.comparingDouble(sample::largest))
                .orElse(null);
        UnitGuess byGravity = fastest == null ? null : byGravity(sample, held);
        Map<String, UnitGuess> guesses = new LinkedHashMap<>();
        held.forEach((name, place) -> {
            UnitGuess guess = switch (place.replaceFirst("[.].*", "")) {
                case "time" -> time(sample, name);
                case "joint_positions" -> position(sample, name, place, degrees);
                case "joint_velocities" -> velocity(sample, name, place, degrees);
                case "joint_efforts" -> said(sample, "joint efforts", name, place, "Nm");
                case "imu" ->
                    accelerometer.contains(name)
                            ? accelerometer(sample, name, place, force)
                            : gyroscope(sample, name, place, fastest, degrees, byGravity);
                default -> null;
            };
            if (guess != null) {
                guesses.put(name, guess);
            }
        });
        if (sample.isEmpty()) { // no numbers tell anything
            guesses.values().removeIf(guess -> !guess.isSaid());
        }
        return guesses;
    }

    /** A line for those of the guesses that are alike, each with how many there are. */
    static List<String> told(Iterable<UnitGuess> guesses) {
        Map<List<String>, List<UnitGuess>> alike = new LinkedHashMap<>();
        for (UnitGuess guess : guesses) {
            alike.computeIfAbsent(List.of(guess.quantity, guess.unit, guess.basis), key -> new ArrayList<>())
                    .add(guess);
        }
        return alike.values().stream()
                .map(same -> {
                    UnitGuess first = same.get(0);
                    return first.quantity + (same.size() == 1 ? "" : " (" + same.size() + " columns)") + " taken in "
                            + first.unit + ": " + first.basis
                            + (first.example.isEmpty() ? "" : " (" + first.example + ")");
                })
                .toList();
    }

    /** As the name says, else the SI's. */
    private static UnitGuess said(TableSample sample, String quantity, String name, String place, String si) {
        String said = sample.words(name).unit();
        return said != null && ColumnTarget.isUnitOf(said, place)
                ? ColumnWords.of(name).unit() == null
                        ? new UnitGuess(quantity, said, SAID_BELOW, "")
                        : new UnitGuess(quantity, said, SAID, '"' + name + '"')
                : new UnitGuess(quantity, si, NOTHING, "");
    }

    private boolean isSaid() {
        return basis.equals(SAID) || basis.equals(SAID_BELOW);
    }

    /** A stamp since 1970 tells its unit by its size, any other by its step: frames come 0.3 ms to 0.9 s apart. */
    private static UnitGuess time(TableSample sample, String name) {
        if (sample.isDateAndTime(name)) {
            return new UnitGuess("time", "s", "it is written as date and time", '"' + name + '"');
        }
        UnitGuess said = said(sample, "time", name, "time", "s");
        if (said.isSaid()) {
            return said;
        }
        double largest = sample.largest(name);
        double step = sample.usualStep(name);
        return largest > 1e11
                ? new UnitGuess(
                        "time",
                        largest > 1e17 ? "ns" : largest > 1e14 ? "us" : "ms",
                        "only so it is a time since 1970",
                        reaches(name, largest))
                : new UnitGuess(
                        "time",
                        step < 0.9 ? "s" : step < 300 ? "ms" : step < 3e5 ? "us" : "ns",
                        "so a row comes 0.3 ms to 0.9 s after the one before",
                        '"' + name + "\" rises by " + number(step) + " a row");
    }

    private static UnitGuess position(TableSample sample, String name, String place, boolean degrees) {
        UnitGuess said = said(sample, "joint positions", name, place, "rad");
        double largest = sample.largest(name);
        if (said.isSaid()) {
            return said;
        }
        return largest > WIDEST_ANGLE
                ? new UnitGuess(said.quantity, "deg", "no joint turns by more than 7 rad", reaches(name, largest))
                : degrees
                        ? new UnitGuess(said.quantity, "deg", "other joints are in deg", "")
                        : new UnitGuess(said.quantity, "rad", "none is above 7", reaches(name, largest));
    }

    private static UnitGuess velocity(TableSample sample, String name, String place, boolean degrees) {
        UnitGuess said = said(sample, "joint velocities", name, place, "rad/s");
        return said.isSaid()
                ? said
                : new UnitGuess(
                        said.quantity,
                        degrees ? "deg/s" : "rad/s",
                        "joint positions are in " + (degrees ? "deg" : "rad"),
                        "");
    }

    /** The gyroscope's unit in which its turns agree with the accelerometer; null where the rows do not tell. */
    private static @Nullable UnitGuess byGravity(TableSample sample, Map<String, String> held) {
        Map<String, String> columns = new HashMap<>();
        held.forEach((name, place) -> columns.put(place, name));
        List<String> needed = new ArrayList<>();
        for (String place : List.of("time", "imu.0", "imu.1", "imu.2", "imu.3", "imu.4", "imu.5")) {
            String name = columns.get(place);
            if (name == null) {
                return null;
            }
            needed.add(name);
        }
        Unit clock = Unit.named(time(sample, needed.get(0)).unit);
        double[][] rows = sample.rows(needed);
        double[] seconds = Arrays.stream(rows)
                .mapToDouble(row -> (row[0] - rows[0][0]) * (clock == null ? 1 : clock.factor()))
                .toArray();
        double[][] imu =
                Arrays.stream(rows).map(row -> Arrays.copyOfRange(row, 1, 7)).toArray(double[][]::new);
        GravityTurn rad = GravityTurn.of(seconds, imu, 1);
        GravityTurn deg = GravityTurn.of(seconds, imu, Math.PI / 180);
        boolean degrees = deg.rms() < rad.rms();
        double right = degrees ? deg.rms() : rad.rms();
        double wrong = degrees ? rad.rms() : deg.rms();
        boolean clear = rad.windows() >= ENOUGH_WINDOWS && wrong > CLEAR_TURN && wrong > CLEARLY * right;
        if (!clear) {
            return null;
        }
        String basis = String.format(
                Locale.ROOT,
                "so its turns agree with gravity as the accelerometer feels it, within %.1f deg a second; in %s they"
                        + " are %.1f deg off",
                Math.toDegrees(right),
                degrees ? "rad/s" : "deg/s",
                Math.toDegrees(wrong));
        return new UnitGuess("gyroscope", degrees ? "deg/s" : "rad/s", basis, "");
    }

    /**
     * @param fastest the axis, of those whose names say no unit, whose numbers are largest
     * @param byGravity what the accelerometer says of the unit; null where it does not tell
     */
    private static UnitGuess gyroscope(
            TableSample sample,
            String name,
            String place,
            @Nullable String fastest,
            boolean degrees,
            @Nullable UnitGuess byGravity) {
        UnitGuess said = said(sample, "gyroscope", name, place, "rad/s");
        if (said.isSaid() || fastest == null) {
            return said;
        }
        double largest = sample.largest(fastest);
        if (byGravity != null && largest <= FASTEST_TURN) {
            return byGravity;
        }
        String basis = largest > FASTEST_TURN
                ? "none measures more than 36 rad/s"
                : degrees
                        ? NOTHING + ", but the joints are in deg: check it"
                        : largest < HARDLY_TURNING
                                ? NOTHING + ", and that is little, as the robot hardly turns in these rows: check it"
                                : "none is above 36";
        return new UnitGuess(
                said.quantity, largest > FASTEST_TURN ? "deg/s" : "rad/s", basis, reaches(fastest, largest));
    }

    /** A robot is at rest, or nearly, most of the time: then the specific force is g. */
    private static UnitGuess accelerometer(TableSample sample, String name, String place, double usual) {
        UnitGuess said = said(sample, "accelerometer", name, place, "m/s^2");
        if (said.isSaid() || usual == 0) {
            return said;
        }
        if (usual < 0.7 || usual > 1400 || usual > 20 && usual < 700) {
            return new UnitGuess(
                    said.quantity,
                    "m/s^2",
                    NOTHING + ", but at rest it should measure 1 g: check it (the median here is " + number(usual)
                            + ")",
                    "");
        }
        return new UnitGuess(
                said.quantity,
                usual > 0.7 && usual < 1.4 ? "g" : usual > 700 && usual < 1400 ? "mg" : "m/s^2",
                "at rest it measures 1 g, and the median here is " + number(usual),
                "");
    }

    private static String reaches(String name, double largest) {
        return '"' + name + "\" reaches " + number(largest);
    }

    private static String number(double x) {
        return String.format(Locale.ROOT, "%.4g", x);
    }
}
