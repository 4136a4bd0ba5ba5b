package dev.redkit.lane;

import dev.redkit.target.Address;
import dev.redkit.wire.Transport;

/** Knows which server a command goes to, and how to get there. */
public interface Router {
    /** The server for the command that lies in {@code bytes} from {@code start} to {@code end}. */
    Address route(byte[] bytes, int start, int end);

    /** Opens a connection for a lane: introduced, RESP2, nothing under way. */
    Transport open(Address server);

    /** Asks again who serves what: after a redirect, a failover, an uncovered slot. */
    void refresh();

    /** Whether redirects are followed: not so for a single server. */
    boolean followsRedirects();
}
