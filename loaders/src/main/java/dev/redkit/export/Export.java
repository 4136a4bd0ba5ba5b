package dev.redkit.export;

import dev.redkit.entry.Entry;
import dev.redkit.expression.EvaluationException;
import dev.redkit.io.Progress;
import dev.redkit.keyspace.Dump;
import dev.redkit.keyspace.DumpConsumer;
import dev.redkit.keyspace.EntryConsumer;
import dev.redkit.keyspace.Keyspace;
import dev.redkit.keyspace.NameBatches;
import dev.redkit.keyspace.Selection;
import dev.redkit.keyspace.Tally;
import dev.redkit.rdb.WriteVersion;
import dev.redkit.redis.Redis;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.OptionalInt;

/** Keys of a live server, or of a whole cluster, into one file. For one run, on one thread. */
public final class Export implements Closeable {
    private final Redis redis;
    private final ExportPlan plan;
    private final Progress progress;
    private final InstantSource clock;
    private final Selection keys;

    private volatile Keyspace keyspace;
    private volatile boolean cancelled;
    private EntryWriter writer;
    private final ExportReport report = new ExportReport();

    public Export(Redis redis, ExportPlan plan, Progress progress, InstantSource clock) {
        this.redis = redis;
        this.plan = plan;
        this.progress = progress;
        this.clock = clock;
        this.keys = plan.keys().where(plan.draw()::takes);
    }

    /** Writes all that is wanted; whatever stands behind {@code out} is the caller's to close. */
    public void run(OutputStream out) throws IOException {
        try {
            writer = writer(out);
            if (plan.draw().needsNames()) {
                runByNames();
            } else {
                keyspace = new Keyspace(redis);
                read(null);
            }
            writer.end();
        } finally {
            if (keyspace != null) {
                report.add(keyspace.tally());
            }
            if (writer instanceof Closeable closeable) {
                closeable.close();
            }
        }
    }

    /** Reads nothing further; {@link #run} ends soon. Any thread may say so. */
    public void cancel() {
        cancelled = true;
        Keyspace current = keyspace;
        if (current != null) {
            current.cancel();
        }
    }

    /** How it went; complete when {@link #run} has ended, in whatever way. */
    public ExportReport report() {
        return report;
    }

    private EntryWriter writer(OutputStream out) throws IOException {
        ExportPlan.Layout layout = plan.layout();
        boolean array = layout.format() == ExportFormat.JSON;
        return switch (layout.format()) {
            case JSONL, JSON ->
                layout.ofRecords()
                        ? new FlatJsonWriter(out, array, layout.fields(), layout.expiries())
                        : new JsonEntryWriter(out, array, layout.expiries());
            case CSV -> table(out, (byte) ',');
            case TSV -> table(out, (byte) '\t');
            case RESP -> new RespEntryWriter(out, layout.expiries());
            case RDB -> new RdbEntryWriter(out, new WriteVersion(rdbVersion()), layout.expiries(), clock);
        };
    }

    private EntryWriter table(OutputStream out, byte delimiter) throws IOException {
        ExportPlan.Layout layout = plan.layout();
        return layout.fields() != null
                ? new HashRowWriter(out, delimiter, layout.fields(), layout.expiries())
                : new TableWriter(out, delimiter, layout.expiries(), layout.flat());
    }

    /** What the server's own payloads have; of one that does not say, the version that every server takes. */
    private int rdbVersion() {
        OptionalInt version = redis.capabilities().rdbVersion();
        return version.orElse(WriteVersion.REDIS_5.number());
    }

    private boolean byPayloads() {
        return plan.layout().format() == ExportFormat.RDB
                && plan.condition() == null
                && redis.capabilities().rdbVersion().isPresent();
    }

    /** First the names of all, of which some are drawn, or which are put into another order; then these keys. */
    private void runByNames() throws IOException {
        ExportPlan.Draw draw = plan.draw();
        try (NameShuffle shuffle = new NameShuffle(draw.seed())) {
            NameSample sample = draw.count() == Long.MAX_VALUE ? null : new NameSample(draw.count(), draw.seed());
            try (Keyspace first = new Keyspace(redis)) {
                keyspace = first;
                first.names(keys, name -> {
                    if (sample != null) {
                        sample.add(name);
                    } else {
                        shuffle.add(name);
                    }
                });
                report.addOtherType(first.tally().of(Tally.Fate.OTHER_TYPE));
            }
            NameBatches names = sample != null ? sample.names() : shuffle.names();
            keyspace = new Keyspace(redis);
            read(names);
        }
    }

    private void read(NameBatches names) throws IOException {
        Writing writing = new Writing();
        if (cancelled) {
            return;
        }
        if (byPayloads()) {
            if (names == null) {
                keyspace.dumps(keys, writing);
            } else {
                keyspace.dumps(names, keys, writing);
            }
        } else if (names == null) {
            keyspace.entries(keys, (EntryConsumer) writing);
        } else {
            keyspace.entries(names, keys, writing);
        }
    }

    @Override
    public void close() {
        if (keyspace != null) {
            keyspace.close();
        }
    }

    private final class Writing implements DumpConsumer {
        @Override
        public void accept(Entry entry) throws IOException {
            if (!wanted(entry)) {
                return;
            }
            if (writer.write(entry)) {
                written();
            } else {
                report.countMisfit();
            }
        }

        private boolean wanted(Entry entry) throws IOException {
            if (plan.condition() == null) {
                return true;
            }
            try {
                boolean wanted = plan.condition().test(entry);
                if (!wanted) {
                    report.countUnmatched();
                }
                return wanted;
            } catch (EvaluationException e) {
                report.countUnclear(e.getMessage());
                progress.addErrors(1);
                return false;
            }
        }

        @Override
        public void accept(Dump dump) throws IOException {
            ((RdbEntryWriter) writer).write(dump);
            written();
        }

        private void written() {
            report.countWritten();
            progress.addRecords(1);
        }
    }
}
