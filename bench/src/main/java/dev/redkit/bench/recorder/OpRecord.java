package dev.redkit.bench.recorder;

import org.HdrHistogram.Histogram;

/** What came back for one command of a workload. */
public final class OpRecord {
    /** From the intended start to the reply. Empty in a closed loop, where it is the service time. */
    public final Histogram response = Histograms.empty();
    /** From the write to the reply. */
    public final Histogram service = Histograms.empty();
    /** Of requests that failed: the same as response, kept apart. */
    public final Histogram failed = Histograms.empty();

    private final boolean open;

    OpRecord(boolean open) {
        this.open = open;
    }

    /** {@code count} requests that were answered together. */
    public void answered(long intended, long sent, long done, int count) {
        service.recordValueWithCount(Math.max(0, done - sent), count);
        if (open) {
            response.recordValueWithCount(Math.max(0, done - intended), count);
        }
    }

    public void failed(long intended, long done, long count) {
        failed.recordValueWithCount(Math.max(0, done - intended), count);
    }

    /** What users wait: the response times, which in a closed loop are the service times. */
    public Histogram seen() {
        return open ? response : service;
    }

    public long errors() {
        return failed.getTotalCount();
    }

    /** Answers, errors included. */
    public long count() {
        return service.getTotalCount() + errors();
    }

    void add(OpRecord other) {
        service.add(other.service);
        response.add(other.response);
        failed.add(other.failed);
    }

    void clear() {
        service.reset();
        response.reset();
        failed.reset();
    }
}
