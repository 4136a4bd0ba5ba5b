package dev.redkit.load;

import dev.redkit.record.Row;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What was refused after the records of a key had been brought together. Their bytes are not kept all that time: when
 * something was refused, the inputs are read once more for them.
 */
final class LateRefusals {
    /** Beyond so many, only their number is known. */
    private static final int MOST = 100_000;

    private final Map<Long, Why> records = new HashMap<>();
    private final Map<ByteBuffer, Why> keys = new HashMap<>();
    private long rejected;
    private long skipped;

    private record Why(byte[] key, String reason, long records) {}

    /** One record's change could not be made. */
    synchronized void change(long record, byte[] key, String reason) {
        if (!records.containsKey(record)) {
            rejected++;
            if (records.size() < MOST) {
                records.put(record, new Why(key, reason, 1));
            }
        }
    }

    /** The server refused a whole key. */
    synchronized void key(byte[] key, String reason, long itsRecords) {
        rejected += itsRecords;
        if (keys.size() < MOST) {
            keys.put(ByteBuffer.wrap(key), new Why(key, reason, itsRecords));
        }
    }

    /** These records gave way to a later one, or to what was there. */
    synchronized void superseded(long itsRecords) {
        skipped += itsRecords;
    }

    synchronized long rejected() {
        return rejected;
    }

    synchronized long skipped() {
        return skipped;
    }

    /** Whether everything that was refused is known, not only how much. */
    synchronized boolean isWhole() {
        return records.size() < MOST && keys.size() < MOST;
    }

    synchronized boolean isEmpty() {
        return records.isEmpty() && keys.isEmpty();
    }

    /** The rejection of a record that comes by again; null when nothing was refused about it. */
    synchronized Rejection of(String input, long record, Row row, List<byte[]> itsKeys) {
        Why why = records.get(record);
        for (int i = 0; why == null && i < itsKeys.size(); i++) {
            why = keys.get(ByteBuffer.wrap(itsKeys.get(i)));
        }
        return why == null ? null : rejection(input, row, why.key(), why.reason());
    }

    /** What can be said of the refused when the inputs cannot be read again. */
    void each(Consumer<Rejection> consumer) {
        records.forEach((record, why) ->
                consumer.accept(new Rejection("input", record, 0, why.key(), why.reason(), new byte[0])));
        keys.values()
                .forEach(why -> consumer.accept(new Rejection(
                        "input", 0, 0, why.key(), why.reason() + " (" + why.records() + " records)", new byte[0])));
    }

    static Rejection rejection(String input, Row row, byte[] key, String reason) {
        if (row.rawLength() == 0) {
            RecordText.make(row);
        }
        byte[] raw = Arrays.copyOfRange(row.rawArray(), row.rawOffset(), row.rawOffset() + row.rawLength());
        return new Rejection(input, row.number(), row.line(), key, reason, raw);
    }
}
