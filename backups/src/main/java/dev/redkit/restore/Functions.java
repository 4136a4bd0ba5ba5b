package dev.redkit.restore;

import dev.redkit.redis.Node;
import dev.redkit.redis.Redis;
import dev.redkit.target.Target;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Loads libraries of functions into every master, each library once. */
final class Functions {
    private final Redis redis;
    private final OnConflict onConflict;
    private final RestoreTally tally;
    private final RestoreListener listener;
    private final Set<ByteBuffer> loaded = new HashSet<>();

    Functions(Redis redis, OnConflict onConflict, RestoreTally tally, RestoreListener listener) {
        this.redis = redis;
        this.onConflict = onConflict;
        this.tally = tally;
        this.listener = listener;
    }

    void load(byte[] source) {
        // Every part of a cluster's backup has the same libraries.
        if (!loaded.add(ByteBuffer.wrap(source))) {
            return;
        }
        boolean done = true;
        for (Wire wire : wires()) {
            try (wire) {
                done &= load(wire, source);
            }
        }
        if (done) {
            tally.function();
        }
    }

    private List<Wire> wires() {
        return redis.target().mode() == Target.Mode.CLUSTER
                ? redis.topology().masters().stream()
                        .map((Node node) -> redis.wire(node))
                        .toList()
                : List.of(redis.wire());
    }

    private boolean load(Wire wire, byte[] source) {
        boolean replace =
                onConflict.policy() == OnConflict.Policy.REPLACE || onConflict.policy() == OnConflict.Policy.NEWER;
        byte[] function = RestoreFeed.ascii("FUNCTION");
        byte[] load = RestoreFeed.ascii("LOAD");
        Reply reply = replace
                ? wire.call(function, load, RestoreFeed.ascii("REPLACE"), source)
                : wire.call(function, load, source);
        if (reply instanceof Reply.Err error) {
            boolean there = error.message().contains("already exists");
            listener.note((there
                            ? "a library of functions is there already, and stays: "
                            : "a library of functions was not loaded: ")
                    + error.message());
            return false;
        }
        return true;
    }
}
