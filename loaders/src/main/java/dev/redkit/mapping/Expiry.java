package dev.redkit.mapping;

import java.io.Serializable;

/**
 * When what is written shall expire.
 *
 * @param ttlMillis how long a key lives, or {@link Change#NO_EXPIRY}
 * @param atColumn the column (or template) that says when a key expires, or null; it goes before the time to live
 * @param fieldTtlMillis how long the fields of a hash live, or {@link Change#NO_EXPIRY}
 */
public record Expiry(long ttlMillis, String atColumn, long fieldTtlMillis) implements Serializable {
    public static final Expiry NONE = new Expiry(Change.NO_EXPIRY, null, Change.NO_EXPIRY);

    /** Whether nothing expires. */
    boolean isNever() {
        return ttlMillis == Change.NO_EXPIRY && atColumn == null && fieldTtlMillis == Change.NO_EXPIRY;
    }

    public static Expiry ttl(long millis) {
        return new Expiry(millis, null, Change.NO_EXPIRY);
    }
}
