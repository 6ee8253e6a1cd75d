package dev.pollux;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the calling thread allocates. */
public final class Allocation {
    /** What is done. */
    public interface Work {
        void run() throws Exception;
    }

    private Allocation() {}

    /** Bytes allocated while something is done so many times; the meter itself may cost a few. */
    public static long of(int times, Work work) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < times; i++) {
            work.run();
        }
        return threads.getThreadAllocatedBytes(thread) - before;
    }
}
