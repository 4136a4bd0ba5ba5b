package dev.redkit.take;

import dev.redkit.entry.Entry;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.ServerRefused;
import dev.redkit.keyspace.Dump;
import dev.redkit.keyspace.DumpConsumer;
import dev.redkit.rdb.RdbWriter;
import dev.redkit.rdb.WriteVersion;
import dev.redkit.redis.Redis;
import dev.redkit.target.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/**
 * Keys of a live server into an RDB file: small values as payloads; a big one is read in pieces, to the side first,
 * because it may change or vanish.
 */
final class DumpedKeys implements DumpConsumer {
    private final RdbWriter rdb;
    private final Target server;
    private final Consumer<String> notes;
    private final Imprint.Listener written;

    DumpedKeys(RdbWriter rdb, Target server, Consumer<String> notes) {
        this(rdb, server, notes, (name, imprint) -> {});
    }

    DumpedKeys(RdbWriter rdb, Target server, Consumer<String> notes, Imprint.Listener written) {
        this.rdb = rdb;
        this.server = server;
        this.notes = notes;
        this.written = written;
    }

    /** The version of a file that can hold the server's payloads. */
    static WriteVersion version(Redis redis) {
        int version = redis.capabilities()
                .rdbVersion()
                .orElseThrow(() -> new ServerRefused(
                        "ERR",
                        redis.target() + " does not say which version it is, so nobody knows its DUMP payloads",
                        null));
        return new WriteVersion(Math.max(version, WriteVersion.REDIS_5.number()));
    }

    @Override
    public void accept(Dump dump) throws IOException {
        rdb.dumped(dump.key(), dump.expireAt(), dump.payload());
        written.accept(dump.key(), new Imprint(dump.expireAt(), checksum(dump.payload())));
    }

    @Override
    public void accept(Entry entry) throws IOException {
        try (Scratch scratch = new Scratch()) {
            scratch.keep(entry);
            scratch.give(rdb);
            written.accept(entry.key(), new Imprint(entry.expireAt(), Imprint.NONE));
        } catch (BadInput e) {
            notes.accept("a big value changed while it was read from " + server + ", and is left out: "
                    + Scratch.shown(entry.key()));
        }
    }

    private static long checksum(byte[] payload) {
        return ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).getLong(payload.length - Long.BYTES);
    }
}
