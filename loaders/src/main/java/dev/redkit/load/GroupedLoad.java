package dev.redkit.load;

import dev.redkit.lane.Refused;
import dev.redkit.mapping.Change;
import dev.redkit.rdb.DumpPayload;
import dev.redkit.record.Row;
import dev.redkit.wire.CommandBuffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A load that brings the records of each key together before it writes the key. Nothing is sent before all records are
 * read.
 */
final class GroupedLoad {
    private final LoadPlan plan;
    private final Account account;
    private final SafetyNet net;
    private final Gathering gathering;

    GroupedLoad(LoadPlan plan, Account account, SafetyNet net, Gathering gathering) {
        this.plan = plan;
        this.account = account;
        this.net = net;
        this.gathering = gathering;
    }

    /** Writes the keys to a server. */
    void into(Way way, DumpPayload payload) throws IOException {
        try (gathering) {
            if (!gathering.read()) {
                abandon();
                return;
            }
            send(way, payload);
        }
        settle();
    }

    private void send(Way way, DumpPayload payload) throws IOException {
        Handover handover = new Handover();
        Thread maker = new Thread(() -> make(handover, payload), "values");
        maker.setDaemon(true);
        maker.start();
        boolean whole = false;
        try {
            way.run(handover, this::refused);
            whole = true;
        } finally {
            handover.close();
            gathering.stop();
            join(maker);
            if (!whole) {
                abandon();
            }
        }
    }

    /** It ends before its time: what was read may be there or not. */
    void abandon() {
        account.countUnconfirmed(gathering.mapped());
        account.publish();
    }

    private static void join(Thread maker) {
        try {
            maker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void make(Handover handover, DumpPayload payload) {
        Exception failure = new IllegalStateException("the values were not made to their end");
        try {
            gathering.give(
                    payload, System::currentTimeMillis, (key, offset, length, expireAt, value, records, counts) -> {
                        int size = value.seal();
                        CommandBuffer out = handover.out();
                        Payloads.restore(out, plan.mode(), expireAt).arg(key, offset, length);
                        Payloads.finish(out, expireAt, value.array(), size, plan.mode());
                        if (!handover.end(place(records, counts))) {
                            gathering.stop();
                        }
                    });
            failure = null;
        } catch (IOException | RuntimeException e) {
            failure = e;
        } finally {
            // Also after an Error, or the other thread would wait for ever.
            handover.finish(failure);
        }
    }

    /** How many records a key is made of, and whether what becomes of it is what becomes of them. */
    private static long place(long records, boolean counts) {
        return 2 * records + (counts ? 1 : 0);
    }

    private static long records(long place) {
        return place / 2;
    }

    private static boolean isCounted(long place) {
        return place % 2 == 1;
    }

    private void refused(Refused refused) {
        byte[] key = CommandWords.key(refused.command());
        if (refused.error().code().equals("BUSYKEY")) {
            gathering.refusals().superseded(isCounted(refused.place()) ? records(refused.place()) : 0);
        } else {
            gathering
                    .refusals()
                    .key(key == null ? new byte[0] : key, refused.error().message(), records(refused.place()));
        }
    }

    /** Accounts for all records, and writes down those that were refused late. */
    void settle() throws IOException {
        LateRefusals late = gathering.refusals();
        long reached = gathering.reached();
        long rejected = Math.min(late.isEmpty() ? 0 : writeDown(late), reached);
        long skipped = Math.min(late.skipped(), reached - rejected);
        account.countSkipped(skipped);
        account.countRejected(rejected);
        account.countWritten(reached - rejected - skipped);
        account.countUnconfirmed(gathering.mapped() - reached);
        account.publish();
    }

    /** How many records were refused late; their bytes are fetched from the inputs, when these can be read again. */
    private long writeDown(LateRefusals late) throws IOException {
        for (LoadInput input : plan.inputs()) {
            if (input.fingerprint() == null) {
                late.each(net::rejected);
                return late.rejected();
            }
        }
        long record = 0;
        long found = 0;
        List<byte[]> keys = new ArrayList<>();
        try (Inputs inputs = new Inputs(plan.inputs(), Position.START)) {
            net.inputs(inputs);
            RowStream rows = new RowStream(inputs, plan.mapping()::bind, plan.selection());
            for (Row row = rows.next(); row != null; row = rows.next()) {
                record++;
                keys.clear();
                if (row.fault() == null) {
                    rows.mapper().map(row, gathering.named(change -> keys.add(key(change))));
                }
                Rejection rejection = keys.isEmpty() ? null : late.of(rows.name(rows.file()), record, row, keys);
                if (rejection != null) {
                    found++;
                    net.rejected(rejection);
                }
            }
        }
        return late.isWhole() ? found : Math.max(found, Math.min(late.rejected(), gathering.mapped()));
    }

    private static byte[] key(Change change) {
        return Arrays.copyOfRange(change.keyArray(), change.keyOffset(), change.keyOffset() + change.keyLength());
    }
}
