package dev.pollux.recording;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
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
 * @param reached the largest number that the example tells of; 0 where it tells of none
 */
record UnitGuess(String quantity, String unit, String basis, String example, double reached) {
    private static final Set<String> SI = Set.of("s", "rad", "rad/s", "m/s^2", "Nm");

    UnitGuess(String quantity, String unit, String basis, String example) {
        this(quantity, unit, basis, example, 0);
    }

    /** One that rests on the largest number of a column. */
    static UnitGuess reaching(String quantity, String unit, String basis, String column, double largest) {
        return new UnitGuess(quantity, unit, basis, '"' + column + "\" reaches " + number(largest), largest);
    }

    /** A number as it is told. */
    static String number(double x) {
        return String.format(Locale.ROOT, "%.4g", x);
    }

    /** The unit as a map needs it, null where it is the SI's. */
    @Nullable String written() {
        return SI.contains(unit) ? null : unit;
    }

    /** A line for those of the guesses that are alike, each with how many there are, and the example that reaches furthest. */
    static List<String> told(Iterable<UnitGuess> guesses) {
        Map<List<String>, List<UnitGuess>> alike = new LinkedHashMap<>();
        for (UnitGuess guess : guesses) {
            alike.computeIfAbsent(List.of(guess.quantity, guess.unit, guess.basis), key -> new ArrayList<>())
                    .add(guess);
        }
        return alike.values().stream()
                .map(same -> {
                    UnitGuess first = Collections.max(same, Comparator.comparingDouble(guess -> guess.reached));
                    return first.quantity + (same.size() == 1 ? "" : " (" + same.size() + " columns)") + " taken in "
                            + first.unit + ": " + first.basis
                            + (first.example.isEmpty() ? "" : " (" + first.example + ")");
                })
                .toList();
    }
}
