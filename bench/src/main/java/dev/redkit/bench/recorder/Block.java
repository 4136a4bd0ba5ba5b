package dev.redkit.bench.recorder;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * A piece of a run: the unit of all statistics, since single requests depend on each other (R13). Histograms are kept
 * compressed, so that a run may have many.
 *
 * @param count answers, errors included
 * @param seen what users waited, per command
 * @param clientCpu seconds of processor time of the threads that sent
 * @param serverCpu of the servers; NaN where they do not say
 */
public record Block(double seconds, long count, long errors, List<byte[]> seen, double clientCpu, double serverCpu) {

    public static Block of(Interval interval, double seconds, double serverCpu) {
        List<byte[]> seen = new ArrayList<>();
        for (OpRecord op : interval.ops()) {
            seen.add(Histograms.pack(op.seen()));
        }
        return new Block(seconds, interval.count(), interval.errors(), seen, interval.cpuNanos / 1e9, serverCpu);
    }

    /** What users waited for that command. */
    public Histogram op(int index) {
        return Histograms.unpack(seen.get(index));
    }

    /** For all commands together. */
    public Histogram all() {
        Histogram all = Histograms.empty();
        seen.forEach(one -> all.add(Histograms.unpack(one)));
        return all;
    }
}
