package dev.redkit.admin;

import dev.redkit.failure.Failure;
import dev.redkit.redis.Redis;
import dev.redkit.target.Address;
import dev.redkit.wire.InfoText;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The slow log of one server, read again and again: each entry once. A server that was started anew counts its entries
 * from 0, which its run id tells; entries that the server dropped before they could be read are counted. After a lost
 * connection the next reading makes a new one.
 */
public final class SlowLog implements Closeable {
    private static final long NONE = -1;
    private static final int FIRST = 128;
    private static final int MOST = 1 << 20;

    private final Redis redis;
    private final Address server;
    private Wire wire;
    private String run;
    private long last = NONE;
    private boolean begun;
    private long dropped;
    private boolean restarted;

    public SlowLog(Redis redis, Address server) {
        this.redis = redis;
        this.server = server;
    }

    public Address server() {
        return server;
    }

    /** The latest entries, the oldest first. From now on {@link #next} gives what comes after them. */
    public List<SlowEntry> latest(int count) {
        return guarded(() -> {
            identify();
            List<SlowEntry> entries = get(count);
            begun = true;
            last = entries.isEmpty() ? NONE : entries.get(entries.size() - 1).id();
            return entries;
        });
    }

    /** Those that came since, the oldest first. */
    public List<SlowEntry> next() {
        return guarded(() -> {
            boolean same = identify();
            int count = FIRST;
            List<SlowEntry> entries = get(count);
            boolean newLog = !same
                    || (!entries.isEmpty() && entries.get(entries.size() - 1).id() < last);
            restarted = begun && newLog;
            if (newLog) {
                last = NONE;
            }
            // As long as the log goes back further than what was asked for, and not yet to what is known.
            while (entries.size() == count && entries.get(0).id() > last + 1 && count < MOST) {
                count *= 8;
                entries = get(count);
            }
            List<SlowEntry> fresh = new ArrayList<>();
            for (SlowEntry entry : entries) {
                if (entry.id() > last) {
                    fresh.add(entry);
                }
            }
            dropped = fresh.isEmpty() || !begun ? 0 : fresh.get(0).id() - last - 1;
            last = fresh.isEmpty() ? last : fresh.get(fresh.size() - 1).id();
            begun = true;
            return fresh;
        });
    }

    /** How many entries the server had dropped before the last {@link #next} could read them. */
    public long dropped() {
        return dropped;
    }

    /** Whether the last {@link #next} found a server that was started anew. */
    public boolean restarted() {
        return restarted;
    }

    private interface Reading {
        List<SlowEntry> read();
    }

    private List<SlowEntry> guarded(Reading reading) {
        try {
            if (wire == null) {
                wire = Wire.open(redis.at(server));
            }
            return reading.read();
        } catch (Failure e) {
            close();
            throw e;
        }
    }

    /** Whether it is the server that was asked before; a user that may not ask for its run id is taken at its word. */
    private boolean identify() {
        Reply reply = wire.call("INFO", "server");
        if (reply instanceof Reply.Err) {
            return true;
        }
        String id = InfoText.fields(reply.text()).get("run_id");
        boolean same = run == null || run.equals(id);
        run = id;
        return same;
    }

    private List<SlowEntry> get(int count) {
        Reply reply =
                EveryNode.demand(wire, "SLOWLOG GET", word("SLOWLOG"), word("GET"), word(Integer.toString(count)));
        List<SlowEntry> entries = new ArrayList<>();
        for (Reply one : reply.items()) {
            entries.add(0, SlowEntry.read(server.toString(), one));
        }
        return entries;
    }

    private static byte[] word(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        if (wire != null) {
            wire.close();
            wire = null;
        }
    }
}
