package dev.redkit.load;

import dev.redkit.mapping.Change;
import dev.redkit.mapping.Structure;
import dev.redkit.wire.CommandBuffer;
import java.util.Arrays;

/** A command of many members that may get more: the changes of one key that followed each other so far. */
final class Pending {
    private final Structure structure;
    private final byte[] name;
    private final CommandBuffer body = new CommandBuffer(1024);
    private byte[] key = new byte[64];
    private int keyLength;
    private final FieldNames names = new FieldNames();
    private int args;
    private long[] records = new long[8];
    private int count;
    private long ttl;
    private long expireAt;
    private long fieldTtl;

    Pending(Structure structure) {
        this.structure = structure;
        this.name = name(structure);
    }

    private static byte[] name(Structure structure) {
        return switch (structure) {
            case LIST -> Words.RPUSH;
            case SET -> Words.SADD;
            case ZSET -> Words.ZADD;
            case HASH -> Words.HSET;
            case GEO -> Words.GEOADD;
            case BITMAP -> Words.BITFIELD;
            case HLL -> Words.PFADD;
            // Never joined, so never asked for.
            case STRING, STREAM, JSON, COUNTER, PUBSUB -> null;
        };
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Whether a change can join: the same key, the same expiry, and room for it. */
    boolean takes(Change change) {
        return count > 0
                && endsAlike(change)
                && Arrays.equals(
                        key,
                        0,
                        keyLength,
                        change.keyArray(),
                        change.keyOffset(),
                        change.keyOffset() + change.keyLength())
                && ttl == change.ttl()
                && expireAt == change.expireAt()
                && fieldTtl == change.fieldTtl()
                && !Commands.full(args, body.length());
    }

    /** Neighbours that differ mostly do so at their end. */
    private boolean endsAlike(Change change) {
        int last = keyLength - 1;
        return change.keyLength() == keyLength && change.keyArray()[change.keyOffset() + last] == key[last];
    }

    void begin(Change change) {
        keyLength = change.keyLength();
        if (keyLength > key.length) {
            key = new byte[Math.max(keyLength, 2 * key.length)];
        }
        System.arraycopy(change.keyArray(), change.keyOffset(), key, 0, keyLength);
        ttl = change.ttl();
        expireAt = change.expireAt();
        fieldTtl = change.fieldTtl();
    }

    void add(Change change, long record) {
        if (structure == Structure.BITMAP) {
            bits(change);
        } else if (structure == Structure.HASH) {
            fields(change);
        } else {
            for (int i = 0; i < change.count(); i++) {
                body.arg(change.array(i), change.offset(i), change.length(i));
            }
            args += change.count();
        }
        if (count == records.length) {
            records = Arrays.copyOf(records, 2 * count);
        }
        records[count++] = record;
    }

    private void fields(Change change) {
        int both = change.count();
        for (int i = 0; i < both; i += 2) {
            int value = i + 1;
            if (change.isConstant(i)) {
                byte[] name = names.encoded(i, change.array(i));
                body.rawAndArg(name, change.array(value), change.offset(value), change.length(value));
            } else {
                body.arg(change.array(i), change.offset(i), change.length(i));
                body.arg(change.array(value), change.offset(value), change.length(value));
            }
        }
        args += both;
    }

    /** SETBIT takes one bit; BITFIELD takes many, each by its offset. */
    private void bits(Change change) {
        for (int i = 0; i < change.count(); i += 2) {
            body.arg(Words.SET).arg(Words.ONE_BIT);
            body.arg(change.array(i), change.offset(i), change.length(i));
            body.arg(change.array(i + 1), change.offset(i + 1), change.length(i + 1));
            args += 4;
        }
    }

    /** How to name the records that are in it. */
    long place(UnderWay underWay) {
        return count == 1 ? records[0] : underWay.group(records, count);
    }

    void write(CommandBuffer out) {
        out.begin(2 + args).arg(name).arg(key, 0, keyLength);
        out.raw(body.array(), 0, body.length());
    }

    /** {@code HPEXPIRE} for every field that was just set. */
    void writeFieldTtl(CommandBuffer out) {
        out.begin(5 + args / 2).arg(Words.HPEXPIRE).arg(key, 0, keyLength);
        out.arg(fieldTtl).arg(Words.FIELDS).arg(args / 2);
        CommandWords.names(body.array(), body.length(), out);
    }

    byte[] key() {
        return key;
    }

    int keyLength() {
        return keyLength;
    }

    long ttl() {
        return ttl;
    }

    long expireAt() {
        return expireAt;
    }

    long fieldTtl() {
        return fieldTtl;
    }

    void clear() {
        body.clear();
        args = 0;
        count = 0;
        if (body.array().length > 1024 * 1024) {
            // One giant must not keep its room for ever.
            body.shrink(1024);
        }
    }
}
