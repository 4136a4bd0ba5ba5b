package dev.redkit.publish;

import dev.redkit.failure.Failure;
import dev.redkit.failure.Unreachable;
import dev.redkit.redis.Node;
import dev.redkit.redis.Redis;
import dev.redkit.redis.Slots;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Sends letters, some hundreds under way at once, and reads every reply. A letter that was under way when its connection
 * broke is not sent again, because it may have arrived; it is counted as unknown. Only where a second time does no harm
 * is it sent until it is known. For one thread.
 */
public final class Publisher implements Closeable {
    private static final int MOST_LETTERS = 1024;
    private static final long MOST_BYTES = 1 << 20;
    private static final int REDIRECTS = 16;

    private final Redis redis;
    private final Destination destination;
    private final Duration patience;
    private final Consumer<String> complaints;
    private final Map<Address, Wire> wires = new HashMap<>();
    private final List<Letter> waiting = new ArrayList<>();
    private final Map<Wire, Deque<Letter>> underWay = new LinkedHashMap<>();
    private long bytes;
    /** What was pushed since everything was settled. */
    private long pushedBytes;

    private long published;
    private long receivers;
    private long unheard;
    private long present;
    private long refused;
    private long unknown;

    public Publisher(Redis redis, Destination destination, Duration patience, Consumer<String> complaints) {
        this.redis = redis;
        this.destination = destination;
        this.patience = patience;
        this.complaints = complaints;
    }

    /** Connects to where this letter will go, and asks for a sign of life: what is sent then is not late for that. */
    public void connect(Letter letter) {
        wireFor(letter, System.nanoTime()).call("PING");
    }

    /** Takes a letter; sends it now if many wait, else with the next {@link #push} or {@link #settle}. */
    public void add(Letter letter) {
        waiting.add(letter);
        bytes += letter.size();
        if (waiting.size() >= MOST_LETTERS || bytes >= MOST_BYTES) {
            settle();
        }
    }

    /** Sends what waits, and reads only those replies that are here: for whoever must not be late with the next one. */
    public void push() {
        pushedBytes += bytes;
        send(takeWaiting(), System.nanoTime() + patience.toNanos());
        List<Letter> again = new ArrayList<>();
        boolean moved = collect(again, false);
        if (moved || pushedBytes >= MOST_BYTES || underWayCount() >= MOST_LETTERS) {
            settle(again, moved);
        }
    }

    /** Sends what waits, and returns when it is known what became of everything. */
    public void settle() {
        settle(List.of(), false);
    }

    private void settle(List<Letter> first, boolean moved) {
        long deadline = System.nanoTime() + patience.toNanos();
        if (moved) {
            refresh();
        }
        pushedBytes = 0;
        List<Letter> todo = new ArrayList<>(first);
        todo.addAll(takeWaiting());
        for (int round = 0; !todo.isEmpty() || underWayCount() > 0; round++) {
            send(todo, deadline);
            todo = new ArrayList<>();
            if (collect(todo, true)) {
                refresh();
            }
            if (!todo.isEmpty() && round > REDIRECTS && System.nanoTime() > deadline) {
                throw new Unreachable("the cluster sends " + todo.size() + " messages from node to node");
            }
        }
    }

    private List<Letter> takeWaiting() {
        List<Letter> taken = List.copyOf(waiting);
        waiting.clear();
        bytes = 0;
        return taken;
    }

    private int underWayCount() {
        return underWay.values().stream().mapToInt(Deque::size).sum();
    }

    private void send(List<Letter> letters, long deadline) {
        Set<Wire> used = new LinkedHashSet<>();
        for (Letter letter : letters) {
            Wire wire = wireFor(letter, deadline);
            wire.send(destination.command(letter));
            underWay.computeIfAbsent(wire, w -> new ArrayDeque<>()).add(letter);
            used.add(wire);
        }
        used.forEach(this::flush);
    }

    /** Reads replies, all or those that are here; whether one of them says that a slot lives elsewhere. */
    private boolean collect(List<Letter> again, boolean all) {
        boolean moved = false;
        for (Map.Entry<Wire, Deque<Letter>> one : List.copyOf(underWay.entrySet())) {
            moved |= collect(one.getKey(), one.getValue(), again, all);
            if (one.getValue().isEmpty()) {
                underWay.remove(one.getKey());
            }
        }
        return moved;
    }

    /** A wire that breaks here shows it again when its replies are read. */
    private void flush(Wire wire) {
        try {
            wire.flush();
        } catch (Unreachable e) {
            complaints.accept(e.getMessage());
        }
    }

    private boolean collect(Wire wire, Deque<Letter> letters, List<Letter> again, boolean all) {
        boolean moved = false;
        while (!letters.isEmpty()) {
            Reply reply;
            try {
                Optional<Reply> next = all ? Optional.of(wire.read()) : wire.next(Duration.ZERO);
                if (next.isEmpty()) {
                    return moved;
                }
                reply = next.get();
            } catch (Unreachable | IllegalStateException e) {
                lost(wire, letters, again, e);
                return true;
            }
            Letter letter = letters.remove();
            if (reply instanceof Reply.Err error) {
                Refusal refusal = Refusal.of(error);
                if (refusal.redirects() || refusal.passes()) {
                    again.add(letter);
                    moved = true;
                } else {
                    refused(error);
                }
            } else {
                published(reply);
            }
        }
        return moved;
    }

    private void published(Reply reply) {
        if (destination.repeatable() && reply instanceof Reply.Int) {
            present++;
            return;
        }
        published++;
        if (reply instanceof Reply.Int count) {
            receivers += count.value();
            unheard += count.value() == 0 ? 1 : 0;
        }
    }

    private void refused(Reply.Err error) {
        Failure failure = Refusal.failure(error, "publish");
        if (published == 0 || Refusal.of(error).stops()) {
            throw failure;
        }
        if (refused++ < 10) {
            complaints.accept(error.message());
        }
    }

    private void lost(Wire wire, Deque<Letter> letters, List<Letter> again, RuntimeException why) {
        wires.values().remove(wire);
        wire.close();
        if (destination.repeatable()) {
            again.addAll(letters);
        } else {
            unknown += letters.size();
            complaints.accept(why.getMessage() + "; " + letters.size()
                    + " messages were under way, which may have been delivered or not");
        }
        letters.clear();
    }

    private Wire wireFor(Letter letter, long deadline) {
        while (true) {
            try {
                Address address = addressFor(letter);
                Wire there = wires.get(address);
                if (there == null) {
                    there = address == null ? redis.wire() : Wire.open(redis.at(address));
                    wires.put(address, there);
                }
                return there;
            } catch (Unreachable e) {
                if (published + refused + unknown == 0 || System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                refresh();
            }
        }
    }

    /** Null for any node, or the only one. */
    private Address addressFor(Letter letter) {
        byte[] key = destination.routedBy(letter);
        if (key == null || redis.target().mode() != Target.Mode.CLUSTER) {
            return null;
        }
        return redis.topology().ownerOf(key).map(Node::address).orElseThrow(() -> {
            int slot = Slots.of(key);
            return new Unreachable("nobody serves slot " + slot + " now");
        });
    }

    private void refresh() {
        try {
            redis.refresh();
        } catch (Unreachable e) {
            complaints.accept(e.getMessage());
        }
    }

    public Delivery delivery() {
        return new Delivery(published, receivers, unheard, present, refused, unknown);
    }

    @Override
    public void close() {
        wires.values().forEach(Wire::close);
        wires.clear();
    }
}
