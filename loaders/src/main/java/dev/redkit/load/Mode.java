package dev.redkit.load;

import java.util.Locale;

/** What becomes of a key that is there already. */
public enum Mode {
    /** It is added to: fields and members are set, items appended; a string or document is written over. */
    UPSERT,
    /** It is written anew: nothing of it remains. */
    REPLACE,
    /** It stays as it is, and the record is skipped. */
    INSERT,
    /** As upsert, but a string is appended to. */
    APPEND;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
