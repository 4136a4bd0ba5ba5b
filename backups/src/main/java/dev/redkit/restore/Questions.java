package dev.redkit.restore;

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
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks about single keys of one database, each the server that has it. For one thread. */
final class Questions implements Closeable {
    private final Redis redis;
    private final Map<Address, Wire> wires = new LinkedHashMap<>();

    Questions(Redis redis) {
        this.redis = redis;
    }

    /** The answer about a key; in a cluster whose slots move, after one more look at who has it. */
    Reply ask(byte[] key, byte[]... command) {
        Reply reply = wire(key).call(command);
        if (reply instanceof Reply.Err error && error.code().equals("MOVED")) {
            redis.refresh();
            return wire(key).call(command);
        }
        return reply;
    }

    boolean exists(byte[] key) {
        Reply reply = ask(key, RestoreFeed.ascii("EXISTS"), key);
        if (reply instanceof Reply.Err error) {
            throw Refusal.failure(error, "asking whether " + Named.shown(key) + " is there");
        }
        return reply.number() > 0;
    }

    /** The connection to the server that has a key. */
    Wire wire(byte[] key) {
        return wires.computeIfAbsent(
                owner(key),
                server -> Wire.open(redis.at(server).but().protocol(2).build()));
    }

    private Address owner(byte[] key) {
        return switch (redis.target().mode()) {
            case STANDALONE -> redis.target().address();
            case SENTINEL -> redis.topology().masters().get(0).address();
            case CLUSTER ->
                redis.topology()
                        .ownerOf(key)
                        .map(Node::address)
                        .orElseThrow(
                                () -> new Unreachable("nobody serves slot " + Slots.of(key), "see 'CLUSTER NODES'"));
        };
    }

    /** The same target in another database. */
    static Target database(Redis redis, int db) {
        return redis.target().db() == db
                ? redis.target()
                : redis.target().but().db(db).build();
    }

    @Override
    public void close() {
        wires.values().forEach(Wire::close);
        wires.clear();
    }
}
