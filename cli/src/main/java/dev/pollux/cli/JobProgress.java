package dev.pollux.cli;

import org.jspecify.annotations.Nullable;

/** What is told of a job that is looked at again and again: each failure once, and that it runs again after one. */
final class JobProgress {
    private boolean runs = true;
    private String last = "";

    /**
     * What is new.
     *
     * @param running whether every task runs
     * @param nobody that no broker answers, where that is so: tasks run without one for a while, and then fail
     * @param failure what the job failed of last; empty where it never failed
     * @return a line; null where there is nothing to tell
     */
    @Nullable String news(boolean running, @Nullable String nobody, String failure) {
        if (!failure.equals(last)) {
            last = failure;
            runs = false;
            return "the job failed and restarts: " + (nobody == null ? failure : nobody + " (" + failure + ")");
        }
        if (running && nobody == null && !runs) {
            runs = true;
            return "the job runs again";
        }
        return null;
    }
}
