package dev.redkit.keyspace;

import dev.redkit.target.Address;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import java.util.ArrayList;
import java.util.List;

/** What error replies mean while keys are read: some concern one key, and the rest goes on; all others end the work. */
final class Complaints {
    /** A key that lives on another node, or is on its way there ({@code asking}). */
    record Elsewhere(byte[] name, Address address, boolean asking) {}

    private final Tally tally;
    private final boolean cluster;
    private List<Elsewhere> elsewhere = new ArrayList<>();

    Complaints(Tally tally, boolean cluster) {
        this.tally = tally;
        this.cluster = cluster;
    }

    /** The keys that other nodes were named for since this was asked last. */
    List<Elsewhere> takeElsewhere() {
        List<Elsewhere> taken = elsewhere;
        elsewhere = new ArrayList<>();
        return taken;
    }

    /** Accounts for a key that cannot be read from this server. */
    void about(byte[] name, Reply.Err error, Address server) {
        Refusal reason = Refusal.of(error);
        if (reason.redirects() && cluster) {
            elsewhere.add(new Elsewhere(name, named(error, server), reason == Refusal.ASK));
        } else if (reason == Refusal.NOPERM) {
            tally.refused(error.message());
        } else if (reason == Refusal.WRONGTYPE || error.message().startsWith("ERR no such key")) {
            tally.add(Tally.Fate.VANISHED);
        } else {
            throw Refusal.failure(error, "reading " + Key.shown(name) + " from " + server);
        }
    }

    /** The same in the middle of a walk: what was told of the key so far is void. */
    Gone midway(byte[] name, Reply.Err error, Address server) {
        Refusal reason = Refusal.of(error);
        if (reason.redirects() && cluster) {
            elsewhere.add(new Elsewhere(name, named(error, server), reason == Refusal.ASK));
            return new Gone(true);
        } else if (reason == Refusal.WRONGTYPE || error.message().startsWith("ERR no such key")) {
            return new Gone(false);
        }
        throw Refusal.failure(error, "reading " + Key.shown(name) + " from " + server);
    }

    /** The address in {@code MOVED 3999 127.0.0.1:6381}; an empty host means that of the server that says so. */
    private static Address named(Reply.Err error, Address by) {
        String named = error.message().substring(error.message().lastIndexOf(' ') + 1);
        return Address.parse(named.startsWith(":") ? by.host() + named : named, Address.DEFAULT_PORT);
    }
}
