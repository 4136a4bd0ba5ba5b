package dev.redkit.commands.backup;

import dev.redkit.convert.KeySink;
import dev.redkit.convert.Losses;
import dev.redkit.export.EntryWriter;
import dev.redkit.export.JsonEntryWriter;
import dev.redkit.export.RespEntryWriter;
import dev.redkit.export.TableWriter;
import dev.redkit.rdb.RdbReader;
import dev.redkit.wire.CommandBuffer;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Keys of a backup in one of the forms that {@code export} writes and {@code load} reads. */
final class EntrySink implements KeySink {
    private final ConvertFormat format;
    private final boolean keysOnly;
    private final Losses losses;
    private final Counted out;
    private final EntryWriter writer;
    private int database;

    EntrySink(ConvertOutput.Form form, OutputStream out, Losses losses) throws IOException {
        boolean expiries = form.expiries();
        this.format = form.format();
        this.keysOnly = form.keysOnly();
        this.losses = losses;
        this.out = new Counted(out);
        this.writer = switch (format) {
            case JSONL -> new JsonEntryWriter(this.out, false, expiries);
            case JSON -> new JsonEntryWriter(this.out, true, expiries);
            case CSV -> new TableWriter(this.out, (byte) ',', expiries);
            case TSV -> new TableWriter(this.out, (byte) '\t', expiries);
            case RESP, AOF -> new RespEntryWriter(this.out, expiries);
            case RDB, AOF_FOLDER -> throw new IllegalArgumentException(format.name());
        };
    }

    private boolean isCommands() {
        return format == ConvertFormat.RESP || format == ConvertFormat.AOF;
    }

    @Override
    public void function(byte[] source) throws IOException {
        if (isCommands()) {
            command(new CommandBuffer(source.length + 64)
                    .begin(4)
                    .arg("FUNCTION")
                    .arg("LOAD")
                    .arg("REPLACE")
                    .arg(source));
        } else if (!keysOnly) {
            losses.leftOut("libraries of functions, for which " + format + " has no place");
        }
    }

    /** Goes out behind all that was written before. */
    private void command(CommandBuffer command) throws IOException {
        writer.end();
        out.write(command.array(), 0, command.length());
    }

    @Override
    public boolean key(RdbReader reader) throws IOException {
        if (isCommands()) {
            select(reader.db());
        } else if (reader.db() != 0 && (format == ConvertFormat.CSV || format == ConvertFormat.TSV)) {
            losses.changed("keys of other databases than 0, which a table does not say");
        }
        boolean written = writer.write(reader.entry());
        if (!written) {
            losses.leftOut("keys for which " + format + " has no place");
        }
        return written;
    }

    /** What follows is in that database. */
    void select(int db) throws IOException {
        if (db != database) {
            database = db;
            command(new CommandBuffer(32).command("SELECT", Integer.toString(db)));
        }
    }

    @Override
    public void end() throws IOException {
        writer.end();
    }

    @Override
    public long bytes() {
        return out.count;
    }

    @Override
    public void close() throws IOException {
        if (writer instanceof Closeable open) {
            open.close();
        }
    }

    private static final class Counted extends FilterOutputStream {
        private long count;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            count += length;
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            count++;
        }
    }
}
