package dev.redkit.take;

import dev.redkit.failure.Failure;
import dev.redkit.failure.Reason;
import dev.redkit.failure.Unreachable;
import dev.redkit.keyspace.Keyspace;
import dev.redkit.keyspace.Selection;
import dev.redkit.keyspace.Tally.Fate;
import dev.redkit.rdb.EncodingLimits;
import dev.redkit.rdb.RdbWriter;
import dev.redkit.redis.Redis;
import dev.redkit.target.Target;
import dev.redkit.wire.InfoText;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads a server key by key (SCAN and DUMP, which managed services allow) and makes an RDB file of it. What is written
 * meanwhile is in it or not: it is no point in time.
 */
final class Scan implements Feed {
    private final Target server;
    private final InstantSource clock;
    private final Consumer<String> notes;
    private final Pipe pipe;
    private final InputStream stream;
    private final Thread reader;
    private volatile Failure failure;
    private volatile Keyspace keyspace;
    private volatile boolean closed;

    private Scan(Target server, InstantSource clock, Consumer<String> notes) throws IOException {
        this.server = server;
        this.clock = clock;
        this.notes = notes;
        this.pipe = Pipe.open();
        this.stream = Channels.newInputStream(pipe.source());
        this.reader = new Thread(this::run, "scan " + server);
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Begins to read.
     *
     * @param notes hear what could not be had
     */
    static Scan begin(Target server, InstantSource clock, Consumer<String> notes) {
        try {
            return new Scan(server.but().protocol(3).db(0).build(), clock, notes);
        } catch (IOException e) {
            throw new Unreachable("the system gives no pipe: " + Reason.of(e), null, e);
        }
    }

    private void run() {
        try (OutputStream out = Channels.newOutputStream(pipe.sink());
                Redis redis = Redis.open(server)) {
            RdbWriter rdb = new RdbWriter(out, DumpedKeys.version(redis), EncodingLimits.DEFAULTS);
            rdb.header(clock.instant(), 0);
            functions(redis, rdb);
            for (Map.Entry<Integer, Long> database : databases(redis).entrySet()) {
                read(database.getKey(), database.getValue(), rdb);
            }
            rdb.finish();
        } catch (Failure e) {
            failure = e;
        } catch (IOException e) {
            failure = new Unreachable("reading " + server + " key by key failed: " + Reason.of(e), null, e);
        }
    }

    private void functions(Redis redis, RdbWriter rdb) throws IOException {
        try (Wire wire = redis.wire()) {
            Reply reply = wire.call("FUNCTION", "LIST", "WITHCODE");
            if (reply instanceof Reply.Err) {
                return;
            }
            for (Reply library : reply.items()) {
                for (int i = 0; i + 1 < library.items().size(); i += 2) {
                    if (library.items().get(i).text().equals("library_code")) {
                        rdb.function(((Reply.Bulk) library.items().get(i + 1)).bytes());
                    }
                }
            }
        }
    }

    /** Databases that have keys, and how many. */
    private static Map<Integer, Long> databases(Redis redis) {
        Map<Integer, Long> databases = new TreeMap<>();
        try (Wire wire = redis.wire()) {
            Reply reply = wire.call("INFO", "keyspace");
            if (reply instanceof Reply.Err) {
                databases.put(0, 0L);
                return databases;
            }
            InfoText.fields(reply.text()).forEach((name, text) -> {
                if (name.startsWith("db") && text.startsWith("keys=")) {
                    String keys = text.substring("keys=".length(), text.indexOf(','));
                    databases.put(Integer.valueOf(name.substring("db".length())), Long.valueOf(keys));
                }
            });
        }
        return databases;
    }

    private void read(int db, long keys, RdbWriter rdb) throws IOException {
        Target database = server.but().db(db).build();
        rdb.database(db, keys, 0);
        try (Redis redis = Redis.open(database);
                Keyspace keys0 = new Keyspace(redis)) {
            keyspace = keys0;
            if (closed) {
                return;
            }
            keys0.dumps(Selection.ALL, new DumpedKeys(rdb, server, notes));
            long refused = keys0.tally().of(Fate.REFUSED);
            if (refused > 0) {
                notes.accept(refused + " keys of database " + db + " of " + server + " may not be read by this user: "
                        + keys0.tally().refusal());
            }
        }
    }

    @Override
    public InputStream stream() {
        return stream;
    }

    @Override
    public String id() {
        return "";
    }

    @Override
    public long offset() {
        return -1;
    }

    @Override
    public void demandWhole() {
        join();
        if (failure != null) {
            throw failure;
        }
    }

    private void join() {
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        Keyspace reading = keyspace;
        if (reading != null) {
            reading.cancel();
        }
        try (stream) {
            pipe.source().close();
        } catch (IOException e) {
            // It was only read.
        }
    }
}
