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
 * The assumed unit of a column in a CSV.
 *
 * @param quantity what is measured, for messages
 * @param unit as in a column map
 * @param basis basis of the guess, equal for similar columns
 * @param example observation in this column; empty if the basis is complete
 * @param reached the largest number in the example; 0 if there is none
 */
record UnitGuess(String quantity, String unit, String basis, String example, double reached) {
    private static final Set<String> SI = Set.of("s", "rad", "rad/s", "m/s^2", "Nm");

    UnitGuess(String quantity, String unit, String basis, String example) {
        this(quantity, unit, basis, example, 0);
    }

    /** A guess from the largest number of a column. */
    static UnitGuess reaching(String quantity, String unit, String basis, String column, double largest) {
        return new UnitGuess(quantity, unit, basis, '"' + column + "\" reaches " + number(largest), largest);
    }

    /** A number as printed. */
    static String number(double x) {
        return String.format(Locale.ROOT, "%.4g", x);
    }

    /** The unit for a map, null if it is the SI unit. */
    @Nullable String written() {
        return SI.contains(unit) ? null : unit;
    }

    /** One line per group of equal guesses, each with their number and the example with the largest number. */
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
