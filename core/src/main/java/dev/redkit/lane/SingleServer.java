package dev.redkit.lane;

import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.wire.Wire;

/** The way to one server: everything goes there. */
public final class SingleServer implements Router {
    private final Target target;

    public SingleServer(Target target) {
        // RESP2 on lanes: a RESP3 connection may be sent pushes, which answer nothing.
        this.target = target.but().protocol(2).build();
    }

    @Override
    public Address route(byte[] bytes, int start, int end) {
        return target.address();
    }

    @Override
    public Wire open(Address server) {
        return Wire.open(target);
    }

    @Override
    public void refresh() {
        // There is nobody else to ask.
    }

    @Override
    public void moved(int slot, Address to) {
        // A single server moves nothing.
    }

    @Override
    public boolean manyServers() {
        return false;
    }
}
