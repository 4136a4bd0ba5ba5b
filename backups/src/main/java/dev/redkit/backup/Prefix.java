package dev.redkit.backup;

import java.util.Arrays;
import java.util.List;

/**
 * All keys whose names begin alike.
 *
 * @param name the last part of what they begin with, {@code *} for parts that differ from key to key, empty for all keys
 * @param children the longer beginnings, the one with the most bytes first
 */
public record Prefix(byte[] name, Tally tally, List<Prefix> children) {
    /** The whole beginning, with the separator behind it. */
    public byte[] below(byte[] above, char separator) {
        byte[] whole = Arrays.copyOf(above, above.length + name.length + 1);
        System.arraycopy(name, 0, whole, above.length, name.length);
        whole[whole.length - 1] = (byte) separator;
        return whole;
    }
}
