package dev.redkit.restore;

import dev.redkit.failure.UsageError;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * What becomes of a key that the server has already.
 *
 * @param prefix of the name that a key gets with {@link Policy#RENAME}
 */
public record OnConflict(Policy policy, byte[] prefix) {
    /** The choices. */
    public enum Policy {
        /** The restore ends there. */
        FAIL,
        /** The server's stays. */
        SKIP,
        /** The backup's takes its place. */
        REPLACE,
        /** The backup's takes its place unless the server's was used since the backup was taken. */
        NEWER,
        /** The backup's goes under another name. */
        RENAME
    }

    /** Reads {@code fail}, {@code skip}, {@code replace}, {@code newer} or {@code rename:PREFIX}. */
    public static OnConflict parse(String text) {
        for (Policy policy : Policy.values()) {
            String word = policy.name().toLowerCase(Locale.ROOT);
            if (policy != Policy.RENAME && text.equals(word)) {
                return new OnConflict(policy, new byte[0]);
            }
        }
        String rename = "rename:";
        if (text.startsWith(rename) && text.length() > rename.length()) {
            return new OnConflict(Policy.RENAME, text.substring(rename.length()).getBytes(StandardCharsets.UTF_8));
        }
        throw new UsageError(
                "--on-conflict: '" + text + "' is not one of fail, skip, replace, newer, rename:PREFIX", null);
    }

    byte[] renamed(byte[] key) {
        byte[] name = Arrays.copyOf(prefix, prefix.length + key.length);
        System.arraycopy(key, 0, name, prefix.length, key.length);
        return name;
    }
}
