package dev.redkit.load;

import dev.redkit.lane.CommandSource;
import dev.redkit.lane.Refused;
import dev.redkit.mapping.Change;
import dev.redkit.mapping.ChangeSink;
import dev.redkit.mapping.Mapper;
import dev.redkit.record.Row;
import dev.redkit.wire.CommandBuffer;
import dev.redkit.wire.Reply;
import java.io.IOException;
import java.util.BitSet;
import java.util.function.BooleanSupplier;

/**
 * Rows in, commands out, every row accounted for. From time to time it gives nothing until all that is under way is
 * answered: then what was written is certain, and a checkpoint can say so.
 */
final class Feed implements CommandSource {
    /** Hears of what becomes of records. */
    interface Clerk {
        /** A record is not written; false when no further ones shall be read. */
        boolean rejected(Rejection rejection);

        /** Whether it is time to settle; asked every few hundred records. */
        boolean wantsToSettle();

        /** All records before this position are written, skipped or rejected. */
        void settled(Position position);
    }

    private static final int ASK_EVERY = 512;

    private final RowStream rows;
    private final Encoder encoder;
    private final UnderWay underWay;
    private final Account account;
    private final Clerk clerk;
    private final boolean keepRaw;
    private ChangeSink sink = this::accept;

    private long record;
    private boolean settling;
    private boolean flushed;
    /** Nothing more was given; who asks again has the answers to all that was. */
    private boolean waiting;

    private boolean ended;
    private volatile boolean stopped;
    private int untilAsked = ASK_EVERY;

    Feed(RowStream rows, Encoder encoder, UnderWay underWay, Account account, Clerk clerk, boolean keepRaw) {
        this.rows = rows;
        this.encoder = encoder;
        this.underWay = underWay;
        this.account = account;
        this.clerk = clerk;
        this.keepRaw = keepRaw;
    }

    /** Writes keys under other names; null for their own. */
    void beside(Swap swap) {
        sink = swap == null ? sink : swap.before(sink);
    }

    @Override
    public Pull next(CommandBuffer out) throws IOException {
        if (waiting) {
            settle();
        }
        encoder.await(out);
        while (!encoder.take()) {
            if (flushed) {
                // Not sooner: what the flush brought out is still to be answered.
                waiting = settling && !ended;
                return waiting ? Pull.NOT_YET : Pull.END;
            }
            ended |= stopped;
            if (ended || settling) {
                encoder.flush();
                flushed = true;
            } else {
                read();
            }
        }
        return Pull.COMMAND;
    }

    /** Reads ahead, before anything is sent, as long as that is of use. */
    void readAhead(BooleanSupplier ofUse) throws IOException {
        while (!ended && !stopped && !settling && ofUse.getAsBoolean()) {
            read();
        }
    }

    @Override
    public long place() {
        return encoder.place();
    }

    private void read() throws IOException {
        Row row = rows.next();
        if (row == null) {
            ended = true;
            return;
        }
        account.countRead();
        record = underWay.add(rows.file(), row, keepRaw || row.fault() != null);
        if (row.fault() != null) {
            reject(record, null, row.fault());
        } else {
            map(row);
        }
        if (--untilAsked == 0) {
            untilAsked = ASK_EVERY;
            account.publish();
            settling = clerk.wantsToSettle();
        }
        settling |= underWay.full();
    }

    private void map(Row row) {
        Mapper mapper = rows.mapper();
        switch (mapper.map(row, sink)) {
            case SKIPPED -> skip(record);
            case REJECTED -> reject(record, mapper.key(), mapper.reason());
            case MAPPED -> {}
        }
    }

    private void accept(Change change) {
        encoder.add(change, record);
    }

    private void skip(long which) {
        if (underWay.settle(which)) {
            account.countSkipped();
        }
    }

    private void reject(long which, byte[] key, String reason) {
        if (!underWay.settle(which)) {
            return;
        }
        account.countRejected();
        UnderWay.Place place = underWay.place(which);
        Rejection rejection =
                new Rejection(rows.name(place.file()), place.number(), place.line(), key, reason, place.raw());
        if (!clerk.rejected(rejection)) {
            ended = true;
        }
    }

    /** The server said no to a command: all records in it are rejected, or skipped when their key was there before. */
    void refused(Refused refused) {
        boolean exists = refused.error().code().equals("BUSYKEY");
        byte[] key = CommandWords.key(refused.command());
        for (long which : underWay.records(refused.place())) {
            if (exists) {
                skip(which);
            } else {
                reject(which, key, reason(refused.error()));
            }
        }
    }

    private static String reason(Reply.Err error) {
        return error.message();
    }

    /** Everything pulled so far is answered. */
    void settle() {
        account.countWritten(underWay.clear());
        account.publish();
        clerk.settled(rows.position());
        settling = false;
        flushed = false;
        waiting = false;
    }

    /**
     * The run broke off, and not everything was answered.
     *
     * @param sentAreAnswered whether all that was sent has its answer, so that only what was never sent is missing
     */
    void abandon(boolean sentAreAnswered) {
        if (sentAreAnswered) {
            BitSet unsent = new BitSet();
            encoder.drop(place -> {
                for (long which : underWay.records(place)) {
                    unsent.set(underWay.index(which));
                }
            });
            account.countUnconfirmed(underWay.settleAll(unsent));
            account.countWritten(underWay.clear());
        } else {
            account.countUnconfirmed(underWay.clear());
        }
        account.publish();
    }

    /** Reads nothing further; what was read is brought to its end. Any thread may say so. */
    void stop() {
        stopped = true;
    }
}
