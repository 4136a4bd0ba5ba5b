package dev.redkit.keyspace;

import dev.redkit.failure.Unreachable;
import dev.redkit.redis.Node;
import dev.redkit.redis.Redis;
import dev.redkit.redis.Slots;
import dev.redkit.redis.Topology;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of one database of a server, or of all masters of a cluster, one after the other. For one reading, by one
 * thread.
 *
 * <p>A key that is there the whole time is given, and once: names that SCAN repeats are known again, and slots that
 * moved to another node meanwhile are looked through there again at the end. What limits this is memory: of more than
 * {@value #REMEMBERED} names, the earliest are forgotten, so that in a larger keyspace keys of slots that move may be
 * given twice.
 */
public final class Keyspace implements Closeable {
    private static final int REMEMBERED = 1 << 18;
    private static final int ROUNDS = 16;

    private final Redis redis;
    private final Tally tally = new Tally();
    private final Complaints complaints;
    private final Seen seen = new Seen(REMEMBERED);
    private final Map<Address, NodeReader> readers = new LinkedHashMap<>();
    private volatile boolean cancelled;
    private Selection selection;
    private Delivery delivery;

    public Keyspace(Redis redis) {
        this.redis = redis;
        this.complaints = new Complaints(tally, isCluster());
    }

    /** What became of the keys so far. */
    public Tally tally() {
        return tally;
    }

    /** Ends the reading after the batch of keys that is under way. Any thread may say so. */
    public void cancel() {
        cancelled = true;
    }

    /** Gives the keys as entries. */
    public void entries(Selection wanted, EntryConsumer consumer) throws IOException {
        read(wanted, new Delivery.Entries(db(), consumer));
    }

    /** Gives the keys of that name as entries, in this order as far as they are on one server. */
    public void entries(NameBatches names, Selection wanted, EntryConsumer consumer) throws IOException {
        selection = wanted;
        delivery = new Delivery.Entries(db(), consumer);
        readListed(names);
    }

    /** Gives the keys as payloads of DUMP. */
    public void dumps(Selection wanted, DumpConsumer consumer) throws IOException {
        read(wanted, new Delivery.Dumps(db(), consumer));
    }

    /** Gives the keys of that name as payloads of DUMP. */
    public void dumps(NameBatches names, Selection wanted, DumpConsumer consumer) throws IOException {
        selection = wanted;
        delivery = new Delivery.Dumps(db(), consumer);
        readListed(names);
    }

    /** Gives only the names of the keys. */
    public void names(Selection wanted, NameConsumer consumer) throws IOException {
        Delivery.OnlyNames only = consumer::accept;
        read(wanted, only);
    }

    private void read(Selection wanted, Delivery how) throws IOException {
        selection = wanted;
        delivery = how;
        if (wanted.isListed()) {
            readListed(listed(wanted));
        } else if (isCluster()) {
            readCluster();
        } else {
            scan(reader(onlyServer()), selection);
        }
    }

    private NameBatches listed(Selection wanted) {
        List<byte[]> names = new ArrayList<>();
        for (Glob pattern : wanted.patterns()) {
            if (wanted.wants(pattern.bytes()) && seen.add(pattern.bytes())) {
                names.add(pattern.bytes());
            }
        }
        List<List<byte[]>> once = new ArrayList<>(List.of(names));
        return () -> once.isEmpty() ? null : once.remove(0);
    }

    private void scan(NodeReader reader, Selection names) throws IOException {
        drive(reader, new ScannedNames(names, abilities(), seen, tally));
    }

    private void drive(NodeReader reader, Names names) throws IOException {
        reader.open(names);
        while (!cancelled && reader.step()) {
            follow();
        }
    }

    private void readCluster() throws IOException {
        Topology before = redis.refresh();
        for (Node master : before.masters()) {
            scan(reader(master.address()), selection);
        }
        for (int round = 0; round < ROUNDS && !cancelled; round++) {
            Topology after = redis.refresh();
            Map<Address, BitSet> moved = moved(before, after);
            if (moved.isEmpty()) {
                return;
            }
            for (Map.Entry<Address, BitSet> one : moved.entrySet()) {
                BitSet slots = one.getValue();
                scan(reader(one.getKey()), selection.where(name -> slots.get(Slots.of(name))));
            }
            before = after;
        }
        if (!cancelled) {
            throw new Unreachable(
                    "the slots of " + redis.target() + " keep moving", "try again when resharding has ended");
        }
    }

    /** The slots that another server serves now, by that server. */
    private static Map<Address, BitSet> moved(Topology before, Topology after) {
        Map<Address, BitSet> moved = new LinkedHashMap<>();
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            Optional<Address> then = before.owner(slot).map(Node::address);
            Optional<Address> now = after.owner(slot).map(Node::address);
            if (now.isPresent() && !now.equals(then)) {
                moved.computeIfAbsent(now.get(), owner -> new BitSet()).set(slot);
            }
        }
        return moved;
    }

    private void readListed(NameBatches names) throws IOException {
        for (List<byte[]> batch = names.next(); batch != null && !cancelled; batch = names.next()) {
            Map<Address, List<byte[]>> owners = new LinkedHashMap<>();
            for (byte[] name : batch) {
                owners.computeIfAbsent(owner(name), owner -> new ArrayList<>()).add(name);
            }
            for (Map.Entry<Address, List<byte[]>> one : owners.entrySet()) {
                drive(reader(one.getKey()), new ListedNames(one.getValue()));
            }
        }
    }

    private Address owner(byte[] name) {
        if (!isCluster()) {
            return onlyServer();
        }
        return redis.topology()
                .ownerOf(name)
                .orElseThrow(() -> new Unreachable(
                        "nobody serves slot " + Slots.of(name) + " of " + Key.shown(name), "see 'CLUSTER NODES'"))
                .address();
    }

    /** Reads the keys that were found to live elsewhere, from there. */
    private void follow() throws IOException {
        for (int hop = 0; hop < ROUNDS; hop++) {
            List<Complaints.Elsewhere> elsewhere = complaints.takeElsewhere();
            if (elsewhere.isEmpty()) {
                return;
            }
            for (Complaints.Elsewhere one : elsewhere) {
                reader(one.address()).readHere(one.name(), one.asking());
            }
        }
        throw new Unreachable(
                "a key is sent from node to node", "the cluster does not agree on its slots: see 'CLUSTER NODES'");
    }

    private NodeReader reader(Address server) {
        return readers.computeIfAbsent(server, address -> {
            Abilities abilities = abilities();
            LongValue.Origin origin =
                    new LongValue.Origin(Line.to(redis.at(address)), address, db(), abilities, complaints);
            return new NodeReader(origin, selection, tally, delivery);
        });
    }

    private Abilities abilities() {
        return Abilities.of(redis.capabilities());
    }

    private Address onlyServer() {
        return redis.target().mode() == Target.Mode.SENTINEL
                ? redis.topology().masters().get(0).address()
                : redis.target().address();
    }

    private boolean isCluster() {
        return redis.target().mode() == Target.Mode.CLUSTER;
    }

    private int db() {
        return redis.target().db();
    }

    @Override
    public void close() {
        readers.values().forEach(NodeReader::close);
        readers.clear();
    }
}
