package dev.redkit.load;

/**
 * A record that was not written.
 *
 * @param input the name of its input
 * @param record its number there, from 1
 * @param line the line where it begins, 0 where its format has no lines
 * @param key the key it was meant for, null when it did not come so far
 * @param reason why, in the server's words or ours
 * @param raw the bytes it was made of; empty when they were not kept
 */
public record Rejection(String input, long record, long line, byte[] key, String reason, byte[] raw) {
    /** {@code users.csv:17}, or {@code query, record 17} where there are no lines. */
    public String where() {
        return line > 0 ? input + ":" + line : input + ", record " + record;
    }
}
