package dev.redkit.lane;

import dev.redkit.wire.InfoText;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;

/**
 * What a server calls one connection, so that a later one can end it. A connection that broke here may live on over
 * there: what it brought may still lie unread, and would be done after what is sent again.
 *
 * @param run names the server process: after a restart, the same number means somebody else
 * @param client the connection's number there
 */
record Identity(String run, String client) {
    /** Asks; whoever may not know is known by an empty name. */
    static Identity of(Wire wire) {
        Reply info = wire.call("INFO", "server");
        String run =
                info instanceof Reply.Err ? "" : InfoText.fields(info.text()).getOrDefault("run_id", "");
        return new Identity(run, wire.call("CLIENT", "ID") instanceof Reply.Int id ? Long.toString(id.number()) : "");
    }

    /** Ends it, if the server on this wire is the same and allows that. */
    void endFrom(Wire wire, Identity mine) {
        if (!run.isEmpty() && run.equals(mine.run) && !client.isEmpty()) {
            wire.call("CLIENT", "KILL", "ID", client);
        }
    }
}
