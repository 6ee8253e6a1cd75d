package dev.pollux.job;

import dev.pollux.state.FrameRejectedException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reasons why the last records of some models were rejected, for messages to frames that name these models. Not part of
 * the job's state: after a restart, the records in {@code twin.rejected} and {@code twin.events} remain.
 */
final class RefusedModels {
    /** Number of models kept, which limits memory if a sender invents names. */
    private static final int MOST = 100;

    /** Greatest length of a reason, characters. */
    private static final int LONGEST = 300;

    private final Map<String, String> reasons = new LinkedHashMap<>();

    /** Notes why a model's record was rejected; replaces the oldest entry if full. */
    void note(String id, FrameRejectedException rejection) {
        reasons.remove(id);
        if (reasons.size() == MOST) {
            reasons.remove(reasons.keySet().iterator().next());
        }
        String why = rejection.reason() + ": " + rejection.getMessage();
        reasons.put(id, why.length() <= LONGEST ? why : why.substring(0, LONGEST) + "…");
    }

    /** Forgets a model that has another record now. */
    void forget(String id) {
        reasons.remove(id);
    }

    /** Why a model's last record was rejected; null if it was not, or is no longer known. */
    @Nullable String why(String id) {
        return reasons.get(id);
    }
}
