package dev.redkit.restore;

/** Counts what becomes of keys, while it does. For one thread, but for reading. */
final class RestoreTally {
    private final RestoreListener listener;
    private final long before;
    private long read;
    private long otherKeys;
    private long restored;
    private long conflicts;
    private long expired;
    private long dropped;
    private long rejected;
    private long functions;

    RestoreTally(RestoreListener listener, long before) {
        this.listener = listener;
        this.before = before;
    }

    /** So many keys from the beginning were dealt with by an earlier run. */
    long before() {
        return before;
    }

    void otherKey() {
        otherKeys++;
    }

    void read() {
        read++;
    }

    void restored(long count) {
        restored += count;
    }

    void conflict() {
        conflicts++;
    }

    void expired() {
        expired++;
    }

    void dropped() {
        dropped++;
    }

    void function() {
        functions++;
    }

    void rejected(int db, byte[] key, String reason) {
        rejected++;
        listener.rejected(db, key, reason);
    }

    RestoreAccount account() {
        return new RestoreAccount(read, otherKeys, before, restored, conflicts, expired, dropped, rejected, functions);
    }
}
