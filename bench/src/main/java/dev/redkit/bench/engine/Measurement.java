package dev.redkit.bench.engine;

import dev.redkit.bench.recorder.Block;
import dev.redkit.bench.recorder.Interval;
import dev.redkit.bench.recorder.Tick;
import java.util.List;
import java.util.Optional;

/**
 * What a run gave.
 *
 * @param total everything that was measured, of all threads together
 * @param count answers within the measured time, errors included; those that came after it are only in {@code total}
 * @param seconds the measured time
 * @param warmUp how long the warm-up took
 * @param settled whether the median had settled when the warm-up ended
 * @param answers per command, of the whole run, warm-up included
 * @param distinctKeys how many different keys were drawn; -1 where that is not known
 * @param failure why the run ended before its time
 */
public record Measurement(
        Interval total,
        long count,
        double seconds,
        List<Block> blocks,
        List<Tick> ticks,
        double warmUp,
        boolean settled,
        List<Long> answers,
        long distinctKeys,
        Optional<RuntimeException> failure) {

    /** Answers per second. */
    public double rate() {
        return count / seconds;
    }
}
