package dev.redkit.bench.verdict;

import dev.redkit.bench.recorder.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What got in the way of measuring: the bounds beyond which a figure of this machine or process says that something did. */
public final class Disturbance {
    static final double RUN_QUEUE_PERCENT = 5;
    static final double STEAL_PERCENT = 2;
    static final double OTHERS_PERCENT = 10;
    static final double THROTTLED = 0;
    /** Shorter pauses of this process, in nanoseconds, are no matter. */
    static final long PAUSE = 100_000;

    private Disturbance() {}

    /** What got in the way in one interval, in words for people; nothing where nothing did. */
    public static List<String> of(Tick tick) {
        List<String> all = new ArrayList<>();
        if (tick.pause() > PAUSE && 2 * tick.pause() > tick.max()) {
            all.add(String.format(Locale.ROOT, "held up %.1f ms", tick.pause() / 1e6));
        }
        add(tick, "run_queue_percent", RUN_QUEUE_PERCENT, "waited for a processor %.0f %%", all);
        add(tick, "steal_percent", STEAL_PERCENT, "hypervisor took %.0f %%", all);
        add(tick, "others_busy_percent", OTHERS_PERCENT, "others used %.0f %%", all);
        add(tick, "throttled", THROTTLED, "throttled %.0f times", all);
        return all;
    }

    private static void add(Tick tick, String fact, double bound, String text, List<String> all) {
        double value = tick.evidence().getOrDefault(fact, 0.0);
        if (value > bound) {
            all.add(String.format(Locale.ROOT, text, value));
        }
    }
}
