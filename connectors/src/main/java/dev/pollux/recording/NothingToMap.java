package dev.pollux.recording;

import dev.pollux.model.Counted;
import java.io.IOException;
import java.nio.file.Path;

/** Explains why a JSON file needs no column map, and what else is wrong if its first lines are not frames. */
final class NothingToMap {
    /** Number of lines that are read. */
    private static final int FIRST = 100;

    private NothingToMap() {}

    /** The reason, as the end of a sentence that names the file. */
    static String of(Path file) throws IOException {
        if (isMap(file)) {
            return "is a column map itself: give the log that it is for (pollux columns LOG.csv), or use it with --columns "
                    + file;
        }
        int refused = 0;
        String first = "";
        try (Recording lines = JsonLines.open(file)) {
            RecordedFrame frame = new RecordedFrame();
            for (int looked = 0; looked < FIRST; looked++) {
                try {
                    if (!lines.next(frame)) {
                        break;
                    }
                    return "is JSON Lines, whose frames name their fields: there is nothing to map; 'pollux evaluate "
                            + file + "' reads it as it is" + before(refused, first);
                } catch (LineRefusedException noFrame) {
                    first = refused++ == 0 ? String.valueOf(noFrame.getMessage()) : first;
                }
            }
        }
        return "is JSON Lines, which no map can help, and "
                + (refused == 0
                        ? "it holds no frame"
                        : "its first " + Counted.of(refused, "line") + (refused == 1 ? " is" : " are")
                                + " refused as no frame: " + first
                                + "; docs/recordings.md says what frames look like");
    }

    private static String before(int refused, String first) {
        return refused == 0 ? "" : ", but for " + Counted.of(refused, "line") + " before its first frame: " + first;
    }

    private static boolean isMap(Path file) throws IOException {
        try {
            ColumnMap.read(file);
            return true;
        } catch (RecordingException none) {
            return false;
        }
    }
}
