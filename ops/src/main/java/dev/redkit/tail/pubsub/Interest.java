package dev.redkit.tail.pubsub;

import java.util.Locale;

/** A way to listen, and the server's words for it. */
public enum Interest {
    CHANNEL("subscribe"),
    PATTERN("psubscribe"),
    /** A channel that lives in one slot of a cluster, since Redis 7.0. */
    SHARD("ssubscribe"),
    /** Every command. */
    MONITOR("monitor");

    private final String confirmation;

    Interest(String confirmation) {
        this.confirmation = confirmation;
    }

    String command() {
        return confirmation.toUpperCase(Locale.ROOT);
    }

    /** How many fit one command; those of a shard only if they share a slot, so each goes alone. */
    int atOnce() {
        return this == SHARD ? 1 : 500;
    }

    /** The class of clients whose {@code client-output-buffer-limit} holds. */
    String limitClass() {
        return this == MONITOR ? "normal" : "pubsub";
    }

    String confirmation() {
        return confirmation;
    }
}
