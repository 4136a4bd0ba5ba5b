package dev.redkit.wire;

import dev.redkit.failure.Failure;
import dev.redkit.failure.NotAllowed;
import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.Unreachable;

/** What an error reply means to a user: which failure it is, and what to do about it. */
public enum Refusal {
    NOAUTH("give a password: --askpass, --pass-file, or the environment variable REDISCLI_AUTH"),
    WRONGPASS("check the user name and the password"),
    NOPERM("this ACL user may not do that: see what it may with ACL WHOAMI and ACL GETUSER"),
    DENIED("the server is in protected mode: connect from its own machine, or set a password there"),
    LOADING("the server is reading its data into memory: wait for it with 'redkit ping --until-ready 5m'"),
    MASTERDOWN("this replica has lost its master and serves no stale data: use the master"),
    OOM("the server is at its maxmemory and may not evict: raise maxmemory, or choose an eviction policy"),
    READONLY("this is a read-only replica: write to its master"),
    MISCONF("the server cannot save to disk and so refuses writes: look at its log and its disk"),
    NOREPLICAS("the server wants more good replicas before it takes writes (min-replicas-to-write)"),
    BUSY("a script or function blocks the server: stop it with SCRIPT KILL or FUNCTION KILL"),
    CLUSTERDOWN("the cluster does not cover every slot: see 'CLUSTER INFO' and 'CLUSTER NODES'"),
    TRYAGAIN("the slot is moving to another node: try again"),
    CROSSSLOT("the keys live in different slots: give them one {hash tag}"),
    MOVED("the key lives on another node of a cluster: add -c"),
    ASK("the key is moving to another node of a cluster: add -c"),
    WRONGTYPE("the key holds another type: see TYPE"),
    NOSCRIPT("load the script first, or use EVAL"),
    UNKNOWN(null);

    private final String hint;

    Refusal(String hint) {
        this.hint = hint;
    }

    /** The refusal that a message's first word names. */
    public static Refusal of(Reply.Err error) {
        String code = error.code();
        for (Refusal refusal : values()) {
            if (refusal.name().equals(code)) {
                return refusal;
            }
        }
        return UNKNOWN;
    }

    /** The failure that a user reads: the server's words, after what was tried and where. */
    public static Failure failure(Reply.Err error, String tried) {
        Refusal refusal = of(error);
        String message = tried + ": " + error.message();
        return switch (refusal) {
            case NOAUTH, WRONGPASS, NOPERM, DENIED -> new NotAllowed(message, refusal.hint);
            default ->
                error.message().startsWith("ERR max number of clients")
                        ? new Unreachable(message, "close idle clients, or raise maxclients on the server")
                        : new ServerRefused(error.code(), message, refusal.hint);
        };
    }

    /** Whether the same command may well succeed a little later. */
    public boolean passes() {
        return switch (this) {
            case LOADING, MASTERDOWN, NOREPLICAS, BUSY, CLUSTERDOWN, TRYAGAIN -> true;
            default -> false;
        };
    }

    /** Whether every write is refused until somebody mends the server, which can be done while others wait. */
    public boolean mendable() {
        return this == OOM || this == MISCONF;
    }

    /** Whether the answer names another node. */
    public boolean redirects() {
        return this == MOVED || this == ASK;
    }

    /** Whether every further write will meet the same answer until somebody mends the server. */
    public boolean stops() {
        return switch (this) {
            case NOAUTH, WRONGPASS, DENIED, OOM, READONLY, MISCONF -> true;
            default -> false;
        };
    }
}
