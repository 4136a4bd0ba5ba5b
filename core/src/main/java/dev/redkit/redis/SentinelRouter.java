package dev.redkit.redis;

import dev.redkit.failure.Unreachable;
import dev.redkit.lane.Router;
import dev.redkit.target.Address;
import dev.redkit.wire.Wire;

/** The way to whoever is the master now, as the sentinels say: everything goes there. For one thread. */
final class SentinelRouter implements Router {
    private final Redis redis;
    private Address master;

    SentinelRouter(Redis redis) {
        this.redis = redis;
        refresh();
    }

    @Override
    public Address route(byte[] bytes, int start, int end) {
        return master;
    }

    /** Not to a replica: sentinels may name, during a failover, one that is not the master any more. */
    @Override
    public Wire open(Address server) {
        // RESP2 on lanes: a RESP3 connection may be sent pushes, which answer nothing.
        Wire wire = Wire.open(redis.at(server).but().protocol(2).build());
        if (Capabilities.role(wire) == Node.Role.MASTER) {
            return wire;
        }
        wire.close();
        throw new Unreachable(
                "the sentinels name " + server + " as the master '"
                        + redis.target().master() + "', but it is a replica",
                "a failover may be under way: try again in a moment");
    }

    @Override
    public void refresh() {
        master = redis.refresh().masters().get(0).address();
    }

    @Override
    public void moved(int slot, Address to) {
        // Slots are for clusters.
    }

    @Override
    public boolean manyServers() {
        return false;
    }
}
