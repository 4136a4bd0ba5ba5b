package dev.redkit.rdb;

import dev.redkit.failure.UsageError;

/**
 * The RDB version that is written for: it decides which types of values, of those that the reader knows, may be used.
 * Redis counts from 1 and has come to 15; Valkey went on from 80.
 *
 * @param number as it stands in the header of a file and in the footer of a DUMP payload
 */
public record WriteVersion(int number) {
    /** What every server since Redis 5 takes, KeyDB too: no listpacks but those of streams. */
    public static final WriteVersion REDIS_5 = new WriteVersion(9);

    public static final WriteVersion REDIS_7_0 = new WriteVersion(10);
    public static final WriteVersion REDIS_7_2 = new WriteVersion(11);
    public static final WriteVersion REDIS_7_4 = new WriteVersion(12);
    public static final WriteVersion VALKEY_9 = new WriteVersion(80);

    private static final int OLDEST = 9;
    private static final int NEWEST_REDIS = 15;
    private static final int FIRST_VALKEY = 80;
    private static final int NEWEST_VALKEY = 81;

    public WriteVersion {
        boolean redis = number >= OLDEST && number <= NEWEST_REDIS;
        boolean valkey = number >= FIRST_VALKEY && number <= NEWEST_VALKEY;
        if (!redis && !valkey) {
            throw new UsageError(
                    "RDB version " + number + " cannot be written",
                    "versions " + OLDEST + " to " + NEWEST_REDIS + " are those of Redis, " + FIRST_VALKEY + " and "
                            + NEWEST_VALKEY + " of Valkey");
        }
    }

    public boolean isValkey() {
        return number >= FIRST_VALKEY;
    }

    /** The nine bytes at the start of a file. */
    String magic() {
        return RdbFormat.ofVersion(number).magic();
    }

    /** The oldest server that writes this version. */
    String server() {
        return switch (number) {
            case 9 -> "5.0.0";
            case 10 -> "7.0.0";
            case 11 -> "7.2.0";
            case 12 -> "7.4.0";
            case 13 -> "8.6.0";
            case 14 -> "8.8.0";
            case 15 -> "8.10.0";
            case 80 -> "9.0.0";
            default -> "9.2.0";
        };
    }

    boolean hasListpacks() {
        return number >= 10;
    }

    /** Since Redis 7.2: small sets as listpacks, shortest scores, large items on nodes of their own, active consumers. */
    boolean hasSevenTwo() {
        return number >= 11;
    }

    /** Whether fields of hashes can expire. */
    boolean hasFieldExpiry() {
        return number >= 12;
    }
}
