package dev.redkit.bench.recorder;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Everything that one or all threads have recorded between two moments. Written by one thread at a time. */
public final class Interval {
    /** From the intended start to the write: how late requests left, for whatever reason. */
    public final Histogram lag = Histograms.empty();
    /** The part of it that is our own doing: a connection was free, and still the request did not leave. */
    public final Histogram own = Histograms.empty();

    public final Complaints complaints = new Complaints();
    private final List<OpRecord> ops = new ArrayList<>();
    private final boolean open;

    /** Which interval of the run; the last one of a thread may be cut short. */
    public int index;

    public boolean last;
    /** When a thread handed it over. */
    public long ended;

    public long bytesSent;
    public long bytesReceived;
    /** Processor time of the threads that sent and received. */
    public long cpuNanos;
    /** How long they waited for a processor, together. */
    public long queuedNanos;
    /** Memory that they allocated. */
    public long allocated;

    public Interval(int commands, boolean open) {
        this.open = open;
        for (int i = 0; i < commands; i++) {
            ops.add(new OpRecord(open));
        }
    }

    public boolean open() {
        return open;
    }

    public OpRecord op(int number) {
        return ops.get(number);
    }

    public List<OpRecord> ops() {
        return ops;
    }

    /** Answers of all commands, errors included. */
    public long count() {
        return ops.stream().mapToLong(OpRecord::count).sum();
    }

    public long errors() {
        return ops.stream().mapToLong(OpRecord::errors).sum();
    }

    /** What users waited for all commands together. */
    public Histogram seen() {
        if (ops.size() == 1) {
            return ops.get(0).seen();
        }
        Histogram all = Histograms.empty();
        ops.forEach(op -> all.add(op.seen()));
        return all;
    }

    public Histogram service() {
        if (ops.size() == 1) {
            return ops.get(0).service;
        }
        Histogram all = Histograms.empty();
        ops.forEach(op -> all.add(op.service));
        return all;
    }

    public void add(Interval other) {
        for (int i = 0; i < ops.size(); i++) {
            ops.get(i).add(other.ops.get(i));
        }
        lag.add(other.lag);
        own.add(other.own);
        complaints.add(other.complaints);
        bytesSent += other.bytesSent;
        bytesReceived += other.bytesReceived;
        cpuNanos += other.cpuNanos;
        queuedNanos += other.queuedNanos;
        allocated += other.allocated;
    }

    public void clear() {
        ops.forEach(OpRecord::clear);
        lag.reset();
        own.reset();
        complaints.clear();
        bytesSent = 0;
        bytesReceived = 0;
        cpuNanos = 0;
        queuedNanos = 0;
        allocated = 0;
        last = false;
    }
}
