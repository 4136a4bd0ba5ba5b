package dev.redkit.io;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What a long work has done so far. Those who work add to it, from any thread; whoever shows it, looks when it likes. */
public final class Progress {
    /** No total is known. */
    public static final long UNKNOWN = -1;

    private final LongAdder bytes = new LongAdder();
    private final LongAdder records = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final AtomicLong total = new AtomicLong();

    /** Announces more to read; once an unknown size is announced, the total stays unknown. */
    public void expect(long moreBytes) {
        total.accumulateAndGet(
                moreBytes, (sum, more) -> sum == UNKNOWN || more == UNKNOWN ? UNKNOWN : Math.addExact(sum, more));
    }

    public void addBytes(long count) {
        bytes.add(count);
    }

    public void addRecords(long count) {
        records.add(count);
    }

    public void addErrors(long count) {
        errors.add(count);
    }

    /** Bytes of the inputs as they lie there, compressed ones compressed: comparable with {@link #totalBytes}. */
    public long bytes() {
        return bytes.sum();
    }

    public long totalBytes() {
        return total.get();
    }

    public long records() {
        return records.sum();
    }

    public long errors() {
        return errors.sum();
    }
}
