package dev.redkit.bench.engine;

import java.util.ArrayList;
import java.util.List;

/** Decides which request comes next, and over which connection it goes. */
abstract class Dealer {
    private final List<Connection> dirty = new ArrayList<>();

    abstract boolean clustered();

    abstract void add(Connection connection);

    abstract void remove(Connection connection);

    /** The next request over that connection, sent now; false when it has no room. */
    abstract boolean deal(Connection connection, long now);

    /** The next request over whichever connection it may take; false when none of them has room. */
    abstract boolean deal(long due, long now);

    /** How many connections got requests that they have not sent. */
    final int dirtyCount() {
        return dirty.size();
    }

    final Connection dirty(int index) {
        return dirty.get(index);
    }

    final void clean() {
        dirty.clear();
    }

    final void touched(Connection connection) {
        if (!connection.dirty) {
            connection.dirty = true;
            dirty.add(connection);
        }
    }
}
