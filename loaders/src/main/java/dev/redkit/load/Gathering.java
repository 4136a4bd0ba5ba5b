package dev.redkit.load;

import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Reason;
import dev.redkit.grouping.GroupSink;
import dev.redkit.grouping.Grouping;
import dev.redkit.grouping.OnDuplicate;
import dev.redkit.grouping.ValueBuilder;
import dev.redkit.mapping.Change;
import dev.redkit.mapping.ChangeSink;
import dev.redkit.mapping.Layout;
import dev.redkit.mapping.Mapper;
import dev.redkit.mapping.Outcome;
import dev.redkit.mapping.Structure;
import dev.redkit.rdb.DumpPayload;
import dev.redkit.record.Row;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** Brings all records of a key together, in bounded memory, and gives out each key with its whole value. */
final class Gathering implements Closeable {
    /** Takes a key that is built. */
    interface Taker {
        /**
         * The value is in the payload.
         *
         * @param expireAt Unix milliseconds, or {@link Change#NO_EXPIRY}
         * @param records how many records it was made of
         * @param counts whether what becomes of the key is what becomes of these records: not for what they become
         *     besides
         */
        void take(byte[] key, int offset, int length, long expireAt, DumpPayload value, int records, boolean counts)
                throws IOException;
    }

    private final LoadPlan plan;
    private final RowStream rows;
    private final Account account;
    private final SafetyNet net;
    private final LateRefusals refusals = new LateRefusals();
    private final Grouping grouping;
    private ChangeSink sink = this::accept;
    private volatile boolean stopped;
    private long record;
    private long mapped;
    private boolean cut;
    private long given;
    private UnaryOperator<ChangeSink> names = UnaryOperator.identity();

    Gathering(LoadPlan plan, RowStream rows, Account account, SafetyNet net) {
        this.plan = plan;
        this.rows = rows;
        this.account = account;
        this.net = net;
        this.grouping = new Grouping(Grouping.Room.inHeap(Runtime.getRuntime().maxMemory()), refusals::change);
    }

    /** Writes keys under other names; null for their own. */
    void beside(Swap swap) {
        names = swap == null ? names : swap::before;
        sink = named(sink);
    }

    /** Reads all records; false when it was stopped, or too many were rejected. */
    boolean read() throws IOException {
        try {
            Row row = rows.next();
            while (row != null && !stopped && net.failure() == null && !net.gaveUp()) {
                account.countRead();
                record++;
                take(row);
                if ((record & 0x1ff) == 0) {
                    account.publish();
                }
                row = rows.next();
            }
        } catch (UncheckedIOException e) {
            throw temporary(e.getCause());
        }
        account.publish();
        return !stopped && net.failure() == null && !net.gaveUp();
    }

    private void take(Row row) {
        Mapper mapper = rows.mapper();
        Outcome outcome = row.fault() == null ? mapper.map(row, sink) : Outcome.REJECTED;
        switch (outcome) {
            case MAPPED -> mapped++;
            case SKIPPED -> account.countSkipped();
            case REJECTED -> {
                boolean faulty = row.fault() != null;
                account.countRejected();
                net.rejected(LateRefusals.rejection(
                        rows.name(rows.file()),
                        row,
                        faulty ? null : mapper.key(),
                        faulty ? row.fault() : mapper.reason()));
            }
        }
    }

    private void accept(Change change) {
        try {
            grouping.accept(record, change);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CannotWrite temporary(IOException e) {
        return new CannotWrite(
                "the records of a key cannot be brought together: " + Reason.of(e),
                "it needs room for temporary files; set TMPDIR to a folder that has it",
                e);
    }

    /** Gives out every key, in no particular order. */
    void give(DumpPayload payload, LongSupplier clock, Taker taker) throws IOException {
        ValueBuilder.Rules rules = new ValueBuilder.Rules(
                plan.onDuplicate(),
                plan.mode() == Mode.APPEND,
                clock.getAsLong(),
                Math.max(1 << 20, Runtime.getRuntime().maxMemory() / 4));
        ValueBuilder builder = new ValueBuilder(payload, rules, refusals::change);
        GroupSink keys = gathered -> {
            boolean counts = counts(gathered.structure());
            if (stopped) {
                cut = true;
                return;
            }
            given += counts ? gathered.records() : 0;
            if (!builder.build(gathered)) {
                return;
            }
            if (plan.onDuplicate() == OnDuplicate.LAST
                    && counts
                    && !gathered.structure().gathers()) {
                refusals.superseded(gathered.records() - 1);
            }
            long expireAt = builder.expireAt();
            taker.take(
                    gathered.keyArray(),
                    gathered.keyOffset(),
                    gathered.keyLength(),
                    Math.max(Change.NO_EXPIRY, expireAt),
                    payload,
                    gathered.records(),
                    counts);
        };
        try {
            grouping.drain(keys);
        } catch (UncheckedIOException e) {
            throw temporary(e.getCause());
        }
    }

    /** A sink that hears of changes under the names that keys are written by. */
    ChangeSink named(ChangeSink hearer) {
        return names.apply(hearer);
    }

    /** Whether a structure stands for its records: of several that one record becomes, the first does. */
    private boolean counts(Structure structure) {
        List<Layout> layouts = plan.mapping().spec().layouts();
        return layouts.get(0).structure() == structure
                && layouts.stream().filter(one -> one.structure() == structure).count() == 1;
    }

    /** Records whose keys were all given out: not all when it was stopped. */
    long reached() {
        return cut ? (plan.mapping().spec().layouts().size() == 1 ? given : 0) : mapped;
    }

    /** Records that were mapped. */
    long mapped() {
        return mapped;
    }

    LateRefusals refusals() {
        return refusals;
    }

    /** Reads and gives out nothing further. */
    void stop() {
        stopped = true;
    }

    @Override
    public void close() {
        grouping.close();
    }
}
