package dev.redkit.rdb;

import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import dev.redkit.entry.ValueWalker;
import dev.redkit.failure.UsageError;
import java.io.IOException;
import java.util.Arrays;

/** Encodes hashes. A field that comes again gets the later value, at its first place, as with {@code HSET}. */
public final class HashEncoder extends ValueEncoder {
    private static final int TYPE_HASH = 4;
    private static final int TYPE_HASH_LISTPACK = 16;
    private static final int TYPE_VALKEY_HASH_2 = 22;
    private static final int TYPE_HASH_METADATA = 24;
    private static final int TYPE_HASH_LISTPACK_EX = 25;

    private static final long[] NONE_EXPIRES = {};

    private final WriteVersion version;
    private final EncodingLimits limits;
    private final Elements pairs = new Elements(2);
    /** When each field expires, in Unix milliseconds; empty while none does. */
    private long[] expiries = NONE_EXPIRES;

    private final byte[] number = new byte[IntegerText.MAX_LENGTH];
    private boolean expiring;
    private boolean longElement;
    private int last;

    HashEncoder(WriteVersion version, EncodingLimits limits) {
        this.version = version;
        this.limits = limits;
    }

    @Override
    void clear() {
        pairs.clear();
        expiries = NONE_EXPIRES;
        expiring = false;
        longElement = false;
    }

    /** A field and its value, which stays as long as the key. */
    public void field(byte[] array, int offset, int length, byte[] valueArray, int valueOffset, int valueLength) {
        longElement |= length > limits.hashValue() || valueLength > limits.hashValue();
        int known = pairs.find(array, offset, length);
        if (known == Elements.NONE) {
            last = pairs.add(array, offset, length) / 2;
            pairs.add(valueArray, valueOffset, valueLength);
            return;
        }
        last = known / 2;
        pairs.replace(known + 1, valueArray, valueOffset, valueLength);
        if (last < expiries.length) {
            expiries[last] = Entry.NEVER;
        }
    }

    /**
     * Adds to the number that a field has, from 0 on, as {@code HINCRBY} does; false, and nothing is done, when it is not
     * a number or would leave 64 bits.
     */
    public boolean add(byte[] array, int offset, int length, long amount) {
        int known = pairs.find(array, offset, length);
        long before = 0;
        if (known != Elements.NONE) {
            int start = pairs.start(known + 1);
            if (!IntegerText.is(pairs.array(known + 1), start, pairs.length(known + 1))) {
                return false;
            }
            before = IntegerText.value(pairs.array(known + 1), start, pairs.length(known + 1));
        }
        long sum = before + amount;
        if (((before ^ sum) & (amount ^ sum)) < 0) {
            return false;
        }
        int digits = IntegerText.write(sum, number, 0);
        byte[] text = Arrays.copyOf(number, digits);
        field(array, offset, length, text, 0, digits);
        return true;
    }

    /** The field that was just put expires at this Unix time in milliseconds. */
    public void expire(long unixMillis) {
        if (!version.hasFieldExpiry()) {
            throw noExpiry(version);
        }
        if (last >= expiries.length) {
            int before = expiries.length;
            expiries = Arrays.copyOf(expiries, Math.max(last + 1, Math.max(16, 2 * before)));
            Arrays.fill(expiries, before, expiries.length, Entry.NEVER);
        }
        expiries[last] = unixMillis;
        expiring = true;
    }

    static UsageError noExpiry(WriteVersion version) {
        return new UsageError(
                "fields of a hash cannot expire in RDB version " + version.number(),
                "write for version 12 (Redis 7.4) or 80 (Valkey 9)");
    }

    private int fields() {
        return pairs.count() / 2;
    }

    private long expiry(int field) {
        return field < expiries.length ? expiries[field] : Entry.NEVER;
    }

    @Override
    void copying() {
        pairs.copying();
    }

    @Override
    void write(Encoded out) {
        boolean packed = version.hasListpacks() && fields() <= limits.hashEntries() && !longElement;
        if (expiring && version.isValkey()) {
            writeValkeyExpiring(out);
        } else if (expiring) {
            writeExpiring(out, packed);
        } else if (packed) {
            out.octet(TYPE_HASH_LISTPACK);
            int blob = out.beginBlob();
            ListpackWriter listpack = new ListpackWriter(out);
            listpack.begin();
            for (int i = 0; i < pairs.count(); i++) {
                pairs.write(i, listpack);
            }
            listpack.end();
            out.endBlob(blob);
        } else {
            out.octet(TYPE_HASH);
            out.length(fields());
            for (int i = 0; i < pairs.count(); i++) {
                pairs.write(i, out);
            }
        }
    }

    private void writeValkeyExpiring(Encoded out) {
        out.octet(TYPE_VALKEY_HASH_2);
        out.length(fields());
        for (int field = 0; field < fields(); field++) {
            pair(out, field);
            out.longLe(expiry(field));
        }
    }

    private void pair(Encoded out, int field) {
        pairs.write(2 * field, out);
        pairs.write(2 * field + 1, out);
    }

    private void writeExpiring(Encoded out, boolean packed) {
        long soonest = soonest();
        out.octet(packed ? TYPE_HASH_LISTPACK_EX : TYPE_HASH_METADATA);
        out.longLe(soonest);
        if (packed) {
            int blob = out.beginBlob();
            ListpackWriter listpack = new ListpackWriter(out);
            listpack.begin();
            for (int field : soonestFirst()) {
                pairs.write(2 * field, listpack);
                pairs.write(2 * field + 1, listpack);
                listpack.add(Math.max(0, expiry(field)));
            }
            listpack.end();
            out.endBlob(blob);
            return;
        }
        out.length(fields());
        for (int field = 0; field < fields(); field++) {
            out.length(expiry(field) == Entry.NEVER ? 0 : expiry(field) - soonest + 1);
            pair(out, field);
        }
    }

    private long soonest() {
        long soonest = Long.MAX_VALUE;
        for (int field = 0; field < fields(); field++) {
            soonest = expiry(field) == Entry.NEVER ? soonest : Math.min(soonest, expiry(field));
        }
        return soonest == Long.MAX_VALUE ? 0 : soonest;
    }

    /** The fields by their expiry, those that stay at the end, otherwise as they came. */
    private int[] soonestFirst() {
        int[] order = IndexSort.identity(fields());
        IndexSort.sort(order, (a, b) -> Long.compareUnsigned(expiry(a), expiry(b)));
        return order;
    }

    @Override
    public Kind kind() {
        return Kind.HASH;
    }

    @Override
    public long size() {
        return fields();
    }

    @Override
    public void walk(ValueWalker walker) throws IOException {
        for (int field = 0; field < fields(); field++) {
            walker.field(pairs.copy(2 * field), pairs.copy(2 * field + 1), expiry(field));
        }
    }
}
