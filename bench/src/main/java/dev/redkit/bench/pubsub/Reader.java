package dev.redkit.bench.pubsub;

import dev.redkit.failure.Failure;
import dev.redkit.failure.Unreachable;
import dev.redkit.target.Target;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One subscriber, or one member of a group: a thread that reads one connection until it is told to stop. */
final class Reader implements Closeable {
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final int BATCH = 128;

    private final Traffic traffic;
    private final Wire wire;
    private final Deliveries.Receiver receiver;
    private final Map<String, Integer> channels = new HashMap<>();
    private final String group;
    private final String member;
    private final Thread thread;
    private volatile boolean closed;
    private volatile String failure;

    /** What is read over one connection: the numbers of channels by their names. */
    record Place(Target target, Map<String, Integer> channels) {}

    Reader(Traffic traffic, Place place, Deliveries.Receiver receiver, int index) {
        this.traffic = traffic;
        this.receiver = receiver;
        this.channels.putAll(place.channels());
        this.group = "g" + index % traffic.groups();
        this.member = "m" + index;
        this.wire = Wire.open(place.target());
        this.thread = new Thread(this::work, "bench-subscriber");
        thread.setDaemon(true);
    }

    /** Subscribes, and returns when the server has confirmed it. */
    void begin() {
        if (traffic.kind() != Traffic.Kind.STREAM) {
            // One by one: of sharded channels, a command may name only those of one slot.
            channels.keySet().forEach(name -> wire.send(traffic.kind().receive(), name));
            for (int i = 0; i < channels.size(); i++) {
                confirmed(wire.next(Duration.ofSeconds(10)).orElse(null));
            }
        }
        thread.start();
    }

    private void confirmed(Reply reply) {
        if (reply instanceof Reply.Err error) {
            throw Refusal.failure(error, traffic.kind().receive() + " on " + wire.address());
        }
        if (reply == null) {
            throw new Unreachable(wire.address() + " does not confirm a subscription");
        }
    }

    /** Why it ended before it was told to; null if it did not. */
    String failure() {
        return failure;
    }

    private void work() {
        try (wire) {
            while (!closed) {
                if (traffic.kind() == Traffic.Kind.STREAM) {
                    readStream();
                } else {
                    wire.next(PATIENCE).ifPresent(this::message);
                }
            }
        } catch (Failure e) {
            failure = closed ? null : e.getMessage();
        }
    }

    /** {@code message}, channel, payload. */
    private void message(Reply reply) {
        List<Reply> items = reply.items();
        Integer channel = items.size() == 3 ? channels.get(items.get(1).text()) : null;
        if (channel != null && items.get(2) instanceof Reply.Bulk payload) {
            receiver.take(channel, payload.bytes());
        }
    }

    private void readStream() {
        List<String> words = new ArrayList<>(List.of(
                "XREADGROUP", "GROUP", group, member, "COUNT", Integer.toString(BATCH), "BLOCK", "200", "STREAMS"));
        words.addAll(channels.keySet());
        channels.keySet().forEach(name -> words.add(">"));
        Reply reply = wire.demand(words.toArray(String[]::new));
        if (reply.isNil()) {
            return;
        }
        if (reply instanceof Reply.Pairs pairs) {
            for (int i = 0; i + 1 < pairs.items().size(); i += 2) {
                entries(pairs.items().get(i).text(), pairs.items().get(i + 1));
            }
        } else {
            reply.items()
                    .forEach(one ->
                            entries(one.items().get(0).text(), one.items().get(1)));
        }
    }

    private void entries(String key, Reply entries) {
        List<String> done = new ArrayList<>(List.of("XACK", key, group));
        for (Reply entry : entries.items()) {
            done.add(entry.items().get(0).text());
            if (entry.items().get(1).items().get(1) instanceof Reply.Bulk payload) {
                receiver.take(channels.get(key), payload.bytes());
            }
        }
        wire.demand(done.toArray(String[]::new));
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
