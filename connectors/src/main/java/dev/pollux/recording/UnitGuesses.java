package dev.pollux.recording;

import dev.pollux.messages.MessageField;
import dev.pollux.model.Counted;
import dev.pollux.model.Joint;
import dev.pollux.spatial.World;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Guesses the units of a table's columns: from names and a line of units, otherwise from magnitudes. */
final class UnitGuesses {
    /** Largest joint angle from zero, rad: more is degrees. */
    private static final double WIDEST_ANGLE = 7;

    /** Largest reading of a gyroscope, rad/s: more is another unit. */
    private static final double FASTEST_TURN = 36;

    /** Numbers of a robot almost at rest, in rad/s and deg/s alike. */
    private static final double HARDLY_TURNING = 0.2;

    /** Order of the messages; velocities come after the positions on which they are based. */
    private static final List<String> ORDER = Stream.of(
                    ColumnTarget.TIME,
                    MessageField.JOINT_POSITIONS,
                    MessageField.JOINT_VELOCITIES,
                    MessageField.JOINT_EFFORTS,
                    MessageField.IMU)
            .map(Object::toString)
            .toList();

    /** Interval of frames from which a twin reports silence, s. */
    private static final double SLOWEST = 0.9;

    /** s. */
    private static final double NEARLY_A_DAY = 80_000;

    /** Share of 1 g by which an accelerometer may be off at rest; three times that in motion. */
    private static final double NEAR = 0.1;

    /** Share of rows in which three numbers have the magnitude of gravity; a walking robot has it in most. */
    private static final double NEARLY_ALL = 0.7;

    private static final String SAID = "the names say so";
    private static final String SAID_BELOW = "the line of units says so";
    private static final String NOTHING = "nothing says otherwise";

    private final TableSample sample;
    private final Map<String, String> held;
    private final JointSizes sizes;
    private final @Nullable String milliEfforts;
    private final @Nullable String inDegrees;
    private final @Nullable String fastest;
    private final List<String> gyroscope;
    private final List<String> accelerometer;
    private final boolean exchanged;
    private final @Nullable GyroscopeUnit byGravity;

    /**
     * Evaluates the columns together.
     *
     * @param held column to its place in a frame; columns whose numbers have no unit are removed from it
     * @param robot its joints; empty if unknown
     */
    UnitGuesses(TableSample sample, Map<String, String> held, List<Joint> robot) {
        this.sample = sample;
        this.held = held;
        sizes = new JointSizes(sample, held, robot, this::isSaid);
        held.keySet().removeAll(sizes.counts());
        milliEfforts = sizes.milliEfforts();
        inDegrees = columns(MessageField.JOINT_POSITIONS::has).stream()
                .filter(name -> ownPosition(name).unit().equals("deg"))
                .findFirst()
                .orElse(null);
        accelerometer = columns(place -> MessageField.IMU.has(place) && place.matches(".*[345]"));
        gyroscope = columns(place -> MessageField.IMU.has(place) && place.matches(".*[012]"));
        fastest = gyroscope.stream()
                .filter(name -> !isSaid(name))
                .max(Comparator.comparingDouble(sample::largest))
                .orElse(null);
        exchanged = isGravity(gyroscope) && !isGravity(accelerometer);
        byGravity = fastest == null || gyroscope.size() < 3 || accelerometer.size() < 3 ? null : byGravity(fastest);
    }

    private List<String> columns(Predicate<String> places) {
        return held.entrySet().stream()
                .filter(column -> places.test(column.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The guesses for those columns that have a unit, in the order of the messages. */
    Map<String, UnitGuess> guess() {
        Map<String, UnitGuess> guesses = new LinkedHashMap<>();
        for (String first : ORDER) {
            columns(place -> place.replaceFirst("[.].*", "").equals(first)).stream()
                    // without a row, numbers show nothing
                    .filter(name -> !sample.isEmpty() || isSaid(name))
                    .sorted(Comparator.comparing(this::isAsAnotherJoint))
                    .forEach(name -> guesses.put(name, guess(name, place(name))));
        }
        return guesses;
    }

    private UnitGuess guess(String name, String place) {
        if (place.equals(ColumnTarget.TIME)) {
            return time(name);
        }
        if (MessageField.JOINT_POSITIONS.has(place)) {
            return position(name);
        }
        if (MessageField.JOINT_VELOCITIES.has(place)) {
            return velocity(name);
        }
        return MessageField.IMU.has(place)
                ? accelerometer.contains(name) ? accelerometer(name) : gyroscope(name)
                : effort(name);
    }

    private UnitGuess effort(String name) {
        UnitGuess said = said("joint efforts", name, "Nm");
        return isSaid(name) || milliEfforts == null ? said : new UnitGuess(said.quantity(), "mNm", milliEfforts, "");
    }

    /** Doubts about the numbers in these units, in sentences. */
    List<String> doubts(Map<String, UnitGuess> units) {
        List<String> told = new ArrayList<>(timeDoubts());
        told.addAll(sizes.remarks());
        String doubt = sizes.doubt(units);
        if (doubt != null) {
            told.add(doubt);
        }
        return told;
    }

    private String place(String name) {
        return held.getOrDefault(name, "");
    }

    /** Units in names or in the line of units that do not fit the column; one sentence per group of equal ones. */
    List<String> misfits() {
        Map<List<String>, List<String>> alike = new LinkedHashMap<>();
        Map<List<String>, String> sentences = new LinkedHashMap<>();
        held.forEach((name, place) -> {
            String unit = sample.saidUnit(name);
            String misfit = unit == null ? null : ColumnTarget.misfit(unit, place);
            if (unit != null && misfit != null) {
                List<String> kind = List.of(unit, misfit.replaceFirst(".*; expected", ""), sample.saidBy(name));
                alike.computeIfAbsent(kind, any -> new ArrayList<>()).add(name);
                sentences.putIfAbsent(kind, misfit);
            }
        });
        List<String> told = new ArrayList<>();
        alike.forEach((kind, names) -> told.add(kind.get(2) + "column \"" + names.get(0) + '"'
                + (names.size() == 1 ? "" : " (and " + (names.size() - 1) + " more)") + ": " + sentences.get(kind)
                + ": check which it is"));
        return told;
    }

    private boolean isSaid(String name) {
        String said = sample.saidUnit(name);
        return said != null && ColumnTarget.isUnitOf(said, place(name));
    }

    /** The unit in the name or in the line of units, otherwise the SI unit. */
    private UnitGuess said(String quantity, String name, String si) {
        String said = sample.saidUnit(name);
        return said == null || !isSaid(name)
                ? new UnitGuess(quantity, si, NOTHING, "")
                : sample.saidBy(name).isEmpty()
                        ? new UnitGuess(quantity, said, SAID, '"' + name + '"')
                        : new UnitGuess(quantity, said, SAID_BELOW, "");
    }

    /** Deg may also mean deg/s; null if there is no such unit. */
    private @Nullable UnitGuess meant(String quantity, String name) {
        String said = sample.saidUnit(name);
        String meant = said == null ? null : ColumnTarget.meant(said, place(name));
        return meant == null
                ? null
                : new UnitGuess(
                        quantity, meant, "\"" + said + "\" is said, and " + meant + " usually meant: check it", "");
    }

    /** Stamps since 1970 show their unit by magnitude, others by their step: frames come 0.3 ms to 0.9 s apart. */
    private UnitGuess time(String name) {
        if (sample.isDateAndTime(name)) {
            return new UnitGuess("time", "s", "it is written as date and time", '"' + name + '"');
        }
        if (isSaid(name)) {
            return saidTime(said("time", name, "s"), name);
        }
        double largest = sample.largest(name);
        double step = sample.usualStep(name);
        if (largest > 1e11) {
            return UnitGuess.reaching(
                    "time",
                    largest > 1e17 ? "ns" : largest > 1e14 ? "us" : "ms",
                    "only so it is a time since 1970",
                    name,
                    largest);
        }
        if (!(step > 0)) {
            return new UnitGuess("time", "s", NOTHING + ": check it", "");
        }
        String unit = timeUnit(step);
        String other = unit.equals("s") || unit.equals("us") ? "ms" : unit.equals("ms") ? "s" : "us";
        return new UnitGuess(
                "time",
                unit,
                '"' + name + "\" rises by " + plain(step) + " a row, which is " + plain(1 / seconds(step, unit))
                        + " rows a second; in " + other + " it would be " + plain(1 / seconds(step, other)),
                "");
    }

    /** The unit in which rows with this step are frames. */
    private static String timeUnit(double step) {
        return step < SLOWEST ? "s" : step < 300 ? "ms" : step < 3e5 ? "us" : "ns";
    }

    /** A given unit with which no twin could follow is doubted. */
    private UnitGuess saidTime(UnitGuess said, String name) {
        double step = sample.usualStep(name);
        boolean part = columns(ColumnTarget.TIME::equals).size() > 1;
        if (part || !(step > 0) || seconds(step, said.unit()) < SLOWEST) {
            return said;
        }
        String likely = timeUnit(step);
        return new UnitGuess(
                said.quantity(),
                said.unit(),
                said.basis() + ", but then its rows are " + plain(seconds(step, said.unit()))
                        + " s apart, and no twin follows so slow a robot; in " + likely + " there would be "
                        + plain(1 / seconds(step, likely)) + " rows a second: check it",
                said.example());
    }

    /** Other problems with the times, in sentences. */
    private List<String> timeDoubts() {
        List<String> times = columns(ColumnTarget.TIME::equals);
        List<String> told = new ArrayList<>();
        for (String name : times) {
            long repeats = sample.repeats(name);
            long rows = sample.column(name).count();
            if (times.size() == 1 && 2 * repeats > rows) {
                told.add(rows + " rows share " + Counted.of(rows - repeats, "time") + " (\"" + name
                        + "\"): the digits that tell them apart were lost; write the times with more of them");
            }
            if (sample.isDateAndTime(name) && sample.deepestFall(name) > NEARLY_A_DAY) {
                told.add("\"" + name
                        + "\" passes midnight and starts over there: write the date before the times of day");
            }
        }
        return told;
    }

    private static double seconds(double time, String unit) {
        return time * factor(unit);
    }

    private static double factor(String unit) {
        Unit named = Unit.named(unit);
        if (named == null) {
            throw new IllegalArgumentException(unit);
        }
        return named.factor();
    }

    private UnitGuess ownPosition(String name) {
        UnitGuess said = said("joint positions", name, "rad");
        double largest = sample.largest(name);
        return isSaid(name)
                ? said
                : largest > WIDEST_ANGLE
                        ? UnitGuess.reaching(said.quantity(), "deg", "no joint turns by more than 7 rad", name, largest)
                        : sizes.degrees() != null
                                ? new UnitGuess(said.quantity(), "deg", sizes.degrees(), "")
                                : UnitGuess.reaching(said.quantity(), "rad", "none is above 7", name, largest);
    }

    private UnitGuess position(String name) {
        UnitGuess own = ownPosition(name);
        return isAsAnotherJoint(name)
                ? new UnitGuess(own.quantity(), "deg", "\"" + inDegrees + "\" is in deg too", "")
                : own;
    }

    /** Whether a joint's own numbers show nothing, but those of another one show that joints are in degrees. */
    private boolean isAsAnotherJoint(String name) {
        return MessageField.JOINT_POSITIONS.has(place(name))
                && inDegrees != null
                && !isSaid(name)
                && !ownPosition(name).unit().equals("deg");
    }

    private UnitGuess velocity(String name) {
        UnitGuess said = said("joint velocities", name, "rad/s");
        UnitGuess meant = meant(said.quantity(), name);
        return isSaid(name)
                ? said
                : meant != null
                        ? meant
                        : new UnitGuess(
                                said.quantity(),
                                inDegrees != null ? "deg/s" : "rad/s",
                                "joint positions are in " + (inDegrees != null ? "deg" : "rad"),
                                "");
    }

    private GyroscopeUnit byGravity(String largest) {
        List<String> needed = new ArrayList<>(columns(ColumnTarget.TIME::equals));
        int times = needed.size();
        for (int i = 0; i < 6; i++) {
            needed.addAll(columns(MessageField.IMU.place(i)::equals));
        }
        double[] clock = needed.stream()
                .limit(times)
                .mapToDouble(name -> factor(time(name).unit()))
                .toArray();
        double[][] rows = sample.rows(needed);
        double[] seconds = Arrays.stream(rows)
                .mapToDouble(row -> {
                    double since = 0;
                    for (int i = 0; i < times; i++) {
                        since += (row[i] - rows[0][i]) * clock[i];
                    }
                    return since;
                })
                .toArray();
        double[][] imu = Arrays.stream(rows)
                .map(row -> Arrays.copyOfRange(row, times, times + 6))
                .toArray(double[][]::new);
        return GyroscopeUnit.of(seconds, imu, FASTEST_TURN / sample.largest(largest));
    }

    /** Whether three columns together are those of an accelerometer on a robot: about 1 g in nearly all rows. */
    private boolean isGravity(List<String> columns) {
        if (columns.size() < 3) {
            return false;
        }
        double usual = sample.usualLength(columns);
        return (Math.abs(usual - World.GRAVITY) < NEAR * World.GRAVITY || Math.abs(usual - 1) < NEAR)
                && sample.shareOfLengths(columns, usual * (1 - 3 * NEAR), usual * (1 + 3 * NEAR)) > NEARLY_ALL;
    }

    private UnitGuess gyroscope(String name) {
        UnitGuess said = said("gyroscope", name, "rad/s");
        if (exchanged) {
            return new UnitGuess(
                    said.quantity(),
                    said.unit(),
                    "but these measure gravity (the median of their length is "
                            + UnitGuess.number(sample.usualLength(gyroscope))
                            + "), and the accelerometer does not: the two seem to be exchanged; exchange them in the"
                            + " map",
                    "");
        }
        if (isSaid(name) || fastest == null) {
            return said;
        }
        if (byGravity != null && byGravity.unit() != null) {
            return new UnitGuess(said.quantity(), byGravity.unit(), byGravity.basis(), "");
        }
        UnitGuess meant = meant(said.quantity(), name);
        if (meant != null) {
            return meant;
        }
        double largest = sample.largest(fastest);
        boolean inDegreesToo = largest * factor("deg/s") <= FASTEST_TURN;
        String unit = largest <= FASTEST_TURN ? isInDegrees() ? "deg/s" : "rad/s" : inDegreesToo ? "deg/s" : "mrad/s";
        return UnitGuess.reaching(said.quantity(), unit, basis(fastest, largest, inDegreesToo), fastest, largest);
    }

    /** Basis of a gyroscope's unit if neither names nor gravity show it. */
    private String basis(String fastest, double largest, boolean inDegreesToo) {
        boolean asJoints = largest <= FASTEST_TURN && isInDegrees();
        String otherwise = "as the joints are; check it, and for rad/s write \"" + fastest + "\": \"" + place(fastest)
                + " [rad/s]\" in the map, and so for its other axes";
        if (byGravity != null && !byGravity.basis().isEmpty()) {
            return byGravity.basis() + (asJoints ? "; " + otherwise : ": check it");
        }
        if (asJoints) {
            return otherwise;
        }
        if (largest > FASTEST_TURN) {
            return "none measures more than 36 rad/s"
                    + (inDegreesToo ? ", and deg/s is usual: check it" : ", which is 2063 deg/s: check it");
        }
        return largest < HARDLY_TURNING
                ? NOTHING + ", and that is little, as the robot hardly turns in these rows: check it"
                : NOTHING + ", as none is above 36: check it";
    }

    /** Whether joints are in degrees, and none has another unit for its velocity. */
    private boolean isInDegrees() {
        return inDegrees != null
                && columns(MessageField.JOINT_VELOCITIES::has).stream()
                        .filter(this::isSaid)
                        .allMatch(name -> "deg/s".equals(sample.saidUnit(name)));
    }

    /** A robot is almost at rest most of the time: then the specific force is g. */
    private UnitGuess accelerometer(String name) {
        UnitGuess said = said("accelerometer", name, "m/s^2");
        if (exchanged) {
            return new UnitGuess(
                    said.quantity(),
                    said.unit(),
                    "but the gyroscope measures gravity: the two seem to be exchanged",
                    "");
        }
        if (isSaid(name) || accelerometer.size() < 3 || !accelerometer.stream().allMatch(sample::hasNumbers)) {
            return said;
        }
        if (accelerometer.stream().allMatch(axis -> sample.largest(axis) == 0)) {
            return new UnitGuess(
                    said.quantity(),
                    "m/s^2",
                    "all numbers are 0, but at rest it should measure 9.81 m/s^2: check it",
                    "");
        }
        double usual = sample.usualLength(accelerometer);
        if (usual < 0.7 * World.GRAVITY && Math.abs(usual - 1) > NEAR) {
            return new UnitGuess(
                    said.quantity(),
                    "m/s^2",
                    "but gravity seems to be taken out of it: at rest it should measure 9.81 m/s^2 or 1 g, and the"
                            + " median here is " + UnitGuess.number(usual) + "; the twin needs it with gravity",
                    "");
        }
        if (usual > 1400 || usual > 20 && usual < 700) {
            return new UnitGuess(
                    said.quantity(),
                    "m/s^2",
                    NOTHING + ", but at rest it should measure 1 g: check it (the median here is "
                            + UnitGuess.number(usual) + ")",
                    "");
        }
        return new UnitGuess(
                said.quantity(),
                usual < 2 ? "g" : usual > 700 ? "mg" : "m/s^2",
                "at rest it measures 1 g, and the median here is " + UnitGuess.number(usual),
                "");
    }

    /** A positive number to three digits, 500 or 0.002; large ones with commas: 500,000. */
    private static String plain(double x) {
        BigDecimal rounded = new BigDecimal(x).round(new MathContext(3));
        return rounded.scale() <= 0
                ? String.format(Locale.ROOT, "%,d", rounded.toBigInteger())
                : rounded.stripTrailingZeros().toPlainString();
    }
}
