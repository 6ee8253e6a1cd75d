package dev.pollux.job;

import dev.pollux.state.FrameRejectedException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why the last records of some models held none, so that frames which name such a model say so too. A help for people and no
 * state of the job: after a restart the records in {@code twin.rejected} and {@code twin.events} still tell.
 */
final class RefusedModels {
    /** Models that are kept: a sender that makes up names costs no more memory than so many. */
    private static final int MOST = 100;

    /** Characters of a reason. */
    private static final int LONGEST = 300;

    private final Map<String, String> reasons = new LinkedHashMap<>();

    /** Notes why a model's record was refused; the longest noted one makes room. */
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

    /** Why a model's last record was refused; null where it was not, or that is no longer known. */
    @Nullable String why(String id) {
        return reasons.get(id);
    }
}
