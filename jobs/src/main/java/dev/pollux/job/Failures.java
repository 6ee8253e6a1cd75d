package dev.pollux.job;

import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bugs in Pollux that a record triggers: the record is rejected as FAILED and the job continues. Failures of the
 * machine, such as lack of memory, are not handled here but by Flink's restarts.
 */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    /** Number of bugs logged with a stack trace, each once: a robot may trigger one a thousand times a second. */
    private static final int MOST_LOGGED = 100;

    private final Set<String> logged = new HashSet<>();

    /** Work that may fail because of a bug. */
    interface Work<T> {
        T done() throws FrameRejectedException;
    }

    /**
     * Does some work on a record. It must not call Flink, whose failures are those of the machine.
     *
     * @throws FrameRejectedException FAILED if the program failed; otherwise that of the work
     */
    <T> T attempt(Object record, Work<T> work) throws FrameRejectedException {
        try {
            return work.done();
        } catch (RuntimeException | StackOverflowError | AssertionError failure) {
            throw refusal(failure, record);
        }
    }

    /** The rejection of a record on which the program failed. */
    FrameRejectedException refusal(Throwable failure, Object record) {
        String words = words(failure);
        if (logged.size() < MOST_LOGGED && logged.add(words)) {
            LOG.error("failed on {}: {}; this fault is logged once", record, words, failure);
        }
        return new FrameRejectedException(RejectReason.FAILED, words);
    }

    private static String words(Throwable failure) {
        String where = Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("dev.pollux."))
                .findFirst()
                .map(frame -> " (in " + frame.getClassName() + "." + frame.getMethodName() + ", line "
                        + frame.getLineNumber() + ")")
                .orElse("");
        return failure.getClass().getSimpleName()
                + (failure.getMessage() == null ? "" : ": " + failure.getMessage())
                + where
                + "; this is a fault of Pollux: please report it with this record";
    }
}
