package dev.redkit.bench.replay;

import dev.redkit.bench.engine.Reading;
import dev.redkit.wire.Wire;
import java.util.Optional;
import java.util.Set;

/** Which recorded requests are sent again, and why the others are not. */
final class Sieve {
    /** They say who a connection is, or make it something else than a way for requests. */
    private static final Set<String> OF_CONNECTIONS = Set.of(
            "auth",
            "hello",
            "client",
            "quit",
            "reset",
            "monitor",
            "sync",
            "psync",
            "replconf",
            "subscribe",
            "psubscribe",
            "ssubscribe",
            "unsubscribe",
            "punsubscribe",
            "sunsubscribe",
            "readonly",
            "readwrite",
            "asking",
            "wait",
            "waitaof",
            "select");

    private static final Set<String> OF_ADMINISTRATORS = Set.of(
            "shutdown",
            "debug",
            "config",
            "replicaof",
            "slaveof",
            "failover",
            "cluster",
            "module",
            "acl",
            "save",
            "bgsave",
            "bgrewriteaof",
            "migrate",
            "flushall",
            "flushdb",
            "swapdb",
            "function",
            "script",
            "latency",
            "slowlog",
            "memory",
            "info",
            "command");

    private static final Set<String> TRANSACTIONS = Set.of("multi", "exec", "discard", "watch", "unwatch");

    private final Reading reading;
    private final boolean readOnly;
    private final boolean transactions;

    /** {@code transactions}: whether each client has a connection to itself, on one server. */
    Sieve(Wire wire, boolean readOnly, boolean transactions) {
        this.reading = new Reading(wire);
        this.readOnly = readOnly;
        this.transactions = transactions;
    }

    /** Why this one is left out; empty when it is sent. */
    Optional<String> leavesOut(Recorded request) {
        String name = request.name();
        if (request.client().equals("lua")) {
            return Optional.of("commands that a script ran: the script itself runs again");
        } else if (OF_CONNECTIONS.contains(name)) {
            return Optional.of("commands about connections");
        } else if (OF_ADMINISTRATORS.contains(name)) {
            return Optional.of("commands of administrators");
        } else if (TRANSACTIONS.contains(name) && (!transactions || readOnly)) {
            return Optional.of("brackets of transactions");
        } else if (readOnly && !reading.reads(name)) {
            return Optional.of("writes");
        }
        return Optional.empty();
    }
}
