package dev.redkit.bench.engine;

import dev.redkit.bench.recorder.Interval;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the thread that asks has cost since it asked last: processor time, waiting for it, and memory. */
public final class ThreadCosts {
    private static final Path OWN_ACCOUNT = Path.of("/proc/thread-self/schedstat");
    /** Whether this system tells how long a thread waited for a processor. */
    public static final boolean QUEUE_KNOWN = Files.isReadable(OWN_ACCOUNT);

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long cpu;
    private long allocated;
    private long queued;

    public void begin() {
        cpu = cpu();
        allocated = allocated();
        queued = queued();
    }

    public void chargeTo(Interval interval) {
        long nextCpu = cpu();
        long nextAllocated = allocated();
        interval.cpuNanos += nextCpu - cpu;
        interval.allocated += nextAllocated - allocated;
        long nextQueued = queued();
        interval.queuedNanos += nextQueued - queued;
        queued = nextQueued;
        cpu = nextCpu;
        allocated = nextAllocated;
    }

    private long cpu() {
        return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : 0;
    }

    private long allocated() {
        return threads instanceof com.sun.management.ThreadMXBean bean ? bean.getCurrentThreadAllocatedBytes() : 0;
    }

    /**
     * How long the kernel let this thread wait for a processor. Allocates a little, once an interval.
     *
     * <p>{@code 123 456 7}: nanoseconds on a processor, nanoseconds waiting for one, turns.
     */
    private static long queued() {
        if (!QUEUE_KNOWN) {
            return 0;
        }
        try {
            String[] words = Files.readString(OWN_ACCOUNT).split(" ", -1);
            return words.length > 1 ? Long.parseLong(words[1]) : 0;
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
