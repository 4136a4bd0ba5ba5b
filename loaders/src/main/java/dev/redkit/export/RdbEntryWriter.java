package dev.redkit.export;

import dev.redkit.entry.Entry;
import dev.redkit.keyspace.Dump;
import dev.redkit.rdb.EncodingLimits;
import dev.redkit.rdb.RdbWriter;
import dev.redkit.rdb.WriteVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;

/**
 * Keys as an RDB file. Payloads of DUMP go into it as they are, so their server's RDB version has to be the file's.
 * Memory holds one value at a time, as RDB wants its size first.
 */
public final class RdbEntryWriter implements EntryWriter {
    private final RdbWriter rdb;
    private final boolean expiries;
    private int db;

    public RdbEntryWriter(OutputStream out, WriteVersion version, boolean expiries, InstantSource clock)
            throws IOException {
        this.rdb = new RdbWriter(out, version, EncodingLimits.DEFAULTS);
        this.expiries = expiries;
        rdb.header(clock.instant(), 0);
    }

    @Override
    public boolean write(Entry entry) throws IOException {
        db = entry.db();
        rdb.entry(expiries ? entry : new Entry(entry.db(), entry.key(), Entry.NEVER, entry.value()));
        return true;
    }

    void write(Dump dump) throws IOException {
        if (dump.db() != db) {
            db = dump.db();
            rdb.database(db, 0, 0);
        }
        rdb.dumped(dump.key(), expiries ? dump.expireAt() : Entry.NEVER, dump.payload());
    }

    @Override
    public void end() throws IOException {
        rdb.finish();
    }
}
