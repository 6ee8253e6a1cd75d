package dev.pollux.recording;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
    private static final Set<String> SI = Set.of("s", "rad", "rad/s", "m/s^2", "Nm");

    /** The unit as a map needs it, null where it is the SI's. */
    @Nullable String written() {
        return SI.contains(unit) ? null : unit;
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
}
