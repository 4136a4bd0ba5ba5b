package dev.redkit.commands.backup;

import dev.redkit.backup.BackupFile;
import dev.redkit.backup.BackupKeys;
import dev.redkit.backup.Inspection;
import dev.redkit.backup.KeyFilter;
import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.console.ProgressMeter;
import dev.redkit.entry.Entry;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Progress;
import dev.redkit.memory.MemoryModel;
import dev.redkit.rdb.RdbReader;
import dev.redkit.rdb.RdbType;
import dev.redkit.render.Column;
import dev.redkit.render.Renderer;
import dev.redkit.render.Replies;
import dev.redkit.render.Value;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** {@code redkit backup keys}: the keys of a backup, one a line. */
final class BackupKeysCommand implements Action {
    private static final int MOST_SORTED = 1_000_000;
    private static final int SORTED = 1000;

    private final Session session;
    private final Arg file;
    private final Arg globs;
    private final Arg sort;
    private final Arg top;
    private final BackupMemoryArgs memoryArgs;
    private final BackupFilterArgs filterArgs;

    private MemoryModel model;
    private long unsorted;

    /** What to sort by; the greatest come first, but names from the beginning and times to live from the shortest. */
    enum Order {
        NAME,
        SIZE,
        ELEMENTS,
        MEMORY,
        TTL,
        IDLE,
        FREQUENCY;

        private Comparator<Row> comparator() {
            return switch (this) {
                case NAME -> Comparator.comparing(Row::key, Arrays::compareUnsigned);
                case SIZE -> Comparator.comparingLong(Row::bytes).reversed();
                case ELEMENTS -> Comparator.comparingLong(Row::elements).reversed();
                case MEMORY -> Comparator.comparingLong(Row::memory).reversed();
                case TTL ->
                    Comparator.comparingLong(
                            (Row row) -> row.expireAt() == Entry.NEVER ? Long.MAX_VALUE : row.expireAt());
                case IDLE -> Comparator.comparingLong(Row::idle).reversed();
                case FREQUENCY -> Comparator.comparingLong(Row::frequency).reversed();
            };
        }
    }

    private record Row(
            int db,
            byte[] key,
            RdbType type,
            long bytes,
            long elements,
            long memory,
            long expireAt,
            long idle,
            long frequency,
            long offset) {}

    BackupKeysCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "List the keys of a backup with type, encoding, size, elements and expiry, in the order of the file or"
                        + " sorted. A key's bytes are those in the file, its name and expiry included.");
        syntax.examples(
                "redkit backup keys dump.rdb 'user:*' --type hash",
                "redkit backup keys dump.rdb --sort memory --memory-for redis:8 --top 20",
                "redkit backup keys dump.rdb --no-ttl --min-size 1mb -o csv > stay.csv");
        file = syntax.parameter("FILE", "an RDB file, a folder of them, - for standard input", true);
        globs = syntax.rest("PATTERN", "only keys that match one of these, as in KEYS", false);
        sort = syntax.choice(Order.class, "sort, and show the first ones (see --top)", "--sort");
        top = syntax.option("N", "show only so many (with --sort by default " + SORTED + ")", "--top");
        memoryArgs = new BackupMemoryArgs(syntax);
        filterArgs = new BackupFilterArgs(syntax);
    }

    @Override
    public void run() {
        long now = InstantSource.system().millis();
        KeyFilter filter = filterArgs.filter(globs.all(), now);
        Inspection.Memory memory = memoryArgs.memory();
        model = memory == null
                ? null
                : MemoryModel.of(memory.server().flavour(), memory.server().version(), memory.allocator());
        if (sort.choice(Order.NAME) == Order.MEMORY && model == null) {
            throw new UsageError("--sort memory needs a server", "say which: --memory-for redis:7.0");
        }
        BackupKeys keys =
                BackupKeys.of(BackupFile.of(file.text(), session.console().in()));
        Renderer renderer = session.renderer();
        Progress progress = new Progress();
        session.cancellation().watch();
        renderer.begin(columns());
        try (ProgressMeter meter = session.meter("keys", progress)) {
            if (sort.present()) {
                sorted(keys, filter, progress).forEach(row -> show(row, now, renderer));
            } else {
                listed(keys, filter, progress, row -> show(row, now, renderer));
            }
        } catch (IOException e) {
            throw new BadInput("cannot read " + file.text() + ": " + Reason.of(e), null, e);
        } finally {
            renderer.end();
        }
        if (unsorted > 0) {
            session.console().note(unsorted + " more keys come behind these; --top shows more of them");
        }
        if (keys.changedLater()) {
            session.console().warn("commands follow, which may have changed these keys: they were not followed");
        }
    }

    private interface RowConsumer {
        void accept(Row row);
    }

    private void listed(BackupKeys keys, KeyFilter filter, Progress progress, RowConsumer consumer) throws IOException {
        long[] left = {top.number(Long.MAX_VALUE, 1, Long.MAX_VALUE)};
        keys.each(progress, reader -> {
            Row row = row(reader, filter);
            if (row != null) {
                consumer.accept(row);
                left[0]--;
            }
            return left[0] > 0 && !session.cancellation().requested();
        });
    }

    /** Keeps no more keys than are shown. */
    private List<Row> sorted(BackupKeys keys, KeyFilter filter, Progress progress) throws IOException {
        Comparator<Row> order = sort.choice(Order.NAME).comparator().thenComparingLong(Row::offset);
        int most = (int) top.number(SORTED, 1, MOST_SORTED);
        PriorityQueue<Row> last = new PriorityQueue<>(order.reversed());
        keys.each(progress, reader -> {
            Row row = row(reader, filter);
            if (row != null) {
                last.add(row);
                if (last.size() > most) {
                    last.remove();
                    unsorted++;
                }
            }
            return !session.cancellation().requested();
        });
        List<Row> rows = new ArrayList<>(last);
        rows.sort(order);
        return rows;
    }

    /** The key that the reader stands at, or null when it is not wanted. */
    private Row row(RdbReader reader, KeyFilter filter) throws IOException {
        if (!filter.wants(reader)) {
            return null;
        }
        if (model != null) {
            model.begin(reader.key().length, reader.type(), reader.expireAt() != Entry.NEVER);
        }
        reader.check(model);
        long bytes = reader.position() - reader.offset();
        if (!filter.wantsSize(bytes)) {
            return null;
        }
        return new Row(
                reader.db(),
                reader.key(),
                reader.type(),
                bytes,
                reader.elements(),
                model == null ? 0 : model.end(reader.valueBytes()),
                reader.expireAt(),
                reader.idleSeconds(),
                reader.frequency(),
                reader.offset());
    }

    private List<Column> columns() {
        List<Column> columns = new ArrayList<>(List.of(
                Column.right("db"),
                Column.left("key"),
                Column.left("type"),
                Column.left("encoding"),
                Column.right("bytes"),
                Column.right("elements")));
        if (model != null) {
            columns.add(Column.right("memory"));
        }
        columns.addAll(List.of(
                Column.right("ttl_ms"),
                Column.right("expire_at"),
                Column.right("idle_seconds"),
                Column.right("frequency"),
                Column.right("offset")));
        return columns;
    }

    private void show(Row row, long now, Renderer renderer) {
        List<Value> cells = new ArrayList<>(List.of(
                Value.of(row.db()),
                Replies.ofBytes(row.key()),
                Value.of(row.type().kind().word()),
                Value.of(row.type().encoding()),
                BackupText.size(row.bytes()),
                Value.of(row.elements())));
        if (model != null) {
            cells.add(BackupText.size(row.memory()));
        }
        boolean expires = row.expireAt() != Entry.NEVER;
        cells.add(expires ? Value.of(row.expireAt() - now) : Value.none());
        cells.add(expires ? Value.of(row.expireAt()) : Value.none());
        cells.add(row.idle() < 0 ? Value.none() : Value.of(row.idle()));
        cells.add(row.frequency() < 0 ? Value.none() : Value.of(row.frequency()));
        cells.add(Value.of(row.offset()));
        renderer.row(cells);
    }
}
