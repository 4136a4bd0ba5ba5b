package dev.redkit.keys;

import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.Unreachable;
import dev.redkit.keyspace.Dump;
import dev.redkit.keyspace.DumpConsumer;
import dev.redkit.keyspace.Keyspace;
import dev.redkit.keyspace.Selection;
import dev.redkit.keyspace.Tally.Fate;
import dev.redkit.rdb.DumpReader;
import dev.redkit.redis.Node;
import dev.redkit.redis.Redis;
import dev.redkit.take.ExactDigest;
import dev.redkit.take.KeptValues;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Does something with a key when what it holds is what lies in the backup, element by element. The key is watched while it
 * is read, so that whoever writes to it meanwhile calls the change off. Five exchanges with the server for a key.
 */
final class SecondLook implements Closeable {
    /** How much an expiry may be off that was reckoned from what is left and the time of the server. */
    private static final long UNSURE_MILLIS = 1000;

    private static final Reply GONE = new Reply.Int(0);
    private static final Reply WRITTEN = new Reply.Int(GuardedChange.WRITTEN);
    private static final byte[] WATCH = "WATCH".getBytes(StandardCharsets.US_ASCII);

    private final Redis redis;
    private final KeptValues backup;
    private final Keyspace keyspace;
    private final boolean expiryCounts;
    private final long tolerance;
    private final Map<Address, Wire> wires = new HashMap<>();
    private final DumpConsumer reading = new Reading();
    private Live live;

    private record Live(Kind kind, byte[] digest, long expireAt) {}

    /** @param absolute whether the server tells when a key expires, not only how long it has left */
    SecondLook(Redis redis, Path backup, boolean expiryCounts, boolean absolute) {
        this.redis = redis;
        this.backup = new KeptValues(backup);
        this.keyspace = new Keyspace(redis);
        this.expiryCounts = expiryCounts;
        this.tolerance = absolute ? 0 : UNSURE_MILLIS;
    }

    /** The answer to the key's command, or {@link GuardedChange#WRITTEN}. Keys come in the order of the backup. */
    Reply change(Wanted key) throws IOException {
        Wire wire = wire(key.name());
        Reply watched = wire.call(WATCH, key.name());
        if (watched instanceof Reply.Err error && Refusal.of(error) == Refusal.MOVED) {
            redis.refresh();
            wire = wire(key.name());
            watched = wire.call(WATCH, key.name());
        }
        if (watched instanceof Reply.Err) {
            return watched;
        }
        Reply against = compare(key);
        if (against != null) {
            wire.call("UNWATCH");
            return against;
        }
        return carryOut(wire, key.command());
    }

    /** Null when it is what was backed up. */
    private Reply compare(Wanted key) throws IOException {
        long refused = keyspace.tally().of(Fate.REFUSED);
        live = null;
        try {
            Iterator<List<byte[]>> once = List.of(List.of(key.name())).iterator();
            keyspace.dumps(() -> once.hasNext() ? once.next() : null, Selection.ALL, reading);
        } catch (BadInput e) {
            return new Reply.Err("ERR it cannot be compared with its backup: " + e.getMessage());
        }
        if (keyspace.tally().of(Fate.REFUSED) > refused) {
            return new Reply.Err(keyspace.tally().refusal());
        }
        if (live == null) {
            return GONE;
        }
        Entry kept = backup.at(key.place(), key.name());
        return live.kind() == kept.value().kind()
                        && isSame(live.expireAt(), kept.expireAt())
                        && Arrays.equals(live.digest(), ExactDigest.of(kept.value()))
                ? null
                : WRITTEN;
    }

    private boolean isSame(long one, long other) {
        return !expiryCounts
                || one == other
                || (one != Entry.NEVER && other != Entry.NEVER && Math.abs(one - other) <= tolerance);
    }

    /** One after the other: where MULTI is refused, the command must not run by itself. */
    private Reply carryOut(Wire wire, byte[][] command) {
        Reply begun = wire.call("MULTI");
        if (begun instanceof Reply.Err) {
            wire.call("UNWATCH");
            return begun;
        }
        wire.send(command);
        wire.send("EXEC");
        Reply queued = wire.read();
        Reply done = wire.read();
        if (done instanceof Reply.Err) {
            // A connection of which nobody knows what it still holds.
            wires.values().remove(wire);
            wire.close();
            return queued instanceof Reply.Err ? queued : done;
        }
        return done.isNil() ? WRITTEN : done.items().get(0);
    }

    private Wire wire(byte[] key) {
        if (redis.target().mode() != Target.Mode.CLUSTER) {
            return wires.computeIfAbsent(redis.target().address(), any -> redis.wire());
        }
        Node owner = redis.topology()
                .ownerOf(key)
                .orElseThrow(() -> new Unreachable("no node of the cluster serves the slot of a key"));
        return wires.computeIfAbsent(owner.address(), address -> Wire.open(redis.at(address)));
    }

    private final class Reading implements DumpConsumer {
        @Override
        public void accept(Dump dump) throws IOException {
            DumpReader value = DumpReader.of(dump.payload(), KeyFacts.shown(dump.key()));
            live = new Live(value.kind(), ExactDigest.of(value), dump.expireAt());
        }

        @Override
        public void accept(Entry entry) throws IOException {
            live = new Live(entry.value().kind(), ExactDigest.of(entry.value()), entry.expireAt());
        }
    }

    @Override
    public void close() throws IOException {
        wires.values().forEach(Wire::close);
        keyspace.close();
        backup.close();
    }
}
