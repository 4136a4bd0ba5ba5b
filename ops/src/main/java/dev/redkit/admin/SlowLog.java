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
import java.util.Optional;

/**
 * The slow log of one server, read again and again: each entry once. A server that was started anew counts its entries
 * from 0, which its run id tells, or an entry that is not the one it was; entries that left the log before they could be
 * read are counted. After a lost connection the next reading makes a new one.
 */
public final class SlowLog implements Closeable {
    private static final int FIRST = 128;
    private static final int MOST = 1 << 20;

    private final Redis redis;
    private final Address server;
    private Wire wire;
    private String run = "";
    private Optional<SlowEntry> newest = Optional.empty();
    /** Whether it is known which id comes next: an empty log does not tell. */
    private boolean counted;

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
            run = runId();
            List<SlowEntry> entries = get(Math.max(count, 1));
            taken(entries);
            return count == 0 ? List.of() : entries;
        });
    }

    /** Those that came since, the oldest first. */
    public List<SlowEntry> next() {
        return guarded(() -> {
            String id = runId();
            List<SlowEntry> entries = backTo(last());
            restarted = !(run.isEmpty() || id.isEmpty() || run.equals(id)) || another(entries);
            if (restarted) {
                newest = Optional.empty();
                counted = true;
                entries = backTo(last());
            }
            // Not before all has been read: what fails here is tried again, and must find the server changed then too.
            run = id;
            long known = last();
            List<SlowEntry> fresh =
                    entries.stream().filter(entry -> entry.id() > known).toList();
            dropped = fresh.isEmpty() || !counted ? 0 : fresh.get(0).id() - known - 1;
            taken(fresh);
            return fresh;
        });
    }

    private long last() {
        return newest.map(SlowEntry::id).orElse(-1L);
    }

    private void taken(List<SlowEntry> entries) {
        if (!entries.isEmpty()) {
            newest = Optional.of(entries.get(entries.size() - 1));
            counted = true;
        }
    }

    /** As far as the log goes, but no further than it takes to hold this entry. */
    private List<SlowEntry> backTo(long id) {
        int count = FIRST;
        List<SlowEntry> entries = get(count);
        while (entries.size() == count && entries.get(0).id() > Math.max(id, 0) && count < MOST) {
            count *= 8;
            entries = get(count);
        }
        return entries;
    }

    /** Whether this cannot be the log that was read before: it has not come so far, or has another entry in that place. */
    private boolean another(List<SlowEntry> entries) {
        if (newest.isEmpty() || entries.isEmpty()) {
            return false;
        }
        SlowEntry known = newest.get();
        return entries.get(entries.size() - 1).id() < known.id()
                || entries.stream()
                        .anyMatch(entry -> entry.id() == known.id()
                                && (entry.time() != known.time()
                                        || entry.micros() != known.micros()
                                        || !entry.client().equals(known.client())));
    }

    /** How many entries had left the log before the last {@link #next} could read them. */
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

    /** Empty for a user that may not ask for it. */
    private String runId() {
        Reply reply = wire.call("INFO", "server");
        return reply instanceof Reply.Err ? "" : InfoText.fields(reply.text()).getOrDefault("run_id", "");
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
