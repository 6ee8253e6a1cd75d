package dev.pollux.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pollux.files.InputFile;
import dev.pollux.messages.Dimension;
import dev.pollux.messages.MessageField;
import dev.pollux.model.ContactFrame;
import dev.pollux.model.Joint;
import dev.pollux.model.NearestName;
import dev.pollux.model.RobotModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Proposes a column map for a CSV from its line of names, the robot's joints and, if names do not contain units, the
 * magnitudes in the first rows. The proposal must be checked by a person, but can be used unchanged.
 */
public final class ColumnProposal {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final Set<String> TIME = Set.of(
            "t",
            "ts",
            "time",
            "times",
            "timestamp",
            "stamp",
            "clk",
            "clock",
            "elapsed",
            "zeit",
            "zeitstempel",
            "temps",
            "tiempo",
            "tempo");
    private static final Set<String> POSITION = Set.of(
            "q",
            "pos",
            "position",
            "positions",
            "angle",
            "angles",
            "enc",
            "encoder",
            "winkel",
            "posición",
            "posicion",
            "ángulo",
            "angulo",
            "posizione",
            "angolo");
    private static final Set<String> VELOCITY = Set.of(
            "dq",
            "qd",
            "qdot",
            "vel",
            "velocity",
            "velocities",
            "speed",
            "rate",
            "v",
            "geschwindigkeit",
            "winkelgeschwindigkeit",
            "vitesse",
            "velocidad",
            "velocità",
            "velocita");
    private static final Set<String> EFFORT = Set.of(
            "tau", "torque", "torques", "trq", "effort", "efforts", "eff", "moment", "drehmoment", "couple", "coppia");
    private static final Set<String> WANTED =
            Set.of("cmd", "command", "des", "desired", "target", "ref", "reference", "setpoint");

    /** Words for desired or derived quantities, which are not measured. */
    private static final Set<String> NOT_MEASURED = union(WANTED, Set.of("error", "err", "truth", "delta"), Set.of());

    private static final Set<String> FEET = Set.of("foot", "feet", "sole", "fuss", "fuß", "pied", "pie", "piede");

    private static final Set<String> NO_JOINT = union(
            NOT_MEASURED,
            Set.of(
                    "base",
                    "pelvis",
                    "root",
                    "world",
                    "mocap",
                    "vicon",
                    "com",
                    "imu",
                    "x",
                    "y",
                    "z",
                    "w",
                    "acc",
                    "ddq",
                    "current",
                    "temp",
                    "temperature",
                    "voltage",
                    "kp",
                    "kd"),
            FEET);

    /** Words for quantities that no IMU measures, or for an IMU on another body than the robot's. */
    private static final Set<String> NO_IMU =
            union(NOT_MEASURED, Set.of("bias", "cov", "covariance", "com", "left", "right"), FEET);

    private static final Set<String> GYRO = Set.of("gyro", "gyr", "gyroscope", "angvel", "omega");
    private static final Set<String> ACCELEROMETER = Set.of("acc", "accel", "accelerometer", "acceleration", "linacc");
    private static final Set<String> CONTACT = Set.of(
            "contact", "contacts", "touch", "stance", "grounded", "kontakt", "bodenkontakt", "contacto", "contatto");
    private static final Set<String> FOOT = union(FEET, Set.of("left", "right"), Set.of());
    private static final Set<String> ANY_QUANTITY = union(POSITION, VELOCITY, EFFORT);

    private static final int MOST_HINTS = 50;

    private final TableSample sample;
    private final Map<String, String> held = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private final JointNames joints;
    private final Collection<String> contacts;
    private final NumberedColumns numbered;
    private final List<String> timeParts;
    private final List<Joint> robot;
    private final List<String> doubts = new ArrayList<>();

    private ColumnProposal(
            TableSample sample, Collection<String> joints, Collection<String> contacts, List<Joint> robot) {
        this.sample = sample;
        this.robot = robot;
        this.contacts = contacts;
        this.joints = new JointNames(joints);
        timeParts = TimeParts.of(sample, ColumnProposal::isTimeByName);
        numbered = new NumberedColumns(sample, this.joints);
    }

    /**
     * Proposes a map.
     *
     * @param joints the robot's joints; empty: the columns name the joints
     * @param contacts the robot's contacts; empty: likewise
     * @throws IOException if the file is not a table, or no column can be the time
     */
    public static ColumnProposal of(Path csv, Collection<String> joints, Collection<String> contacts)
            throws IOException {
        return of(csv, joints, contacts, List.of());
    }

    /**
     * Proposes a map for a robot's log, and also compares the numbers with the robot's limits.
     *
     * @throws IOException as {@link #of(Path, Collection, Collection)}
     */
    public static ColumnProposal of(Path csv, RobotModel robot) throws IOException {
        List<String> contacts =
                robot.contacts().stream().map(ContactFrame::name).toList();
        return of(csv, robot.jointNames(), contacts, robot.joints());
    }

    private static ColumnProposal of(
            Path csv, Collection<String> joints, Collection<String> contacts, List<Joint> robot) throws IOException {
        InputFile.require(csv);
        if (!Recording.isTable(csv)) {
            throw new IOException(csv + ": " + NothingToMap.of(csv));
        }
        try (CsvRecording table = CsvRecording.table(csv)) {
            ColumnProposal proposal = new ColumnProposal(new TableSample(table), joints, contacts, robot);
            proposal.propose();
            if (!proposal.taken.contains("time")) {
                throw new RecordingException(
                        csv,
                        table.namesLine(),
                        proposal.whyNoTime()
                                + "; the columns are "
                                + CsvColumns.listed(proposal.columns().toArray(String[]::new))
                                + "; say which in a map: {\"columns\": {\"COLUMN\": \"time [ms]\"}}"
                                + FrameCounter.hint(proposal.columns())
                                + proposal.andWordsBelow());
            }
            if (proposal.held.values().stream().allMatch(place -> place.startsWith("time"))) {
                throw new RecordingException(
                        csv,
                        table.namesLine(),
                        "nothing but the time is understood of the columns "
                                + CsvColumns.listed(proposal.columns().toArray(String[]::new))
                                + proposal.andWordsBelow()
                                + proposal.whyNothingElse());
            }
            return proposal;
        }
    }

    private String whyNothingElse() {
        String rows = oneRowAJoint();
        return rows.isEmpty() ? doubts.stream().map(doubt -> "; " + doubt).collect(Collectors.joining()) : rows;
    }

    private String andWordsBelow() {
        return sample.wordsBelow().isEmpty() ? "" : "; " + sample.wordsBelow();
    }

    private void propose() {
        for (String remark : List.of(sample.misfits(), sample.wordsBelow())) {
            if (!remark.isEmpty()) {
                remarks.add(remark);
            }
        }
        if (sample.isEmpty()) {
            remarks.add("no row stands below the names: only they tell what the columns hold, and in which units; where"
                    + " they name none the SI's are taken: check them");
        }
        ColumnMap byName = ColumnMap.of(new LinkedHashSet<>(columns()));
        for (String name : plainestFirst()) {
            ColumnTarget usual = usual(byName, name);
            ColumnWords words = sample.words(name);
            boolean asUsual = usual != null
                    && words.unit() == null
                    && (!usual.place().equals(ColumnTarget.TIME)
                            || sample.hasNumbers(name) && !timeParts.contains(name) && !TimeParts.isPart(sample, name))
                    && (!joints.areKnown() || !usual.place().startsWith("joint_"));
            String place = asUsual && usual != null ? usual.place() : place(name, words);
            if (place != null && taken.add(place)) {
                held.put(name, place);
            }
        }
        numbered.places(ColumnProposal::array, ColumnProposal::firstOfImu).forEach((name, place) -> {
            if (taken.add(place)) {
                held.put(name, place);
            }
        });
        remarks.addAll(numbered.remarks());
        jointsByTheirUnits();
        if (!timeParts.isEmpty() && taken.add("time")) {
            timeParts.forEach(name -> held.put(name, "time"));
            remarks.add("the time is the sum of \"" + String.join("\" and \"", timeParts) + '"');
        }
        if (!taken.contains("time")) {
            timeByItsNumbers();
        }
        tellPartOfImu();
        tellWanted();
        putInFileOrder();
        UnitGuesses guesses = new UnitGuesses(sample, held, robot);
        taken.retainAll(held.values());
        remarks.addAll(guesses.misfits());
        Map<String, UnitGuess> units = guesses.guess();
        remarks.addAll(UnitGuess.told(units.values()));
        doubts.addAll(guesses.doubts(units));
        remarks.addAll(doubts);
        units.forEach((name, guess) -> {
            if (guess.written() != null) {
                held.merge(name, guess.written(), (place, unit) -> place + " [" + unit + "]");
            }
        });
    }

    private void putInFileOrder() {
        Map<String, String> found = new HashMap<>(held);
        held.clear();
        for (String name : columns()) {
            String place = found.get(name);
            if (place != null) {
                held.put(name, place);
            }
        }
    }

    /** Of columns with the same value, such as {@code gyro_x} and {@code head_gyro_x}, the shortest is used. */
    private List<String> plainestFirst() {
        return columns().stream()
                .sorted(Comparator.comparingInt(
                                (String name) -> sample.words(name).words().size())
                        .thenComparingInt(String::length))
                .toList();
    }

    /**
     * A joint's column with otherwise unknown words ({@code LeftKnee Winkel [deg]}) holds the quantity of its unit.
     * Only if no column names that quantity and all such columns have the same words: with two kinds, such as measured
     * and commanded, either may be the measurement.
     */
    private void jointsByTheirUnits() {
        Map<MessageField, Map<List<String>, Map<String, String>>> found = new LinkedHashMap<>();
        for (String name : columns()) {
            ColumnWords words = sample.words(name);
            JointNames.Named joint = held.containsKey(name) ? null : named(words);
            MessageField array = byUnit(words);
            if (joint != null
                    && array != null
                    && joint.others().stream().noneMatch(NO_JOINT::contains)
                    && joint.others().stream().noneMatch(ANY_QUANTITY::contains)) {
                found.computeIfAbsent(array, any -> new LinkedHashMap<>())
                        .computeIfAbsent(joint.others(), any -> new LinkedHashMap<>())
                        .put(name, array.place(joint.name()));
            }
        }
        found.forEach((array, kinds) -> {
            if (taken.stream().anyMatch(array::has)) {
                return;
            }
            Map<String, String> first = kinds.values().iterator().next();
            String example = '"' + first.keySet().iterator().next() + '"';
            String quantity = array.toString().replace('_', ' ');
            if (kinds.size() > 1) {
                remarks.add(kinds.size() + " kinds of columns may be the " + quantity + ", such as " + example
                        + ": name them in the map");
                return;
            }
            first.forEach((name, place) -> {
                if (taken.add(place)) {
                    held.put(name, place);
                }
            });
            remarks.add(quantity + " told by their unit alone: check it (" + example + ")");
        });
    }

    /** The joint array for a column's unit; null if it has none, or that of another quantity. */
    private static @Nullable MessageField byUnit(ColumnWords words) {
        return switch (kind(words)) {
            case ANGLE -> MessageField.JOINT_POSITIONS;
            case ANGULAR_VELOCITY -> MessageField.JOINT_VELOCITIES;
            case TORQUE -> MessageField.JOINT_EFFORTS;
            default -> null;
        };
    }

    private static Dimension kind(ColumnWords words) {
        Unit unit = words.unit() == null ? null : Unit.named(words.unit());
        return unit == null ? Dimension.NUMBER : unit.of();
    }

    /** If columns hold both desired and measured values of a joint, tells which of them is used. */
    private void tellWanted() {
        for (String wanted : columns()) {
            ColumnWords words = sample.words(wanted);
            if (held.containsKey(wanted) || !words.any(WANTED)) {
                continue;
            }
            List<String> rest = words.without(WANTED);
            String measured = held.keySet().stream()
                    .filter(name -> sample.words(name).words().equals(rest))
                    .findFirst()
                    .orElse(null);
            if (measured != null) {
                remarks.add("\"" + measured + "\" is taken as what was measured, \"" + wanted
                        + "\" as what was wanted, which is passed over; so are others named alike");
                return;
            }
        }
    }

    /** Message for a table with one row per joint and the joint's name in a cell; empty for other tables. */
    private String oneRowAJoint() {
        for (String name : columns()) {
            String joint = sample.hasNumbers(name) ? null : joints.of(sample.firstCell(name));
            String quantity = columns().stream()
                    .filter(other -> sample.words(other).words().size() == 1
                            && sample.words(other).any(ANY_QUANTITY))
                    .findFirst()
                    .orElse(null);
            if (joint != null && quantity != null) {
                return "; one row a joint is not read: column \"" + name
                        + "\" names joints, and each row must have those of one"
                        + " time, a column a joint and quantity, such as \"" + joint + "_" + quantity + "\"";
            }
        }
        return "";
    }

    /** An IMU is used only as a whole: tells what is missing. */
    private void tellPartOfImu() {
        List<String> missing = IntStream.range(0, 6)
                .filter(i -> !taken.contains(MessageField.IMU.place(i)))
                .mapToObj(i -> (i < 3 ? "gyroscope " : "accelerometer ") + "xyz".charAt(i % 3))
                .toList();
        if (!missing.isEmpty() && missing.size() < 6) {
            remarks.add("the IMU is not used until all six of its values are named in the map; not found: "
                    + String.join(", ", missing));
        }
    }

    /** Without a name for the time, uses the only column whose numbers rise in every row. */
    private void timeByItsNumbers() {
        List<String> rising = unknownThatRise();
        if (rising.size() == 1) {
            taken.add("time");
            held.put(rising.get(0), "time");
            remarks.add("\"" + rising.get(0) + "\" taken as the time: no other column rises from each row to the next");
        }
    }

    private List<String> unknownThatRise() {
        return columns().stream()
                .filter(name -> !held.containsKey(name)
                        && !sample.words(name).any(NO_JOINT) // a position also increases while a robot walks
                        && !sample.words(name).any(ANY_QUANTITY)
                        && sample.rises(name))
                .toList();
    }

    /** Why neither names nor numbers show the time column. */
    private String whyNoTime() {
        for (String name : columns()) {
            String cell = sample.firstCell(name);
            if (isTimeByName(sample.words(name)) && TimeParts.isPart(sample, name)) {
                return "column \"" + name + "\" is named as a time, but falls back " + sample.falls(name)
                        + " times: it is what is beyond the whole seconds, and no column holds those";
            }
            if (isTimeByName(sample.words(name)) && !sample.hasNumbers(name) && !cell.isEmpty()) {
                return "column \"" + name + "\" is named as a time, and \"" + cell
                        + "\" there is neither a number nor a date and time such as 2026-09-21T08:30:00.002Z";
            }
        }
        List<String> rising = unknownThatRise();
        return "no column is named as a time (t, time, stamp ...), and "
                + (rising.isEmpty()
                        ? "the numbers of none rise as a time's do"
                        : "the numbers of several rise as a time's do: "
                                + CsvColumns.listed(rising.toArray(String[]::new)));
    }

    private static boolean isTimeByName(ColumnWords words) {
        return words.words().isEmpty() && kind(words) == Dimension.TIME
                || words.any(TIME) && words.without(TIME).size() <= 1 && !words.any(NO_JOINT);
    }

    private static @Nullable ColumnTarget usual(ColumnMap byName, String column) {
        try {
            return byName.target(column);
        } catch (IllegalArgumentException wrongUnit) {
            return null;
        }
    }

    private @Nullable String place(String name, ColumnWords words) {
        if (isTimeByName(words)) {
            return !taken.contains("time")
                            && !timeParts.contains(name)
                            && !TimeParts.isPart(sample, name)
                            && (sample.isEmpty() || sample.goesOn(name))
                    ? "time"
                    : null;
        }
        List<String> ofImu = words.without(Set.of("imu"));
        if (ofImu.size() == 1 && ofImu.get(0).matches("[gwa][xyz]")) {
            String only = ofImu.get(0);
            return MessageField.IMU.place((only.charAt(0) == 'a' ? 3 : 0) + "xyz".indexOf(only.charAt(1)));
        }
        int axis = axis(words);
        Integer first = firstOfImu(words.words());
        if (axis >= 0 && first != null) {
            return MessageField.IMU.place(first + axis);
        }
        // one unknown word, an axis and a unit that only an IMU's numbers have: "Beschl. X (g)"
        if (axis >= 0 && words.words().size() == 2 && words.without(NO_JOINT).size() == 1 && !words.any(ANY_QUANTITY)) {
            switch (kind(words)) {
                case ANGULAR_VELOCITY:
                    return MessageField.IMU.place(axis);
                case ACCELERATION:
                    return MessageField.IMU.place(3 + axis);
                default:
                    break;
            }
        }
        if (words.any(CONTACT)) {
            return contact(name, words);
        }
        String joint = joint(words);
        return joint == null && words.any(FOOT) && words.without(FOOT).isEmpty() ? contact(name, words) : joint;
    }

    /** Index in the IMU of the sensor that words name; null if they name none. */
    private static @Nullable Integer firstOfImu(List<String> words) {
        boolean turns = words.stream().anyMatch(GYRO::contains)
                || words.contains("angular") && words.stream().anyMatch(VELOCITY::contains);
        boolean named = (turns || words.stream().anyMatch(ACCELEROMETER::contains))
                && words.stream().noneMatch(NO_IMU::contains);
        return named && words.stream().filter(word -> !NO_JOINT.contains(word)).count() <= 3 ? turns ? 0 : 3 : null;
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
        JointNames.Named joint = named(words);
        if (joint == null || joint.others().size() > 1) {
            return null;
        }
        if (!joint.others().isEmpty()) {
            MessageField array = array(joint.others().get(0));
            return array == null ? null : array.place(joint.name());
        }
        // a joint's name alone is its position, unless its unit is that of another quantity
        MessageField array = byUnit(words);
        return (array == null ? MessageField.JOINT_POSITIONS : array).place(joint.name());
    }

    /** The joint among the words; for an unknown robot, the words besides a quantity. */
    private JointNames.@Nullable Named named(ColumnWords words) {
        if (joints.areKnown() || !words.any(ANY_QUANTITY) || words.any(NO_JOINT)) {
            return joints.in(words);
        }
        List<String> name = words.without(ANY_QUANTITY);
        return name.isEmpty()
                ? null
                : new JointNames.Named(
                        String.join("_", name),
                        words.words().stream().filter(ANY_QUANTITY::contains).toList());
    }

    /** The array of a frame for a word; null if there is none. */
    private static @Nullable MessageField array(String quantity) {
        return POSITION.contains(quantity)
                ? MessageField.JOINT_POSITIONS
                : VELOCITY.contains(quantity)
                        ? MessageField.JOINT_VELOCITIES
                        : EFFORT.contains(quantity) ? MessageField.JOINT_EFFORTS : null;
    }

    private @Nullable String contact(String name, ColumnWords words) {
        if (sample.column(name).anyMatch(value -> value != 0 && value != 1)) {
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
                ? MessageField.CONTACTS.place(fitting.get(0))
                : contacts.isEmpty() && !rest.isEmpty() ? MessageField.CONTACTS.place(String.join("_", rest)) : null;
    }

    /** All columns. */
    public List<String> columns() {
        return sample.names();
    }

    /** Columns that were not understood, in the file's order. */
    public List<String> notUnderstood() {
        return columns().stream()
                .filter(name ->
                        !held.containsKey(name) && !numbered.readAsNames().contains(name))
                .toList();
    }

    /** A sentence for each column that was not understood and nearly names a joint. */
    public List<String> misspelt() {
        List<String> sentences = new ArrayList<>();
        misspeltJoints().values().forEach(sentences::addAll);
        return sentences;
    }

    /** Whether the columns' joints are the robot's, except for few others and typing errors. */
    public boolean isOfTheRobot(long jointsOfColumns) {
        long own = joints();
        return 2 * own >= jointsOfColumns && 10 * (own + misspeltJoints().size()) >= 9 * jointsOfColumns;
    }

    /** Messages about columns that nearly name a joint, by the words that name it. */
    private Map<String, List<String>> misspeltJoints() {
        Map<String, List<String>> sentences = new LinkedHashMap<>();
        if (!joints.areKnown()) {
            return sentences;
        }
        int hints = 0;
        for (String column : notUnderstood()) {
            String cell = numbered.nameIn(column);
            ColumnWords words = cell == null ? sample.words(column) : ColumnWords.of(cell);
            String its = String.join("_", cell == null ? words.without(ANY_QUANTITY) : words.words());
            if (hints < MOST_HINTS && !words.any(NO_JOINT) && !its.isEmpty() && named(words) == null) {
                String hint = NearestName.hint(its, joints.all());
                if (!hint.isEmpty()) {
                    hints++;
                    sentences
                            .computeIfAbsent(its, any -> new ArrayList<>())
                            .add("column \"" + column + "\" " + (cell == null ? "" : "is \"" + cell + "\" and ")
                                    + "names no joint of the robot" + hint);
                }
            }
        }
        return sentences;
    }

    /** The robot's joints without a position column, in the model's order. */
    public List<String> jointsWithoutPosition() {
        return joints.all().stream()
                .filter(joint -> !taken.contains(MessageField.JOINT_POSITIONS.place(joint)))
                .toList();
    }

    /** Whether columns number joints, but not as many as the robot has. */
    public boolean numbersOtherJoints() {
        return numbered.areOther();
    }

    /** Guesses that do not follow from the columns' names, with their basis: a line each. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** Number of joints found. */
    public long joints() {
        return held.values().stream().filter(MessageField.JOINT_POSITIONS::has).count();
    }

    /** The map in the form of {@link ColumnMap#read}. */
    public String json() {
        ObjectNode map = JSON.createObjectNode();
        map.put("delimiter", String.valueOf(sample.form().delimiter()));
        map.put("decimal", String.valueOf(sample.form().decimal()));
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
