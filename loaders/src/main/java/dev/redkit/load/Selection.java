package dev.redkit.load;

/**
 * Which records are taken, by their number alone, so that every run, here or elsewhere, takes the same.
 *
 * @param first records taken of each input; {@link Long#MAX_VALUE} for all
 * @param share the share taken, 1 for all: spread evenly at random
 * @param shard which of {@link #shards} parts, from 0; a record is in exactly one
 */
public record Selection(long first, double share, int shard, int shards) {
    public static final Selection ALL = new Selection(Long.MAX_VALUE, 1, 0, 1);

    public Selection {
        if (share <= 0 || share > 1 || shards < 1 || shard < 0 || shard >= shards) {
            throw new IllegalArgumentException("no such selection");
        }
    }

    /** Whether neither this record nor any later one of its input is wanted. */
    boolean isBehind(long number) {
        return number > first;
    }

    boolean wants(int file, long number) {
        return number <= first
                && (shards == 1 || number % shards == shard)
                && (share == 1 || mix(file, number) < share);
    }

    /** A number in [0, 1) that looks random and always is the same. */
    private static double mix(int file, long number) {
        long bits = number * 0x9E3779B97F4A7C15L + file;
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return ((bits ^ (bits >>> 31)) >>> 11) * 0x1.0p-53;
    }
}
