package dev.pollux.recording;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds a robot's joints in texts by the words of their names, in any spelling. */
final class JointNames {
    private final List<String> all;
    private final Map<List<String>, String> byWords = new LinkedHashMap<>();

    /** @param all in the model's order; empty if the robot is unknown */
    JointNames(Collection<String> all) {
        this.all = List.copyOf(all);
        all.forEach(joint -> byWords.put(ColumnWords.of(joint).words(), joint));
    }

    /** The names, in the model's order; empty if the robot is unknown. */
    List<String> all() {
        return all;
    }

    /** Whether the robot is known. */
    boolean areKnown() {
        return !all.isEmpty();
    }

    /** The joint that a text names, for an unknown robot the text; null if there is none. */
    @Nullable String of(String text) {
        return all.contains(text) || !areKnown() && !text.isEmpty()
                ? text
                : byWords.get(ColumnWords.of(text).words());
    }

    /** The joint with the longest name among words, ignoring others; null if there is none. */
    @Nullable Named in(ColumnWords words) {
        List<String> best = List.of();
        Named named = null;
        for (Map.Entry<List<String>, String> joint : byWords.entrySet()) {
            List<String> others = words.without(joint.getKey());
            if (others != null && joint.getKey().size() > best.size()) {
                best = joint.getKey();
                named = new Named(joint.getValue(), others);
            }
        }
        return named;
    }

    /** A joint that words name, and the remaining words. */
    record Named(String name, List<String> others) {}
}
