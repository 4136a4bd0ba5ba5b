package dev.redkit.backup;

import dev.redkit.entry.Entry;
import dev.redkit.keyspace.Glob;
import dev.redkit.rdb.RdbReader;
import dev.redkit.rdb.RdbType;
import dev.redkit.redis.Slots;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which keys of a backup are meant. What can be told from the name, the database and the type is asked before the value is
 * read ({@link #wants}), the size after it ({@link #wantsSize}).
 *
 * @param patterns globs as in KEYS, of which one has to match; none: every key
 * @param regex found anywhere in the name, read as UTF-8; null: every key
 * @param types words of TYPE (for a module's value {@code module}); none: every type
 * @param encodings words of OBJECT ENCODING; none: every encoding
 * @param databases numbers of databases; none: every one
 * @param slots slots of a cluster; null: every one
 * @param size bytes in the file, both ends included
 * @param life how long keys still live
 */
public record KeyFilter(
        List<Glob> patterns,
        Pattern regex,
        Set<String> types,
        Set<String> encodings,
        Set<Integer> databases,
        BitSet slots,
        Range size,
        Life life) {
    public static final KeyFilter ALL =
            new KeyFilter(List.of(), null, Set.of(), Set.of(), Set.of(), null, Range.ANY, Life.ANY);

    /** From one number to another, both included. */
    public record Range(long least, long most) {
        public static final Range ANY = new Range(0, Long.MAX_VALUE);

        public boolean holds(long value) {
            return value >= least && value <= most;
        }
    }

    /**
     * How long keys still live.
     *
     * @param which whether they have to have an expiry at all
     * @param millis how many milliseconds are left; what has expired has less than 0
     * @param now the Unix time in milliseconds from which that is counted
     */
    public record Life(Which which, Range millis, long now) {
        public static final Life ANY = new Life(Which.ALL, new Range(Long.MIN_VALUE, Long.MAX_VALUE), 0);

        /** Keys by whether they ever expire. */
        public enum Which {
            ALL,
            EXPIRING,
            STAYING
        }

        boolean holds(long expireAt) {
            return switch (which) {
                case ALL -> true;
                case STAYING -> expireAt == Entry.NEVER;
                case EXPIRING -> expireAt != Entry.NEVER && millis.holds(expireAt - now);
            };
        }
    }

    public KeyFilter {
        patterns = List.copyOf(patterns);
        types = Set.copyOf(types);
        encodings = Set.copyOf(encodings);
        databases = Set.copyOf(databases);
    }

    /** Whether the key that the reader stands at is wanted, as far as that can be told without its value. */
    public boolean wants(RdbReader reader) {
        return wantsName(reader.db(), reader.key()) && wantsType(reader.type()) && life.holds(reader.expireAt());
    }

    /** Whether a key of this name in that database is wanted: all that the name of a command's key can tell. */
    public boolean wantsName(int db, byte[] key) {
        return (databases.isEmpty() || databases.contains(db))
                && (patterns.isEmpty() || matches(key))
                && (regex == null
                        || regex.matcher(new String(key, StandardCharsets.UTF_8))
                                .find())
                && (slots == null || slots.get(Slots.of(key)));
    }

    private boolean matches(byte[] key) {
        for (Glob pattern : patterns) {
            if (pattern.matches(key)) {
                return true;
            }
        }
        return false;
    }

    public boolean wantsType(RdbType type) {
        return (types.isEmpty() || types.contains(type.kind().word()))
                && (encodings.isEmpty() || encodings.contains(type.encoding()));
    }

    public boolean wantsExpiry(long expireAt) {
        return life.holds(expireAt);
    }

    /** Whether a key of so many bytes in the file, its name included, is wanted. */
    public boolean wantsSize(long bytes) {
        return size.holds(bytes);
    }

    /** Whether it names anything that only a value's size in a file can tell. */
    public boolean asksForSize() {
        return !size.equals(Range.ANY);
    }

    /** Whether it can be told of every key by its name and database alone. */
    public boolean onlyNames() {
        return types.isEmpty() && encodings.isEmpty() && !asksForSize() && life.which() == Life.Which.ALL;
    }
}
