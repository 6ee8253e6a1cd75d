package dev.pollux.job;

import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Faults of the program that a record brought to light: the record is refused as FAILED and the job goes on. What is the
 * machine's fault, such as too little memory, is not for here: that is what restarts are for.
 */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    /** Faults that are logged with their stack trace, each once: a robot may bring one to light a thousand times a second. */
    private static final int MOST_LOGGED = 100;

    private final Set<String> logged = new HashSet<>();

    /** Something that a fault of the program may break off. */
    interface Work<T> {
        T done() throws FrameRejectedException;
    }

    /**
     * What comes of some work on a record; none of it may be Flink's, whose failures are the machine's.
     *
     * @throws FrameRejectedException FAILED where the program failed, else the work's own
     */
    <T> T attempt(Object record, Work<T> work) throws FrameRejectedException {
        try {
            return work.done();
        } catch (RuntimeException | StackOverflowError | AssertionError failure) {
            throw refusal(failure, record);
        }
    }

    /** The refusal of a record on which the program failed. */
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
