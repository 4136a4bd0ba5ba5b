package dev.redkit.convert;

import dev.redkit.backup.BackupPart;
import dev.redkit.backup.KeyFilter;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Input;
import dev.redkit.io.Progress;
import dev.redkit.rdb.RdbListener;
import dev.redkit.rdb.RdbReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Leads the keys of RDB files into a sink: those that a filter wants, and of a key that several files have one. Functions
 * that several files have come once.
 */
public final class Conversion implements Closeable {
    private static final int UPDATE = 0xF2;

    private final KeyFilter filter;
    private final OnDuplicate onDuplicate;
    private final Losses losses;
    private final Progress progress;
    private final Map<String, byte[]> functions = new HashMap<>();
    private SeenKeys seen;
    private long written;
    private long filtered;
    private long duplicates;

    /** What to do with a key that another file had already. */
    public enum OnDuplicate {
        /** End with a failure. */
        FAIL,
        /** The file that is named first has the word. */
        FIRST,
        /** The one that is named last. */
        LAST,
        /** Do not look: both are written. */
        ANY
    }

    public Conversion(KeyFilter filter, OnDuplicate onDuplicate, Losses losses, Progress progress) {
        this.filter = filter;
        this.onDuplicate = onDuplicate;
        this.losses = losses;
        this.progress = progress;
    }

    /** Reads all files, one after the other, to their ends; the sink is not ended. */
    public void run(List<BackupPart> parts, KeySink sink) throws IOException {
        if (parts.size() > 1 && onDuplicate != OnDuplicate.ANY) {
            seen = new SeenKeys();
        }
        for (int i = 0; i < parts.size(); i++) {
            // Whoever comes first keeps the key: read from the back, that is the last.
            int which = onDuplicate == OnDuplicate.LAST ? parts.size() - 1 - i : i;
            part(parts.get(which), sink);
        }
    }

    private void part(BackupPart part, KeySink sink) throws IOException {
        BitSet small = filter.asksForSize() ? bySize(part) : null;
        try (Input input = part.open().reportTo(progress)) {
            RdbReader reader = RdbReader.open(input.stream(), part.name());
            reader.listener(new Beside(sink, reader));
            for (int number = 0; reader.next(); number++) {
                progress.addRecords(1);
                boolean wanted = filter.wants(reader) && (small == null || small.get(number));
                if (!wanted) {
                    filtered++;
                } else if (isNew(reader, part) && sink.key(reader)) {
                    written++;
                }
            }
        }
    }

    /** Which keys are of the size that is wanted: that is known only behind their values, when it is too late. */
    private BitSet bySize(BackupPart part) throws IOException {
        if (part.place().equals("-")) {
            throw new UsageError(
                    "sizes are known after a first reading, and standard input is read once", "name a file");
        }
        BitSet wanted = new BitSet();
        try (Input input = part.open()) {
            RdbReader reader = RdbReader.open(input.stream(), part.name());
            for (int number = 0; reader.next(); number++) {
                reader.skip();
                wanted.set(number, filter.wantsSize(reader.position() - reader.offset()));
            }
        }
        return wanted;
    }

    private boolean isNew(RdbReader reader, BackupPart part) throws IOException {
        if (seen == null || seen.add(reader.db(), reader.key())) {
            return true;
        }
        if (onDuplicate == OnDuplicate.FAIL) {
            throw new BadInput(
                    "the key '" + new String(reader.key(), StandardCharsets.UTF_8) + "' of database " + reader.db()
                            + " is in " + part.name() + " and in a file before it",
                    "--on-duplicate first or last says which of them counts");
        }
        duplicates++;
        return false;
    }

    /** Keys that the sink has taken. */
    public long written() {
        return written;
    }

    /** Keys that the filter does not want. */
    public long filtered() {
        return filtered;
    }

    /** Keys that another file had already. */
    public long duplicates() {
        return duplicates;
    }

    @Override
    public void close() throws IOException {
        if (seen != null) {
            seen.close();
        }
    }

    private final class Beside implements RdbListener {
        private final KeySink sink;
        private final RdbReader reader;

        Beside(KeySink sink, RdbReader reader) {
            this.sink = sink;
            this.reader = reader;
        }

        @Override
        public void function(byte[] source) throws IOException {
            String first = new String(source, StandardCharsets.ISO_8859_1)
                    .lines()
                    .findFirst()
                    .orElse("");
            byte[] known = functions.putIfAbsent(first, source);
            if (known == null) {
                sink.function(source);
            } else if (!Arrays.equals(known, source)) {
                losses.leftOut("libraries of functions of which another file has a different one of the same name");
            }
        }

        @Override
        public OutputStream moduleAux(String module) {
            losses.leftOut("what the module '" + module + "' keeps beside keys");
            return OutputStream.nullOutputStream();
        }

        @Override
        public void other(int opcode, long offset) throws IOException {
            if (opcode == UPDATE && reader.format().valkey()) {
                losses.leftOut("changes that Valkey noted while it was saving");
            }
        }
    }
}
