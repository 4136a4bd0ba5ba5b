package dev.redkit.export;

import dev.redkit.failure.UsageError;
import dev.redkit.keyspace.Selection;
import java.util.List;

/**
 * What to export, and how.
 *
 * @param keys which keys, by name and type
 * @param condition which of them, by what they hold; or null
 * @param draw which part of them, in which order
 * @param layout in what form
 */
public record ExportPlan(Selection keys, EntryCondition condition, Draw draw, Layout layout) {
    /**
     * The form.
     *
     * @param expiries whether it says when keys, and fields, expire
     * @param fields of hashes, which become columns; null for all
     * @param flat hashes as plain records, and nothing else
     */
    public record Layout(ExportFormat format, boolean expiries, List<byte[]> fields, boolean flat) {
        public Layout {
            if ((flat || fields != null) && !(format.isTable() || format.isJson())) {
                throw new UsageError(
                        "--fields and --flatten make records of hashes, which " + format.name() + " has not",
                        "they go with csv, tsv, json and jsonl");
            }
        }

        /** Whether hashes become records, with a column or a name for each field. */
        boolean ofRecords() {
            return flat || fields != null;
        }
    }

    /**
     * A part of the keys, drawn by their names: the same names and seed, the same draw.
     *
     * @param count at most so many; {@link Long#MAX_VALUE} for all
     * @param share about this share of them, 1 for all
     * @param shard which of {@link #shards} parts, from 0
     * @param shuffled in random order
     */
    public record Draw(long count, double share, int shard, int shards, boolean shuffled, long seed) {
        public static final Draw ALL = new Draw(Long.MAX_VALUE, 1, 0, 1, false, 0);

        public Draw {
            if (share <= 0 || share > 1 || shards < 1 || shard < 0 || shard >= shards) {
                throw new IllegalArgumentException("no such draw");
            }
        }

        /** Whether a name is in the shard and in the share. */
        boolean takes(byte[] name) {
            return (shards == 1 || Long.remainderUnsigned(KeyHash.of(0, name), shards) == shard)
                    && (share == 1 || (KeyHash.of(seed, name) >>> 11) * 0x1.0p-53 < share);
        }

        /** Whether all names have to be seen before the first key is read. */
        boolean needsNames() {
            return shuffled || count != Long.MAX_VALUE;
        }
    }
}
