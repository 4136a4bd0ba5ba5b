package dev.redkit.keyspace;

import dev.redkit.entry.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A key whose value is about to be read.
 *
 * @param bytes about how much memory it takes, or {@link #UNKNOWN}
 * @param mayHaveFieldExpiry whether it is a hash in an encoding that can hold expiries of fields
 */
record Key(byte[] name, Kind kind, long bytes, boolean mayHaveFieldExpiry) {
    static final long UNKNOWN = -1;

    /** The kind that a word of TYPE means. */
    static Kind kind(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "string" -> Kind.STRING;
            case "list" -> Kind.LIST;
            case "set" -> Kind.SET;
            case "zset" -> Kind.ZSET;
            case "hash" -> Kind.HASH;
            case "stream" -> Kind.STREAM;
            default -> Kind.MODULE;
        };
    }

    /** Whether its value may be asked for as a whole. */
    boolean isSmall(long limit) {
        return bytes != UNKNOWN && bytes <= limit;
    }

    /** Its name for a message: control characters and the rest of a long one left out. */
    static String shown(byte[] name) {
        String text =
                new String(name, 0, Math.min(name.length, 60), StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "·");
        return "'" + text + (name.length > 60 ? "…'" : "'");
    }
}
