package dev.redkit.bench.engine;

import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Which commands only read: the server knows. What it does not know counts as a write. */
public final class Reading {
    private final Wire wire;
    private final Map<String, Boolean> known = new HashMap<>();

    /** The wire stays its owner's. */
    public Reading(Wire wire) {
        this.wire = wire;
    }

    public boolean reads(String command) {
        return known.computeIfAbsent(command, this::ask);
    }

    private boolean ask(String command) {
        Reply reply = wire.call(bytes("COMMAND"), bytes("INFO"), bytes(command));
        if (!(reply instanceof Reply.Array all)
                || all.items().isEmpty()
                || all.items().get(0).isNil()) {
            return false;
        }
        // Flags are words: an array in RESP2, a set in RESP3.
        return all.items().get(0).items().get(2).items().stream()
                .anyMatch(flag -> flag.text().equals("readonly"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
