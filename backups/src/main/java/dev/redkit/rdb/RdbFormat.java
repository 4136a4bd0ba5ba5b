package dev.redkit.rdb;

import dev.redkit.redis.Flavour;
import java.util.Locale;

/**
 * Whose format a file is in, and which version of it. The numbers above type 21 and the opcodes below 245 mean one thing
 * to Redis and another to Valkey.
 */
public record RdbFormat(Flavour flavour, int version) {
    static final int NEWEST_REDIS = 15;
    static final int NEWEST_VALKEY = 81;
    private static final int FIRST_VALKEY = 80;
    private static final int FIRST_CHECKSUM = 5;

    /** The format of a DUMP payload, which has a version and no magic. */
    public static RdbFormat ofVersion(int version) {
        return new RdbFormat(version < FIRST_VALKEY ? Flavour.REDIS : Flavour.VALKEY, version);
    }

    public boolean valkey() {
        return flavour == Flavour.VALKEY;
    }

    /** Whether the version is newer than all that this program has seen; such a file may still be readable. */
    public boolean newerThanKnown() {
        return version > (valkey() ? NEWEST_VALKEY : NEWEST_REDIS);
    }

    boolean hasChecksum() {
        return version >= FIRST_CHECKSUM;
    }

    /** What the file begins with: {@code REDIS0011}, {@code VALKEY080}. */
    public String magic() {
        return valkey()
                ? String.format(Locale.ROOT, "VALKEY%03d", version)
                : String.format(Locale.ROOT, "REDIS%04d", version);
    }

    /** Whether a magic number and a version go together at all. */
    boolean possible() {
        return version > 0 && valkey() == version >= FIRST_VALKEY;
    }

    @Override
    public String toString() {
        return flavour + " RDB " + version;
    }
}
