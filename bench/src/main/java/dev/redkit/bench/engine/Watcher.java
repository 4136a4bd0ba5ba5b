package dev.redkit.bench.engine;

import dev.redkit.bench.recorder.Tick;
import java.util.Map;

/** Who follows a run from beside it, on the thread that called the engine. */
public interface Watcher {
    /** The threads start sending now; {@code nanos} is the moment from which the time line counts. */
    default void started(long nanos) {}

    /** The warm-up is over. */
    void measuring();

    /** Nothing that is sent from now on counts. */
    void measured();

    /** Processor seconds of the servers so far; NaN where nobody says. */
    double serverCpu();

    /** The longest that this process was held up since this was asked last, in nanoseconds. */
    default long longestPause() {
        return 0;
    }

    /** What this machine and this process were at since this was asked last, by name: evidence for or against an interval. */
    default Map<String, Double> evidence() {
        return Map.of();
    }

    void tick(Tick tick);

    /** Whether to come to an end early. */
    boolean cancelled();
}
