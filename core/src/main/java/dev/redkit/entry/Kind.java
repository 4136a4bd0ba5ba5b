package dev.redkit.entry;

import java.util.Locale;

/** What type of value a key holds, in the words of {@code TYPE}. */
public enum Kind {
    STRING,
    LIST,
    SET,
    ZSET,
    HASH,
    STREAM,
    /** A value that only its module can read; carried as a whole. */
    MODULE;

    /** The word that {@code TYPE} says; for a module's value the server says the module's own name. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
