package dev.redkit.load;

import dev.redkit.mapping.Change;
import dev.redkit.mapping.Structure;
import dev.redkit.rdb.DumpPayload;
import dev.redkit.rdb.HashEncoder;
import dev.redkit.rdb.StringEncoder;
import dev.redkit.wire.CommandBuffer;
import java.util.function.LongSupplier;

/**
 * Changes as {@code RESTORE} of values that are built here: a server puts them into its key table and is done. For
 * structures where one record is one key.
 */
final class Payloads extends ReadyEncoder {
    private final DumpPayload payload;
    private final Mode mode;
    private final LongSupplier clock;

    Payloads(DumpPayload payload, Mode mode, LongSupplier clock) {
        this.payload = payload;
        this.mode = mode;
        this.clock = clock;
    }

    /** Whether a structure can go this way. */
    static boolean take(Structure structure) {
        return structure == Structure.HASH || structure == Structure.STRING;
    }

    @Override
    public void add(Change change, long record) {
        if (change.structure() == Structure.HASH) {
            hash(change);
        } else {
            StringEncoder text = payload.string();
            text.append(change.array(0), change.offset(0), change.length(0));
        }
        int length = payload.seal();
        CommandBuffer out = ready.out();
        restore(out, mode, expireAt(change)).arg(change.keyArray(), change.keyOffset(), change.keyLength());
        finish(out, expireAt(change), payload.array(), length, mode);
        ready.end(record);
    }

    private void hash(Change change) {
        HashEncoder hash = payload.hash();
        long fieldsUntil = change.fieldTtl() == Change.NO_EXPIRY ? 0 : clock.getAsLong() + change.fieldTtl();
        for (int i = 0; i + 1 < change.count(); i += 2) {
            hash.field(
                    change.array(i),
                    change.offset(i),
                    change.length(i),
                    change.array(i + 1),
                    change.offset(i + 1),
                    change.length(i + 1));
            if (fieldsUntil != 0) {
                hash.expire(fieldsUntil);
            }
        }
    }

    private long expireAt(Change change) {
        if (change.expireAt() != Change.NO_EXPIRY) {
            return change.expireAt();
        }
        return change.ttl() == Change.NO_EXPIRY ? Change.NO_EXPIRY : clock.getAsLong() + change.ttl();
    }

    /** Begins a command that restores a key; the key follows. */
    static CommandBuffer restore(CommandBuffer out, Mode mode, long expireAt) {
        int options = (mode == Mode.INSERT ? 0 : 1) + (expireAt == Change.NO_EXPIRY ? 0 : 1);
        return out.begin(4 + options).arg(Words.RESTORE);
    }

    /** Ends it. */
    static void finish(CommandBuffer out, long expireAt, byte[] payload, int length, Mode mode) {
        out.arg(expireAt).arg(payload, 0, length);
        if (mode != Mode.INSERT) {
            out.arg(Words.REPLACE);
        }
        if (expireAt != Change.NO_EXPIRY) {
            out.arg(Words.ABSTTL);
        }
    }
}
