package dev.pollux.recording;

import java.util.List;
import java.util.Set;

/** A column that numbers the frames, which motion capture writes in place of a time. */
final class FrameCounter {
    private static final Set<String> WORDS =
            Set.of("frame", "frames", "sample", "samples", "index", "idx", "bild", "image");

    private FrameCounter() {}

    /** Advice for a table without a time that has such a column, to follow an error; empty if it has none. */
    static String hint(List<String> columns) {
        return columns.stream()
                .filter(FrameCounter::isOne)
                .findFirst()
                .map(name -> "; \"" + name
                        + "\" numbers the frames and is no time: add a column of seconds, that number divided"
                        + " by the frames a second")
                .orElse("");
    }

    private static boolean isOne(String column) {
        List<String> words = ColumnWords.of(column).words();
        return !words.isEmpty()
                && words.stream().allMatch(word -> WORDS.contains(word) || word.matches("nr|no|number|id"))
                && words.stream().anyMatch(WORDS::contains);
    }
}
