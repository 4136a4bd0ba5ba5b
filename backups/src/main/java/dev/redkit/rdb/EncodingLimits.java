package dev.redkit.rdb;

import dev.redkit.failure.UsageError;
import dev.redkit.redis.Redis;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Up to which size a server keeps a value in its compact form. Values that are written within the limits of the server
 * that will read them need no conversion there. The names are those of the configuration.
 *
 * @param listSize positive: items on a node of a list; -1 to -5: bytes on it, 4 KiB to 64 KiB
 * @param listCompressDepth only noted: the server itself compresses the inner nodes of lists when it loads them
 * @param streamNodeBytes 0 for no limit
 * @param streamNodeEntries 0 for no limit
 */
public record EncodingLimits(
        long hashEntries,
        long hashValue,
        int listSize,
        int listCompressDepth,
        long intsetEntries,
        long setEntries,
        long setValue,
        long zsetEntries,
        long zsetValue,
        long streamNodeBytes,
        long streamNodeEntries,
        long hllSparseBytes) {

    /** What all servers since Redis 7.0 come with. */
    public static final EncodingLimits DEFAULTS =
            new EncodingLimits(512, 64, -2, 0, 512, 128, 64, 128, 64, 4096, 100, 3000);

    /**
     * Reads what {@code CONFIG GET} told ({@code *-max-*} has all but one); names of Redis 6 and older count too, and
     * what is not there is at its default.
     */
    public static EncodingLimits of(Map<String, String> config) {
        return new EncodingLimits(
                number(config, "hash-max-listpack-entries", "hash-max-ziplist-entries", DEFAULTS.hashEntries),
                number(config, "hash-max-listpack-value", "hash-max-ziplist-value", DEFAULTS.hashValue),
                (int) number(config, "list-max-listpack-size", "list-max-ziplist-size", DEFAULTS.listSize),
                (int) number(config, "list-compress-depth", "", DEFAULTS.listCompressDepth),
                number(config, "set-max-intset-entries", "", DEFAULTS.intsetEntries),
                number(config, "set-max-listpack-entries", "", DEFAULTS.setEntries),
                number(config, "set-max-listpack-value", "", DEFAULTS.setValue),
                number(config, "zset-max-listpack-entries", "zset-max-ziplist-entries", DEFAULTS.zsetEntries),
                number(config, "zset-max-listpack-value", "zset-max-ziplist-value", DEFAULTS.zsetValue),
                number(config, "stream-node-max-bytes", "", DEFAULTS.streamNodeBytes),
                number(config, "stream-node-max-entries", "", DEFAULTS.streamNodeEntries),
                number(config, "hll-sparse-max-bytes", "", DEFAULTS.hllSparseBytes));
    }

    /** What servers say of theirs; what they do not say, or may not, is at its default. */
    public static EncodingLimits of(Redis redis) {
        Map<String, String> config = new HashMap<>();
        try (Wire wire = redis.wire()) {
            Reply reply = wire.call("CONFIG", "GET", "*-max-*");
            if (reply instanceof Reply.Err) {
                return DEFAULTS;
            }
            List<Reply> pairs = reply.items();
            for (int i = 0; i + 1 < pairs.size(); i += 2) {
                config.put(pairs.get(i).text(), pairs.get(i + 1).text());
            }
        }
        return of(config);
    }

    private static long number(Map<String, String> config, String name, String oldName, long otherwise) {
        String text = config.getOrDefault(name, config.get(oldName));
        if (text == null) {
            return otherwise;
        }
        try {
            return quantity(text.strip().toLowerCase(Locale.ROOT));
        } catch (NumberFormatException e) {
            throw new UsageError("the server's " + name + " is not a number: " + text, null, e);
        }
    }

    /** CONFIG GET answers plain numbers; a configuration file may say {@code 4kb}. */
    private static long quantity(String text) {
        String[] units = {"kb", "mb", "gb", "k", "m", "g", "b"};
        long[] factors = {1L << 10, 1L << 20, 1L << 30, 1_000, 1_000_000, 1_000_000_000, 1};
        for (int i = 0; i < units.length; i++) {
            if (text.endsWith(units[i])) {
                String digits = text.substring(0, text.length() - units[i].length());
                return Math.multiplyExact(Long.parseLong(digits), factors[i]);
            }
        }
        return Long.parseLong(text);
    }
}
