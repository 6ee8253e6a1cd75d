package dev.pollux.recording;

import dev.pollux.messages.MessageField;
import dev.pollux.model.Joint;
import dev.pollux.model.JointType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Conclusions from the magnitudes of joint numbers about their units, using the robot's limits if known. */
final class JointSizes {
    private static final double DEGREE = Math.PI / 180;

    /** Turn that no joint with limits reaches, in degrees or radians. */
    private static final double THREE_TURNS = 1080;

    /** Excess over a limit, rad, from which the unit is another one; less may be a wrong zero. */
    private static final double FAR_BEYOND = 0.5;

    /** Tolerance of limits, rad. */
    private static final double NEARLY = 0.1;

    /** Share of a turn from which a step between two rows is not motion. */
    private static final double LEAP = 0.8;

    /** Share of a column's numbers that must fit; the others may be outliers. */
    private static final double NEARLY_ALL = 0.98;

    /** Multiple of the greatest effort from which the unit is another one. */
    private static final double TOO_STRONG = 10;

    private final TableSample sample;
    private final Map<String, Joint> positions = new LinkedHashMap<>();
    private final Map<String, Joint> efforts = new LinkedHashMap<>();
    private final Predicate<String> said;
    private final @Nullable String counts;
    private final @Nullable String wrapped;
    private final @Nullable String degrees;

    /**
     * Evaluates the joints' columns together.
     *
     * @param held column to its place in a frame
     * @param robot its joints; empty if unknown
     * @param said whether a column's unit is given
     */
    JointSizes(TableSample sample, Map<String, String> held, List<Joint> robot, Predicate<String> said) {
        this.sample = sample;
        this.said = said;
        held.forEach((column, place) -> {
            Joint joint = joint(place, robot);
            if (MessageField.JOINT_POSITIONS.has(place) && joint.type().turns()) {
                positions.put(column, joint);
            } else if (MessageField.JOINT_EFFORTS.has(place)) {
                efforts.put(column, joint);
            }
        });
        counts = first(this::isCounts);
        wrapped = counts != null ? null : wrapped();
        degrees = counts != null || wrapped != null ? null : inDegrees();
    }

    private static Joint joint(String place, List<Joint> robot) {
        String name = place.substring(place.indexOf('.') + 1);
        return robot.stream()
                .filter(joint -> joint.name().equals(name))
                .findFirst()
                .orElseGet(() -> unbounded(name));
    }

    private static Joint unbounded(String name) {
        double none = Double.POSITIVE_INFINITY;
        return new Joint(name, JointType.CONTINUOUS, -none, none, none, none, 0, 0, 0, 0, 0);
    }

    private static boolean isBounded(Joint joint) {
        return joint.lower() > Double.NEGATIVE_INFINITY && joint.upper() < Double.POSITIVE_INFINITY;
    }

    private @Nullable String first(Predicate<Map.Entry<String, Joint>> of) {
        return positions.entrySet().stream()
                .filter(of)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** A wheel may turn many times; but then its numbers are hardly all integers. */
    private boolean isCounts(Map.Entry<String, Joint> column) {
        String name = column.getKey();
        return !said.test(name)
                && sample.usualReach(name) > THREE_TURNS
                && (isBounded(column.getValue()) || sample.column(name).allMatch(x -> x == Math.rint(x)));
    }

    /** Columns in encoder counts; no unit tells how many make a turn. */
    Set<String> counts() {
        return counts == null
                ? Set.of()
                : Set.copyOf(positions.keySet().stream()
                        .filter(name -> !said.test(name))
                        .toList());
    }

    /** Problems with the positions as a whole, in sentences. */
    List<String> remarks() {
        List<String> told = new ArrayList<>();
        if (counts != null) {
            told.add("joint positions look like encoder counts (\"" + counts + "\" reaches "
                    + UnitGuess.number(sample.usualReach(counts))
                    + ", more than 3 turns in degrees): they are not taken;"
                    + " in the table, divide them by the counts a turn, times 360, and name the columns with [deg]");
        }
        if (wrapped != null) {
            told.add("joint positions are wrapped to one turn from 0 on (\"" + wrapped + "\" reaches "
                    + UnitGuess.number(sample.usualReach(wrapped))
                    + "): in the table, subtract a turn from the numbers beyond a joint's upper limit; a map cannot");
        }
        return told;
    }

    private @Nullable String wrapped() {
        for (double turn : new double[] {360, 2 * Math.PI}) {
            if (positions.keySet().stream()
                    .allMatch(name -> sample.column(name).allMatch(x -> x >= 0 && x <= 1.001 * turn))) {
                String leaping = first(column -> sample.largestStep(column.getKey()) > LEAP * turn);
                if (leaping != null) {
                    return leaping;
                }
                String beyond = first(column -> isBounded(column.getValue())
                        && sample.usualReach(column.getKey()) > 0.9 * turn
                        && sample.usualReach(column.getKey()) * 2 * Math.PI / turn
                                > column.getValue().upper() + NEARLY);
                if (beyond != null && positions.entrySet().stream().allMatch(column -> fits(column, turn))) {
                    return beyond;
                }
            }
        }
        return null;
    }

    /** Whether a column's numbers are within the joint's limits after one turn is subtracted from those beyond. */
    private boolean fits(Map.Entry<String, Joint> column, double turn) {
        Joint joint = column.getValue();
        return share(column.getKey(), x -> {
                    double angle = x * 2 * Math.PI / turn;
                    return angle <= joint.upper() + NEARLY || angle - 2 * Math.PI >= joint.lower() - NEARLY;
                })
                >= NEARLY_ALL;
    }

    private double share(String name, DoublePredicate of) {
        return sample.column(name).map(x -> of.test(x) ? 1 : 0).average().orElse(1);
    }

    /** How far a column's numbers, in a unit, exceed the joint's limits, rad; negative if they are within. */
    private double beyond(String name, double unit) {
        Joint joint = positions.getOrDefault(name, unbounded(name));
        return Math.max(unit * sample.usualMost(name) - joint.upper(), joint.lower() - unit * sample.usualLeast(name));
    }

    /** Two joints, or a quarter of them, are far beyond their limits in radians, and none in degrees. */
    private @Nullable String inDegrees() {
        List<String> free =
                positions.keySet().stream().filter(name -> !said.test(name)).toList();
        List<String> far =
                free.stream().filter(name -> beyond(name, 1) > FAR_BEYOND).toList();
        boolean many = far.size() > 1 || !far.isEmpty() && 4 * far.size() >= free.size();
        if (!many || free.stream().anyMatch(name -> beyond(name, DEGREE) > NEARLY)) {
            return null;
        }
        return "in rad " + (far.size() == 1 ? "a joint" : far.size() + " joints")
                + " would be beyond the model's limits, " + reach(far.get(0), 1) + ", and in deg none is: check it";
    }

    private String reach(String name, double unit) {
        Joint joint = positions.getOrDefault(name, unbounded(name));
        boolean above = unit * sample.usualMost(name) - joint.upper() > joint.lower() - unit * sample.usualLeast(name);
        return "\"" + name + "\" reaches "
                + UnitGuess.number(unit * (above ? sample.usualMost(name) : sample.usualLeast(name)))
                + " rad with a limit of " + UnitGuess.number(above ? joint.upper() : joint.lower()) + " rad";
    }

    /** Evidence that joints with small numbers are in degrees nevertheless; null if there is none. */
    @Nullable String degrees() {
        return degrees;
    }

    /** A sentence if the model's limits contradict the assumed units; otherwise null. */
    @Nullable String doubt(Map<String, UnitGuess> units) {
        if (counts != null || wrapped != null) {
            return null;
        }
        Map<String, Double> far = new LinkedHashMap<>();
        positions.keySet().forEach(name -> {
            UnitGuess taken = units.get(name);
            Unit unit = taken == null ? null : Unit.named(taken.unit());
            if (unit != null && beyond(name, unit.factor()) > FAR_BEYOND) {
                far.put(name, unit.factor());
            }
        });
        if (far.isEmpty()) {
            return null;
        }
        Map.Entry<String, Double> first = far.entrySet().iterator().next();
        return far.size() + " of " + positions.size() + " joints would be beyond the model's limits, "
                + reach(first.getKey(), first.getValue()) + ": check the unit, the zeros and the model";
    }

    /** Evidence that efforts are in thousandths; null if there is none. */
    @Nullable String milliEfforts() {
        return efforts.entrySet().stream()
                .filter(column -> !said.test(column.getKey())
                        && column.getValue().type().turns()
                        && column.getValue().maxEffort() < Double.POSITIVE_INFINITY
                        && sample.usualReach(column.getKey())
                                > TOO_STRONG * column.getValue().maxEffort())
                .findFirst()
                .map(column -> '"' + column.getKey() + "\" reaches "
                        + UnitGuess.number(sample.usualReach(column.getKey())) + ", and the model's limit is "
                        + UnitGuess.number(column.getValue().maxEffort()) + " Nm: check it")
                .orElse(null);
    }
}
