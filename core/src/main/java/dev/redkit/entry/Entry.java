package dev.redkit.entry;

/**
 * One key.
 *
 * @param db the number of its database
 * @param key its name
 * @param expireAt when it expires, in Unix milliseconds, or {@link #NEVER}
 * @param value what it holds; walked at most once where it comes from a stream
 */
public record Entry(int db, byte[] key, long expireAt, Value value) {
    public static final long NEVER = -1;

    public boolean expires() {
        return expireAt != NEVER;
    }
}
