package dev.redkit.bench.verdict;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * What this process and this machine have used up to one moment; the difference of two says what was going on between them.
 * Seconds, unless a name says something else; NaN where the system does not tell.
 */
record MachineAccount(
        double wall,
        double process,
        double gc,
        double safepoints,
        double jit,
        double busy,
        double steal,
        double throttled,
        double retransmits) {
    /** /proc counts in hundredths of a second on every Linux there is. */
    private static final double TICKS = 100;

    /** Takes one now; {@code safepoints} is how long the JVM held up all threads so far. */
    static MachineAccount take(double safepoints) {
        double busy = 0;
        // user nice system idle iowait irq softirq steal
        for (int field : new int[] {1, 2, 3, 6, 7}) {
            busy += ProcFiles.number("/proc/stat", "cpu", field) / TICKS;
        }
        return new MachineAccount(
                System.nanoTime() / 1e9,
                processCpu(),
                collected(),
                safepoints,
                compiled(),
                busy,
                ProcFiles.number("/proc/stat", "cpu", 8) / TICKS,
                ProcFiles.number("/sys/fs/cgroup/cpu.stat", "nr_throttled", 1),
                retransmitted());
    }

    private static double processCpu() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean bean
                ? bean.getProcessCpuTime() / 1e9
                : Double.NaN;
    }

    private static double collected() {
        long millis = 0;
        for (GarbageCollectorMXBean one : ManagementFactory.getGarbageCollectorMXBeans()) {
            // Collectors that work beside the program count how long they took; their pauses have a bean of their own.
            if (!one.getName().endsWith("Cycles")) {
                millis += Math.max(0, one.getCollectionTime());
            }
        }
        return millis / 1e3;
    }

    private static double compiled() {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        return compiler == null || !compiler.isCompilationTimeMonitoringSupported()
                ? Double.NaN
                : compiler.getTotalCompilationTime() / 1e3;
    }

    /** {@code Tcp: … RetransSegs …} names its columns in a line before. */
    private static double retransmitted() {
        List<String> names = new ArrayList<>();
        for (String line : ProcFiles.lines("/proc/net/snmp")) {
            if (line.startsWith("Tcp:")) {
                List<String> words = List.of(line.split(" ", -1));
                if (names.isEmpty()) {
                    names.addAll(words);
                } else {
                    int at = names.indexOf("RetransSegs");
                    return at < 0 || at >= words.size() ? Double.NaN : ProcFiles.number(words.get(at));
                }
            }
        }
        return Double.NaN;
    }

    /**
     * What went on from {@code before} to this.
     *
     * @param server seconds of processor time that servers on this machine took meanwhile; NaN where nobody knows
     */
    Facts since(MachineAccount before, double server) {
        double seconds = wall - before.wall;
        double machine = seconds * Runtime.getRuntime().availableProcessors();
        double others = busy - before.busy - (process - before.process) - server;
        return new Facts()
                .put("process_cpu_percent", 100 * (process - before.process) / seconds)
                .put("gc_ms", 1e3 * (gc - before.gc))
                .put("safepoint_ms", 1e3 * (safepoints - before.safepoints))
                .put("jit_ms", 1e3 * (jit - before.jit))
                .put("machine_busy_percent", 100 * (busy - before.busy) / machine)
                .put("others_busy_percent", 100 * Math.max(0, others) / machine)
                .put("steal_percent", 100 * (steal - before.steal) / machine)
                .put("throttled", throttled - before.throttled)
                .put("tcp_retransmits", retransmits - before.retransmits);
    }
}
