package dev.redkit.rdb;

import dev.redkit.entry.StreamId;
import dev.redkit.entry.StreamState.Pending;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The messages that a group's consumers have not acknowledged: first told all together, then by id for each consumer.
 * When only checking, a sum over the ids takes the place of the ids: it is zero when all were claimed once.
 */
final class PendingList {
    private final Window in;
    private final boolean checking;
    private final Sizes sizes;
    private final Map<StreamId, Row> rows = new LinkedHashMap<>();
    private long said;
    private long balance;

    private record Row(long deliveredAt, long deliveries, byte[] consumer) {}

    PendingList(Window in, boolean checking, Sizes sizes) {
        this.sizes = sizes;
        this.in = in;
        this.checking = checking;
    }

    void read(long count) throws IOException {
        said = count;
        long millis = 0;
        long sequence = 0;
        for (long i = 0; i < count; i++) {
            long start = in.offset();
            long ms = in.u64BigEndian();
            long seq = in.u64BigEndian();
            long deliveredAt = in.u64();
            long deliveries = in.number();
            int order = Long.compareUnsigned(ms, millis);
            if (i > 0 && (order < 0 || (order == 0 && Long.compareUnsigned(seq, sequence) <= 0))) {
                throw RdbFault.damaged(start, "a group's pending messages are not in the order of ids");
            }
            millis = ms;
            sequence = seq;
            balance += mixed(ms, seq);
            sizes.pending(ms, seq);
            if (!checking) {
                rows.put(new StreamId(ms, seq), new Row(deliveredAt, deliveries, null));
            }
        }
    }

    /** Reads the ids of those that belong to a consumer. */
    void claim(long count, byte[] consumer) throws IOException {
        for (long i = 0; i < count; i++) {
            long start = in.offset();
            long ms = in.u64BigEndian();
            long seq = in.u64BigEndian();
            balance -= mixed(ms, seq);
            sizes.claimed(ms, seq);
            said--;
            if (!checking) {
                Row row = rows.get(new StreamId(ms, seq));
                if (row == null || row.consumer != null) {
                    throw RdbFault.damaged(start, "a consumer has a message that is not pending in its group");
                }
                rows.put(new StreamId(ms, seq), new Row(row.deliveredAt, row.deliveries, consumer));
            }
        }
    }

    void demandAllClaimed() {
        if (said != 0 || balance != 0) {
            throw RdbFault.damaged(in.offset(), "a group's pending messages are not those of its consumers");
        }
    }

    List<Pending> list() {
        List<Pending> list = new ArrayList<>(rows.size());
        rows.forEach((id, row) -> list.add(new Pending(id, row.consumer, row.deliveredAt, row.deliveries)));
        return list;
    }

    private static long mixed(long millis, long sequence) {
        long x = millis * 0x9E3779B97F4A7C15L + sequence;
        x = (x ^ (x >>> 32)) * 0xD6E8FEB86659FD93L;
        return x ^ (x >>> 32);
    }
}
