package dev.pollux.recording;

import dev.pollux.messages.FieldForm;
import dev.pollux.messages.MessageField;
import dev.pollux.model.NearestName;
import dev.pollux.model.Printable;
import dev.pollux.state.SensorFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The layout of the columns of one CSV: which cells form which sensor of a frame. */
final class CsvColumns {
    /** Texts for missing numbers, in any case; four letters at most. */
    private static final Set<String> MISSING = Set.of("nan", "-nan", "na", "n/a", "#n/a", "null", "none");

    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+[.,]?\\d*|[.,]\\d+)([eE][-+]?\\d+)?");

    /** Greatest length of a number. */
    private static final int LONGEST_NUMBER = 100;

    private static final String SEQ = MessageField.SEQ.toString();
    private static final String EPISODE = MessageField.EPISODE.toString();
    private static final String[] SIX = {"0", "1", "2", "3", "4", "5"};

    /** Number of errors with a suggested name: each compares all columns. */
    private static final int MOST_HINTS = 50;

    /** Greatest length of the column names in an error. */
    private static final int MOST_LISTED = 300;

    private final Map<String, Integer> columnOf = new HashMap<>();
    private final String[] columns;
    private final long namesLine;
    private final double[] row;
    private final double[] factor;
    private final boolean[] isRead;
    private final boolean[] isFlag;
    private final char decimal;
    private final List<String> passedOver;
    private final List<SensorCells> sensors = new ArrayList<>();
    private final TimeColumns time;
    private final boolean[] isTime;
    private final String[] joints;
    private final String[] contacts;
    private final String[] wrenches;

    /**
     * Builds the layout.
     *
     * @param namesLine number of the line of names
     * @param units below the names; null if there are none. A map overrides them
     */
    CsvColumns(String[] columns, long namesLine, @Nullable UnitsLine units, ColumnMap map, Lines lines)
            throws IOException {
        this.columns = columns;
        this.namesLine = namesLine;
        row = new double[columns.length];
        isRead = new boolean[columns.length];
        isTime = new boolean[columns.length];
        time = new TimeColumns(columns);
        factor = new double[columns.length];
        isFlag = new boolean[columns.length];
        decimal = map.form().decimal();
        List<String> understood = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        Set<String> jointNames = new LinkedHashSet<>();
        Set<String> contactNames = new LinkedHashSet<>();
        Set<String> wrenchNames = new LinkedHashSet<>();
        for (int i = 0; i < columns.length; i++) {
            ColumnTarget held = target(i, units, map, lines);
            if (held == null) {
                unknown.add(columns[i]);
                continue;
            }
            understood.add(columns[i]);
            String target = held.place();
            factor[i] = held.factor();
            isRead[i] = true;
            isTime[i] = target.equals(ColumnTarget.TIME);
            int other = place(i, held, map);
            if (other >= 0) {
                throw complaint(
                        lines,
                        "column \"" + columns[i] + "\" holds " + target + ", as column \"" + columns[other] + "\" does"
                                + map.hintOfDoubled(columns[i]));
            }
            MessageField field = ColumnTarget.field(target);
            String part = ColumnTarget.part(target);
            switch (field == null ? FieldForm.ONE : field.form()) {
                case PER_JOINT -> jointNames.add(part);
                case FLAG_PER_CONTACT -> {
                    contactNames.add(part);
                    isFlag[i] = true;
                }
                case SIX_PER_CONTACT -> wrenchNames.add(part.replaceFirst("\\.[^.]*$", ""));
                default -> {}
            }
        }
        joints = names(jointNames, SensorFrame.MAX_JOINTS, "joints", lines);
        contacts = names(contactNames, SensorFrame.MAX_CONTACTS, "contacts", lines);
        wrenches = names(wrenchNames, SensorFrame.MAX_CONTACTS, "contacts with wrenches", lines);
        lay("", false);
        lay(ColumnTarget.TRUTH, true);
        requireTargets(map, lines);
        passedOver = new ArrayList<>(NumberedColumns.withoutNames(unknown, understood));
        for (String missing : map.missing(List.of(columns))) {
            passedOver.add(listed(missing) + ", which the map names and the file does not have"
                    + (passedOver.size() < MOST_HINTS ? NearestName.hint(missing, List.of(columns)) : ""));
        }
    }

    private @Nullable ColumnTarget target(int i, @Nullable UnitsLine units, ColumnMap map, Lines lines)
            throws IOException {
        ColumnTarget told;
        try {
            told = map.target(columns[i]);
        } catch (IllegalArgumentException wrong) {
            throw complaint(lines, "column \"" + columns[i] + "\": " + wrong.getMessage());
        }
        String said = told == null || units == null || !map.isByName() ? null : units.said(i);
        if (told == null || units == null || said == null) {
            return told;
        }
        String misfit = ColumnTarget.misfit(said, told.place());
        if (misfit != null) {
            throw new RecordingException(
                    lines.file(),
                    units.number(),
                    "looks like units; column \"" + columns[i] + "\": " + misfit
                            + ": the unit of its numbers is not known; say it in a map for --columns ('pollux columns "
                            + lines.file() + "' writes a proposal)");
        }
        return ColumnTarget.isUnitOf(said, told.place()) ? told.in(said) : told;
    }

    /** Assigns a column to its place; returns the column already there, −1 if none. A map may repeat the time. */
    private int place(int i, ColumnTarget held, ColumnMap map) {
        if (held.place().equals(ColumnTarget.TIME)) {
            int other = map.isByName() ? time.first() : -1;
            return other >= 0 ? other : time.add(i, held.factor());
        }
        Integer other = columnOf.putIfAbsent(held.place(), i);
        return other == null ? -1 : other;
    }

    private String[] names(Set<String> found, int most, String what, Lines lines) throws IOException {
        if (found.size() > most) {
            throw complaint(lines, found.size() + " " + what + "; expected at most " + most);
        }
        return found.toArray(String[]::new);
    }

    private void lay(String of, boolean truth) {
        String[] sixEach = new String[6 * wrenches.length];
        for (int i = 0; i < sixEach.length; i++) {
            sixEach[i] = wrenches[i / 6] + "." + SIX[i % 6];
        }
        for (MessageField field : ColumnTarget.SENSORS) {
            List<String> parts = switch (field.form()) {
                case PER_JOINT -> List.of(joints);
                case FLAG_PER_CONTACT -> List.of(contacts);
                case SIX_PER_CONTACT -> List.of(sixEach);
                case POSE -> ColumnTarget.POSE;
                default -> List.of(SIX);
            };
            int[] cells = parts.stream()
                    .mapToInt(part -> columnOf.getOrDefault(of + field.place(part), -1))
                    .toArray();
            if (Arrays.stream(cells).anyMatch(cell -> cell >= 0)) {
                sensors.add(new SensorCells(field.sensor(), truth, cells));
            }
        }
    }

    private void requireTargets(ColumnMap map, Lines lines) throws IOException {
        if (time.first() < 0) {
            String said = map.column(ColumnTarget.TIME);
            String near = NearestName.near("time", List.of(columns));
            throw complaint(
                    lines,
                    said != null
                            ? "the map says that column \"" + said + "\" holds the time, and there is none"
                                    + NearestName.hint(said, List.of(columns)) + "; there are " + listed(columns)
                            : "no column holds the time: expected one named t or time, or one that --columns MAP names"
                                    + " ('pollux columns " + lines.file() + "' writes a proposal); there are "
                                    + listed(columns)
                                    + (near == null
                                            ? FrameCounter.hint(List.of(columns))
                                            : "; \"" + near + "\" may be it: its unit is for the map to say"));
        }
        if (sensors.stream().allMatch(SensorCells::ofTruth)) {
            throw complaint(
                    lines,
                    "nothing but the time is understood of the columns " + listed(columns)
                            + "; say what they hold with --columns MAP ('pollux columns " + lines.file()
                            + "' writes a proposal)");
        }
    }

    /** An error about the columns' names. */
    private RecordingException complaint(Lines lines, String what) {
        return new RecordingException(lines.file(), namesLine, what);
    }

    /** Names of columns for messages, shortened if there are many. */
    static String listed(String... columns) {
        String all = Printable.of(String.join(", ", columns));
        return all.length() <= MOST_LISTED ? all : all.substring(0, MOST_LISTED) + " …";
    }

    /** Unknown columns, then those of the map that do not exist, in words. */
    List<String> passedOver() {
        return passedOver;
    }

    List<String> jointNames() {
        return List.of(joints);
    }

    /** Fills a frame from the cells of a row. */
    void fill(String[] cells, long number, Lines lines, RecordedFrame out) throws IOException {
        if (cells.length != columns.length) {
            throw lines.refused(cells.length + (cells.length == 1 ? " cell" : " cells") + "; expected " + columns.length
                    + ", one for each column");
        }
        for (int column = 0; column < cells.length; column++) {
            if (isRead[column]) {
                row[column] = value(cells[column], column, lines);
            }
        }
        out.clear();
        for (SensorCells sensor : sensors) {
            sensor.fill(row, out);
        }
        name(out.frame);
        name(out.truth);
        out.frame.stampNanos = time.nanos(row, cells, this::point, lines);
        out.frame.seq = columnOf.containsKey(SEQ) ? (long) required(SEQ, lines) : number;
        out.frame.mark(SensorFrame.SEQ | SensorFrame.STAMP);
        out.episode = columnOf.containsKey(EPISODE) ? (int) required(EPISODE, lines) : 0;
    }

    private void name(SensorFrame frame) {
        frame.jointCount = joints.length;
        frame.jointNames = joints;
        frame.contactCount = contacts.length;
        frame.contactNames = contacts;
        frame.wrenchCount = wrenches.length;
        frame.wrenchNames = wrenches;
    }

    private double value(String cell, int column, Lines lines) throws IOException {
        if (cell.isEmpty() || isMissing(cell)) {
            return Double.NaN;
        }
        Double word = isFlag[column] ? flag(cell) : isTime[column] ? DateAndTime.seconds(cell) : null;
        if (word != null) {
            return word;
        }
        try {
            double x = cell.length() <= LONGEST_NUMBER ? Double.parseDouble(point(cell)) : Double.NaN;
            if (Double.isFinite(x)) {
                return factor[column] * x;
            }
        } catch (NumberFormatException wrong) {
            // reported below
        }
        String hint = decimal == '.' && cell.matches("[-+]?\\d*,\\d+([eE][-+]?\\d+)?")
                ? "; for decimal commas say \"decimal\": \",\" in a map for --columns"
                : "";
        throw lines.refused("column \"" + columns[column] + "\" is \""
                + cell.substring(0, Math.min(cell.length(), 40)) + "\"; expected a number, "
                + (isTime[column] ? "or a date and time such as 2026-09-21T08:30:00.002Z" : "or nothing where missing")
                + hint);
    }

    /** Whether a cell is empty or marks a missing number. */
    static boolean isMissing(String cell) {
        return cell.length() <= 4 && MISSING.contains(cell.toLowerCase(Locale.ROOT));
    }

    /** Whether a cell is a number, with a decimal point or comma. */
    static boolean isNumber(String cell) {
        return cell.length() <= LONGEST_NUMBER && NUMBER.matcher(cell).matches();
    }

    /** 1 for true, 0 for false, in any case; null for anything else. */
    static @Nullable Double flag(String cell) {
        return cell.equalsIgnoreCase("true") ? Double.valueOf(1) : cell.equalsIgnoreCase("false") ? 0.0 : null;
    }

    private String point(String cell) {
        return decimal == '.' ? cell : cell.replace('.', 'x').replace(decimal, '.');
    }

    private double required(String target, Lines lines) throws IOException {
        Integer column = columnOf.get(target);
        double value = column == null ? Double.NaN : row[column];
        if (!(value >= 0 && value < 9e9)) {
            throw lines.refused("the " + target + " is " + (Double.isNaN(value) ? "missing" : Double.toString(value))
                    + "; expected 0 to 9e9");
        }
        return value;
    }
}
