package dev.redkit.lane;

import dev.redkit.target.Address;
import dev.redkit.wire.Wire;

/** A router that does as another one does, but for what it says itself. */
public interface RouterBehind extends Router {
    /** The other one. */
    Router router();

    @Override
    default Address route(byte[] bytes, int start, int end) {
        return router().route(bytes, start, end);
    }

    @Override
    default Wire open(Address server) {
        return router().open(server);
    }

    @Override
    default void refresh() {
        router().refresh();
    }

    @Override
    default void moved(int slot, Address to) {
        router().moved(slot, to);
    }

    @Override
    default boolean manyServers() {
        return router().manyServers();
    }
}
