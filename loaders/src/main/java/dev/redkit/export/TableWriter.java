package dev.redkit.export;

import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import dev.redkit.entry.SeenThrough;
import dev.redkit.entry.Value;
import dev.redkit.entry.ValueWalker;
import dev.redkit.failure.UsageError;
import dev.redkit.keyspace.Gone;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Entries as delimited text in the layout that suits them all: hashes as the rows of a table, when there are only
 * hashes and not more than {@value #MOST_COLUMNS} fields among them; else a row for each element. That is known when the
 * last was seen, so until then the entries wait in a file beside the system's temporary ones, whatever their number.
 */
public final class TableWriter implements EntryWriter, Closeable {
    static final int MOST_COLUMNS = 4096;

    private final OutputStream out;
    private final byte delimiter;
    private final boolean expiries;
    private final boolean hashesOnly;
    private final Set<ByteBuffer> fields = new LinkedHashSet<>();
    private boolean anyExpiry;
    private boolean anyFieldExpiry;
    private long vanished;
    private Path file;
    private JsonEntryWriter waiting;
    private OutputStream waitingOut;
    private EntryWriter decided;

    public TableWriter(OutputStream out, byte delimiter, boolean expiries) throws IOException {
        this(out, delimiter, expiries, false);
    }

    /** {@code hashesOnly} leaves no choice: then entries of other kinds are not taken. */
    public TableWriter(OutputStream out, byte delimiter, boolean expiries, boolean hashesOnly) throws IOException {
        this.hashesOnly = hashesOnly;
        this.out = out;
        this.delimiter = delimiter;
        this.expiries = expiries;
        this.file = Files.createTempFile("redkit-export", ".jsonl");
        this.waitingOut =
                new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.TRUNCATE_EXISTING), 1 << 16);
        this.waiting = new JsonEntryWriter(waitingOut, false, expiries);
    }

    @Override
    public boolean write(Entry entry) throws IOException {
        if (hashesOnly && entry.value().kind() != Kind.HASH) {
            return false;
        }
        if (decided == null && entry.value().kind() != Kind.HASH) {
            decide(new ElementRowWriter(out, delimiter, expiries));
        }
        if (decided != null) {
            return decided.write(entry);
        }
        anyExpiry |= entry.expires();
        waiting.write(new Entry(entry.db(), entry.key(), entry.expireAt(), new Watched(entry.value())));
        if (fields.size() > MOST_COLUMNS && hashesOnly) {
            throw new UsageError(
                    "the hashes have more than " + MOST_COLUMNS + " different fields: too many for a table",
                    "name those you want with --fields, or leave --flatten out");
        }
        if (!hashesOnly && (fields.size() > MOST_COLUMNS || anyFieldExpiry)) {
            decide(new ElementRowWriter(out, delimiter, expiries));
        }
        return true;
    }

    /** Gives those that waited to the writer of the layout. */
    private void decide(EntryWriter writer) throws IOException {
        decided = writer;
        waiting.end();
        waitingOut.close();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                EntryReader reader = new EntryReader(in, file.toString())) {
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                try {
                    writer.write(entry);
                } catch (Gone e) {
                    // It was counted when it was read from the server, and the writer has marked it.
                    vanished++;
                }
            }
        }
        close();
    }

    @Override
    public void end() throws IOException {
        if (decided == null) {
            List<byte[]> columns = fields.stream().map(ByteBuffer::array).toList();
            decide(new HashRowWriter(out, delimiter, columns, expiries && anyExpiry));
        }
        decided.end();
    }

    /** How many of the entries that waited had vanished while they were read. */
    long vanished() {
        return vanished;
    }

    /** Removes the file, if it is still there. */
    @Override
    public void close() throws IOException {
        if (file != null) {
            waitingOut.close();
            Files.deleteIfExists(file);
            file = null;
        }
    }

    /** A hash whose fields are noted as they go by. */
    private final class Watched extends SeenThrough {
        Watched(Value value) {
            super(value);
        }

        @Override
        public void walk(ValueWalker walker) throws IOException {
            value.walk(new ValueWalker() {
                @Override
                public void field(byte[] name, byte[] content, long expireAt) throws IOException {
                    if (fields.size() <= MOST_COLUMNS) {
                        fields.add(ByteBuffer.wrap(name));
                    }
                    anyFieldExpiry |= expiries && expireAt != Entry.NEVER;
                    walker.field(name, content, expireAt);
                }
            });
        }
    }
}
