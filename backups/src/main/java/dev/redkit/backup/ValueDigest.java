package dev.redkit.backup;

import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import dev.redkit.entry.StreamId;
import dev.redkit.entry.StreamState;
import dev.redkit.entry.ValueWalker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What a value holds, as 128 bits: the same for equal values however they are encoded, and in whatever order a server
 * tells the members of sets. Also counts the bytes that users have put into it. Not made against people who look for two
 * values with one digest.
 */
final class ValueDigest implements ValueWalker {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long PRIME = 0x9E3779B97F4A7C15L;
    /** The footer of a DUMP payload: its version and checksum differ between servers. */
    private static final int FOOTER = 10;

    private long first;
    private long second;
    private long bytes;
    private boolean unordered;

    /** Begins with another value; the members of a set have no order, the items of a list do. */
    ValueDigest reset(Kind kind) {
        unordered = kind == Kind.SET;
        first = 0;
        second = 0;
        bytes = 0;
        return this;
    }

    long first() {
        return first;
    }

    long second() {
        return second;
    }

    /** Bytes of strings, elements, names of fields; not of what a server needs to hold them. */
    long bytes() {
        return bytes;
    }

    @Override
    public void text(byte[] value) {
        ordered(value);
    }

    @Override
    public void item(byte[] item) {
        if (unordered) {
            add(hash(item, 1), hash(item, 2));
            bytes += item.length;
        } else {
            ordered(item);
        }
    }

    @Override
    public void scored(byte[] member, double score) {
        // Minus zero and zero are one score.
        long bits = Double.doubleToLongBits(score + 0.0);
        add(mix(hash(member, 1) ^ mix(bits)), mix(hash(member, 2) + bits));
        bytes += member.length + Double.BYTES;
    }

    @Override
    public void field(byte[] name, byte[] value, long expireAt) {
        long expiry = expireAt == Entry.NEVER ? 0 : mix(expireAt);
        add((mix(hash(name, 1) + expiry) * PRIME) ^ hash(value, 1), mix(hash(name, 2) ^ hash(value, 3)) + expiry);
        bytes += name.length + value.length;
    }

    @Override
    public void message(StreamId id, byte[][] pairs) {
        number(id.millis());
        number(id.sequence());
        for (byte[] one : pairs) {
            ordered(one);
        }
    }

    @Override
    public void stream(StreamState state) {
        number(state.lastId().millis());
        number(state.lastId().sequence());
        for (StreamState.Group group : state.groups()) {
            ordered(group.name());
            number(group.lastDelivered().millis());
            number(group.lastDelivered().sequence());
            for (StreamState.Pending pending : group.pending()) {
                number(pending.id().millis());
                number(pending.id().sequence());
                ordered(pending.consumer());
            }
        }
    }

    @Override
    public void payload(byte[] dump) {
        byte[] body = Arrays.copyOf(dump, Math.max(0, dump.length - FOOTER));
        ordered(body);
    }

    private void ordered(byte[] one) {
        first = mix(first * PRIME + hash(one, 1));
        second = mix(second ^ hash(one, 2)) + 1;
        bytes += one.length;
    }

    private void number(long value) {
        first = mix(first * PRIME + value);
        second = mix(second ^ value) + 1;
    }

    private void add(long one, long other) {
        first += one;
        second += other;
    }

    static long hash(byte[] array, long seed) {
        long hash = mix(seed * PRIME + array.length);
        int at = 0;
        for (; array.length - at >= Long.BYTES; at += Long.BYTES) {
            hash = (hash ^ mix((long) LONGS.get(array, at))) * PRIME;
        }
        long rest = 0;
        for (int i = array.length - 1; i >= at; i--) {
            rest = (rest << 8) | (array[i] & 0xff);
        }
        return mix(hash ^ mix(rest + 1));
    }

    private static long mix(long value) {
        long x = (value ^ (value >>> 32)) * 0xD6E8FEB86659FD93L;
        x = (x ^ (x >>> 32)) * 0xD6E8FEB86659FD93L;
        return x ^ (x >>> 32);
    }
}
