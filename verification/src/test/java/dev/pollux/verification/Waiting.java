package dev.pollux.verification;

import java.util.concurrent.Callable;

/** Waits for what other processes do, for as long as JUnit lets a test run (junit-platform.properties): no machine is too slow. */
final class Waiting {
    private Waiting() {}

    /**
     * Waits until a condition holds.
     *
     * @param state what is known so far, for the failure of a wait that JUnit ends
     */
    static void until(Callable<Boolean> condition, Callable<String> state) throws Exception {
        try {
            while (!condition.call()) {
                Thread.sleep(50);
            }
        } catch (InterruptedException vain) {
            throw new AssertionError("waited in vain, " + state.call(), vain);
        }
    }
}
