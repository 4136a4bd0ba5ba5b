package dev.redkit.redis;

import dev.redkit.failure.Unreachable;
import dev.redkit.lane.Router;
import dev.redkit.target.Address;
import dev.redkit.wire.Wire;
import java.util.List;

/**
 * The way to a cluster's masters: each command goes to the owner of its first key. One without a key goes to the first
 * master, unless it is meant for all of them: then no single one is right. While nobody owns a slot its commands go to the first master too, which says so. For one thread.
 */
public final class ClusterRouter implements Router {
    private final Redis redis;
    private final KeySpecs specs;
    private final RespArgs args = new RespArgs();
    private final Address[] owners = new Address[Slots.COUNT];
    private Address anyone;

    ClusterRouter(Redis redis) {
        this.redis = redis;
        this.specs = redis.keySpecs();
        take(redis.topology());
    }

    private void take(Topology topology) {
        List<Node> masters = topology.masters();
        if (masters.isEmpty()) {
            throw new Unreachable(redis.target() + " has no master", "see 'CLUSTER NODES'");
        }
        anyone = masters.get(0).address();
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            owners[slot] = topology.owner(slot).map(Node::address).orElse(anyone);
        }
    }

    @Override
    public Address route(byte[] bytes, int start, int end) {
        args.reset(bytes, start, end);
        int key = specs.firstKey(args);
        if (key == KeySpec.EVERYWHERE) {
            return null;
        }
        if (key < 0 || !args.has(key)) {
            return anyone;
        }
        return owners[Slots.of(bytes, args.offset(key), args.length(key))];
    }

    @Override
    public Wire open(Address server) {
        // RESP2 on lanes: a RESP3 connection may be sent pushes, which answer nothing.
        return Wire.open(redis.at(server).but().protocol(2).build());
    }

    @Override
    public void refresh() {
        take(redis.refresh());
    }

    @Override
    public void moved(int slot, Address to) {
        owners[slot] = to;
    }

    @Override
    public boolean manyServers() {
        return true;
    }
}
