package dev.redkit.lane;

import dev.redkit.target.Address;
import dev.redkit.wire.Wire;
import java.util.List;

/** Knows which server a command goes to, and how to get there. */
public interface Router {
    /**
     * The server for the command that lies in {@code bytes} from {@code start} to {@code end}; null when it is meant for
     * every server of a cluster, so that no single one is right.
     */
    Address route(byte[] bytes, int start, int end);

    /** Opens a connection for a lane: introduced, RESP2, nothing under way. */
    Wire open(Address server);

    /** Asks again who serves what: after a redirect, a failover, an uncovered slot. */
    void refresh();

    /** Takes a server's word for it that a slot lives elsewhere: it knows better than whoever is asked in general. */
    void moved(int slot, Address to);

    /** Whether there are several servers, so that redirects are followed; else every route is the same. */
    boolean manyServers();

    /** How commands are spread over several connections to the same server. */
    default Spread spread() {
        return Spread.ONE;
    }

    /** The same way, over more connections. */
    default Router over(Spread wanted) {
        return new TailoredRouter(this, wanted, List.of());
    }

    /** The same way, where each connection begins with a command: for what a server knows only of a connection. */
    default Router greeting(byte[]... command) {
        return new TailoredRouter(this, spread(), List.of(command));
    }
}
