package dev.pollux.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pollux.files.InputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * A column map proposed for a CSV from its line of names, the robot's joints, and, where names do not tell units, the sizes
 * of the first rows' numbers. What it says is a guess for people to check; it can be used as it is.
 */
public final class ColumnProposal {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Rows looked at. */
    private static final int ROWS = 2_000;

    /** No joint turns so far from its zero, rad: more is degrees. */
    private static final double WIDEST_ANGLE = 7;

    /** No gyroscope measures more, rad/s: more is degrees. */
    private static final double FASTEST_TURN = 36;

    private static final Set<String> TIME = Set.of("t", "time", "timestamp", "stamp", "clk", "clock");
    private static final Set<String> POSITION =
            Set.of("q", "pos", "position", "positions", "angle", "angles", "enc", "encoder");
    private static final Set<String> VELOCITY =
            Set.of("dq", "qd", "qdot", "vel", "velocity", "velocities", "speed", "rate", "v");
    private static final Set<String> EFFORT = Set.of("tau", "torque", "torques", "trq", "effort", "efforts", "eff");
    private static final Set<String> NO_JOINT = Set.of(
            "base",
            "pelvis",
            "root",
            "world",
            "mocap",
            "vicon",
            "com",
            "foot",
            "sole",
            "imu",
            "x",
            "y",
            "z",
            "w",
            "cmd",
            "command",
            "des",
            "desired",
            "target",
            "ref",
            "reference",
            "setpoint",
            "acc",
            "ddq",
            "current",
            "temp",
            "temperature",
            "voltage",
            "kp",
            "kd",
            "error",
            "err",
            "truth",
            "delta");
    private static final Set<String> GYRO = Set.of("gyro", "gyr", "gyroscope", "angvel", "omega");
    private static final Set<String> ACCELEROMETER = Set.of("acc", "accel", "accelerometer", "acceleration", "linacc");
    private static final Set<String> CONTACT = Set.of("contact", "contacts", "touch", "stance", "grounded");
    private static final Set<String> ANY_QUANTITY = union(POSITION, VELOCITY, EFFORT);

    private final List<String> names;
    private final List<double[]> rows = new ArrayList<>();
    private final Map<String, String> held = new LinkedHashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<List<String>, String> joints = new LinkedHashMap<>();
    private final Collection<String> contacts;
    private final CsvForm form;
    private final boolean knownJoints;

    private ColumnProposal(CsvRecording table, Collection<String> joints, Collection<String> contacts)
            throws IOException {
        names = table.names();
        this.contacts = contacts;
        knownJoints = !joints.isEmpty();
        joints.forEach(joint -> this.joints.put(ColumnWords.of(joint).words(), joint));
        List<String[]> cells = new ArrayList<>();
        for (int looked = 0; looked < ROWS; looked++) {
            try {
                String[] row = table.row();
                if (row == null) {
                    break;
                }
                cells.add(row);
            } catch (LineRefusedException noRow) {
                // told when the recording is read
            }
        }
        boolean commas = table.form().delimiter() != ','
                && cells.stream().flatMap(Arrays::stream).anyMatch(cell -> cell.matches("[-+]?\\d*,\\d+"));
        form = new CsvForm(
                table.form().delimiter(), commas ? ',' : '.', table.form().comment());
        cells.forEach(row -> rows.add(numbers(row)));
    }

    /**
     * Proposes a map.
     *
     * @param joints the robot's joints; empty: joints are named as the columns name them
     * @param contacts the robot's contacts; empty: likewise
     * @throws IOException where the file is no table, or none of its columns can be the time
     */
    public static ColumnProposal of(Path csv, Collection<String> joints, Collection<String> contacts)
            throws IOException {
        InputFile.require(csv);
        if (!Recording.isTable(csv)) {
            throw new IOException(csv + ": is JSON Lines, whose frames name their fields: there is nothing to map;"
                    + " 'pollux evaluate " + csv + "' reads it as it is");
        }
        try (CsvRecording table = CsvRecording.table(csv)) {
            ColumnProposal proposal = new ColumnProposal(table, joints, contacts);
            proposal.propose();
            if (!proposal.taken.contains("time")) {
                throw new RecordingException(
                        csv,
                        1,
                        "no column looks like a time that goes on: "
                                + CsvColumns.listed(proposal.names.toArray(String[]::new)));
            }
            if (proposal.held.size() == 1) {
                throw new RecordingException(
                        csv,
                        1,
                        "nothing but the time is understood of the columns "
                                + CsvColumns.listed(proposal.names.toArray(String[]::new)));
            }
            return proposal;
        }
    }

    private double[] numbers(String[] row) {
        double[] numbers = new double[names.size()];
        Arrays.fill(numbers, Double.NaN);
        for (int i = 0; i < Math.min(row.length, numbers.length); i++) {
            try {
                numbers[i] = Double.parseDouble(row[i].replace(form.decimal(), '.'));
            } catch (NumberFormatException none) {
                numbers[i] = Double.NaN;
            }
        }
        return numbers;
    }

    private void propose() {
        ColumnMap byName = ColumnMap.of(new LinkedHashSet<>(names));
        for (String name : names) {
            ColumnTarget usual = usual(byName, name);
            ColumnWords words = ColumnWords.of(name);
            boolean asUsual = usual != null
                    && words.unit() == null
                    && (!knownJoints || !usual.place().startsWith("joint_"));
            String place = asUsual && usual != null ? usual.place() : place(name, words);
            if (place != null && taken.add(place)) {
                held.put(name, place);
            }
        }
        boolean degrees = held.entrySet().stream()
                .filter(column -> column.getValue().startsWith("joint_positions."))
                .anyMatch(column -> "deg".equals(unit(column.getKey(), column.getValue(), false)));
        held.replaceAll((name, place) -> {
            String unit = unit(name, place, degrees);
            return unit == null ? place : place + " [" + unit + "]";
        });
    }

    private static @Nullable ColumnTarget usual(ColumnMap byName, String column) {
        try {
            return byName.target(column);
        } catch (IllegalArgumentException wrongUnit) {
            return null;
        }
    }

    private @Nullable String place(String name, ColumnWords words) {
        if (words.any(TIME) && words.without(TIME).size() <= 1 && !words.any(NO_JOINT)) {
            return !taken.contains("time") && goesOn(name) ? "time" : null;
        }
        int axis = axis(words);
        boolean turns = words.any(GYRO) || words.words().contains("angular") && words.any(VELOCITY);
        if (axis >= 0
                && (turns || words.any(ACCELEROMETER))
                && words.without(NO_JOINT).size() <= 3) {
            return "imu." + (turns ? axis : 3 + axis);
        }
        if (words.any(CONTACT)) {
            return contact(name, words);
        }
        return joint(words);
    }

    private static int axis(ColumnWords words) {
        for (String word : words.words()) {
            if (word.length() == 1 && "xyz".contains(word)) {
                return "xyz".indexOf(word);
            }
        }
        return -1;
    }

    private @Nullable String joint(ColumnWords words) {
        List<String> best = List.of();
        List<String> rest = null;
        for (List<String> joint : joints.keySet()) {
            List<String> others = words.without(joint);
            if (others != null && joint.size() > best.size()) {
                best = joint;
                rest = others;
            }
        }
        String named = joints.get(best);
        if (rest == null && !knownJoints && words.any(ANY_QUANTITY) && !words.any(NO_JOINT)) {
            List<String> nameWords = words.without(ANY_QUANTITY);
            named = nameWords.isEmpty() ? null : String.join("_", nameWords);
            rest = words.words().stream().filter(ANY_QUANTITY::contains).toList();
        }
        if (named == null || rest == null || rest.size() > 1) {
            return null;
        }
        String quantity = rest.isEmpty() ? "q" : rest.get(0);
        return POSITION.contains(quantity)
                ? "joint_positions." + named
                : VELOCITY.contains(quantity)
                        ? "joint_velocities." + named
                        : EFFORT.contains(quantity) ? "joint_efforts." + named : null;
    }

    private @Nullable String contact(String name, ColumnWords words) {
        if (column(name).anyMatch(value -> value != 0 && value != 1)) {
            return null;
        }
        String side = words.words().contains("left") ? "left" : words.words().contains("right") ? "right" : "";
        List<String> rest = words.without(CONTACT);
        List<String> fitting = contacts.stream()
                .filter(contact -> {
                    List<String> its = ColumnWords.of(contact).words();
                    return its.equals(rest) || !side.isEmpty() && its.contains(side);
                })
                .toList();
        return fitting.size() == 1
                ? "contacts." + fitting.get(0)
                : contacts.isEmpty() && !rest.isEmpty() ? "contacts." + String.join("_", rest) : null;
    }

    /** The unit that a column is in, null where it is the SI's. */
    private @Nullable String unit(String name, String place, boolean degrees) {
        String said = ColumnWords.of(name).unit();
        if (said != null && isUnitOf(said, place)) {
            return Set.of("s", "rad", "rad/s", "m/s^2", "Nm").contains(said) ? null : said;
        }
        double largest = column(name).map(Math::abs).max().orElse(0);
        if (place.equals("time")) {
            return timeUnit(name, largest);
        }
        if (place.startsWith("joint_positions.")) {
            return largest > WIDEST_ANGLE || degrees && said == null ? "deg" : null;
        }
        if (place.startsWith("joint_velocities.")) {
            return degrees ? "deg/s" : null;
        }
        if (place.matches("imu\\.[012]")) {
            return largest > FASTEST_TURN ? "deg/s" : null;
        }
        return place.matches("imu\\.[345]") ? accelerationUnit() : null;
    }

    private static boolean isUnitOf(String unit, String place) {
        try {
            return ColumnTarget.parse(place + " [" + unit + "]").factor() > 0;
        } catch (IllegalArgumentException other) {
            return false;
        }
    }

    /** A stamp since 1970 tells its unit by its size, any other by its step: frames come 0.3 ms to 0.9 s apart. */
    private @Nullable String timeUnit(String name, double largest) {
        if (largest > 1e11) {
            return largest > 1e17 ? "ns" : largest > 1e14 ? "us" : "ms";
        }
        double[] times = column(name).toArray();
        double[] steps = new double[Math.max(0, times.length - 1)];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = times[i + 1] - times[i];
        }
        Arrays.sort(steps);
        double step = steps.length == 0 ? 0 : steps[steps.length / 2];
        return step < 0.9 ? null : step < 300 ? "ms" : step < 3e5 ? "us" : "ns";
    }

    /** A robot is at rest, or nearly, most of the time: then the specific force is g. */
    private @Nullable String accelerationUnit() {
        int[] axes = new int[3];
        for (int i = 0; i < 3; i++) {
            axes[i] = -1;
            for (Map.Entry<String, String> column : held.entrySet()) {
                axes[i] = column.getValue().startsWith("imu." + (3 + i)) ? names.indexOf(column.getKey()) : axes[i];
            }
        }
        if (Arrays.stream(axes).anyMatch(axis -> axis < 0)) {
            return null;
        }
        double[] norms = rows.stream()
                .mapToDouble(row -> Math.sqrt(Arrays.stream(axes)
                        .mapToDouble(axis -> row[axis] * row[axis])
                        .sum()))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        double usual = norms.length == 0 ? 0 : norms[norms.length / 2];
        return usual > 0.7 && usual < 1.4 ? "g" : usual > 700 && usual < 1400 ? "mg" : null;
    }

    private boolean goesOn(String name) {
        double[] times = column(name).toArray();
        return times.length > 0 && times[0] >= 0 && (times.length == 1 || times[times.length - 1] > times[0]);
    }

    private DoubleStream column(String name) {
        int at = names.indexOf(name);
        return rows.stream().mapToDouble(row -> row[at]).filter(Double::isFinite);
    }

    /** Columns, all of them. */
    public List<String> columns() {
        return names;
    }

    /** Columns that were not understood, in the file's order. */
    public List<String> notUnderstood() {
        return names.stream().filter(name -> !held.containsKey(name)).toList();
    }

    /** How many joints were found. */
    public long joints() {
        return held.values().stream()
                .filter(place -> place.startsWith("joint_positions."))
                .count();
    }

    /** The map, as {@link ColumnMap#read} takes it. */
    public String json() {
        ObjectNode map = JSON.createObjectNode();
        map.put("delimiter", String.valueOf(form.delimiter()));
        map.put("decimal", String.valueOf(form.decimal()));
        ObjectNode columns = map.putObject("columns");
        held.forEach(columns::put);
        try {
            return JSON.writeValueAsString(map);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of texts is JSON", impossible);
        }
    }

    private static Set<String> union(Set<String> a, Set<String> b, Set<String> c) {
        Set<String> all = new HashSet<>(a);
        all.addAll(b);
        all.addAll(c);
        return Set.copyOf(all);
    }
}
