package dev.redkit.mapping;

import java.util.Locale;

/** What a record becomes. The comment of each says what the arguments of its {@link Change} are. */
public enum Structure {
    /** value */
    STRING,
    /** item, item, … */
    LIST,
    /** member, member, … */
    SET,
    /** score, member, score, member, … */
    ZSET,
    /** field, value, field, value, … */
    HASH,
    /** id ({@code *} for automatic), field, value, field, value, … */
    STREAM,
    /** path, document */
    JSON,
    /** longitude, latitude, member, … */
    GEO,
    /** offset, bit, offset, bit, … */
    BITMAP,
    /** element, element, … */
    HLL,
    /** amount (the key itself is counted), or field, amount, field, amount, … in a hash when there are two or more */
    COUNTER,
    /** message; the key is the channel */
    PUBSUB;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether doing the same change again leaves the same data: a record sent twice does no harm. */
    public boolean idempotent() {
        return switch (this) {
            case LIST, STREAM, COUNTER, PUBSUB -> false;
            default -> true;
        };
    }

    /** Whether several records usually share one key. */
    public boolean gathers() {
        return switch (this) {
            case STRING, HASH, JSON, PUBSUB -> false;
            default -> true;
        };
    }
}
