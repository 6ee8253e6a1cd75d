package dev.pollux.cli;

import org.jspecify.annotations.Nullable;

/** Reports about a job that is polled: each failure once, and that the job runs again afterwards. */
final class JobProgress {
    private boolean runs = true;
    private String last = "";

    /**
     * The next report.
     *
     * @param running whether every task runs
     * @param nobody text that no broker answers, if so: tasks run without one for a while, and then fail
     * @param failure the job's last failure; empty if there was none
     * @return a line; null if there is nothing new
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
