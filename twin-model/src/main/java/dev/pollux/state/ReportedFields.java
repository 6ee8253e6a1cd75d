package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Those of a robot's {@link UnusedFields} that were reported: each is reported once. */
public final class ReportedFields {
    private short[] marks = {};

    /**
     * Reports the parts of a frame that were not reported yet, as one event.
     *
     * @param events receives the event
     */
    public void tell(UnusedFields parts, List<TwinEvent> events) {
        int news = 0;
        for (int i = 0; i < parts.count(); i++) {
            news += told(parts.mark(i)) ? 0 : 1;
        }
        if (news == 0 || marks.length >= UnusedFields.MOST) {
            return;
        }
        List<String> words = new ArrayList<>();
        for (int i = 0; i < parts.count() && marks.length < UnusedFields.MOST; i++) {
            short mark = parts.mark(i);
            if (!told(mark)) {
                marks = Arrays.copyOf(marks, marks.length + 1);
                marks[marks.length - 1] = mark;
                words.add(parts.words(i));
            }
        }
        boolean last = marks.length >= UnusedFields.MOST;
        events.add(new TwinEvent(
                TwinEvent.Kind.IGNORED,
                "not used: " + String.join(", ", words)
                        + (last ? "; further unused parts of its frames are not reported" : ""),
                Map.of("parts", (double) words.size())));
    }

    private boolean told(short mark) {
        for (short known : marks) {
            if (known == mark) {
                return true;
            }
        }
        return false;
    }

    void describe(StateFields f) throws IOException {
        int count = f.count(marks.length, UnusedFields.MOST);
        marks = count == marks.length ? marks : new short[count];
        for (int i = 0; i < count; i++) {
            marks[i] = (short) f.whole(marks[i]);
        }
    }
}
