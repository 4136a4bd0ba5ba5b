package dev.redkit.take;

import dev.redkit.entry.Kind;
import dev.redkit.entry.StreamId;
import dev.redkit.entry.StreamState;
import dev.redkit.entry.Value;
import dev.redkit.entry.ValueWalker;
import dev.redkit.io.Hashing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * What a value holds, as 64 bytes: the same for equal values however they are encoded and compressed, and in whatever
 * order a hash table tells its elements. What servers note on the side is left out: when a consumer was seen, and when a
 * pending message was delivered last, which a long stream tells only to about a millisecond.
 */
public final class ExactDigest implements ValueWalker {
    /** The version and the checksum of a payload. */
    private static final int FOOTER = 10;

    private final boolean unordered;
    private final MessageDigest all = Hashing.sha256();
    private final MessageDigest one = Hashing.sha256();
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
    private final long[] sum = new long[4];

    private ExactDigest(Kind kind) {
        unordered = kind == Kind.SET;
    }

    /** Walks the value. */
    public static byte[] of(Value value) throws IOException {
        ExactDigest digest = new ExactDigest(value.kind());
        value.walk(digest);
        digest.all.update(value.kind().word().getBytes(StandardCharsets.US_ASCII));
        ByteBuffer result = ByteBuffer.allocate(64).put(digest.all.digest());
        for (long part : digest.sum) {
            result.putLong(part);
        }
        return result.array();
    }

    @Override
    public boolean takesPieces() {
        return true;
    }

    @Override
    public void text(byte[] value) {
        all.update(value);
    }

    @Override
    public void piece(byte[] piece, long offset) {
        all.update(piece);
    }

    @Override
    public void item(byte[] item) {
        put(unordered ? one : all, item);
        if (unordered) {
            add();
        }
    }

    @Override
    public void scored(byte[] member, double score) {
        put(one, member);
        // Minus zero is zero to every server.
        put(one, Double.doubleToLongBits(score + 0.0));
        add();
    }

    @Override
    public void field(byte[] name, byte[] value, long expireAt) {
        put(one, name);
        put(one, value);
        put(one, expireAt);
        add();
    }

    @Override
    public void message(StreamId id, byte[][] pairs) {
        put(all, id);
        put(all, pairs.length);
        for (byte[] word : pairs) {
            put(all, word);
        }
    }

    @Override
    public void stream(StreamState state) {
        put(all, state.lastId());
        put(all, state.maxDeletedId());
        put(all, state.entriesAdded());
        for (StreamState.Group group : state.groups()) {
            put(all, group.name());
            put(all, group.lastDelivered());
            put(all, group.entriesRead());
            for (StreamState.Pending pending : group.pending()) {
                put(all, pending.id());
                put(all, pending.consumer());
                put(all, pending.deliveries());
            }
            for (StreamState.Consumer consumer : group.consumers()) {
                put(one, group.name());
                put(one, consumer.name());
                add();
            }
        }
    }

    @Override
    public void payload(byte[] dump) {
        put(all, Arrays.copyOf(dump, Math.max(0, dump.length - FOOTER)));
    }

    /** With its length, so that what stands beside each other does not run together. */
    private void put(MessageDigest digest, byte[] bytes) {
        put(digest, bytes.length);
        digest.update(bytes);
    }

    private void put(MessageDigest digest, StreamId id) {
        put(digest, id.millis());
        put(digest, id.sequence());
    }

    private void put(MessageDigest digest, long value) {
        digest.update(number.clear().putLong(value).flip());
    }

    /** The element goes into a sum, which has no order. */
    private void add() {
        ByteBuffer digest = ByteBuffer.wrap(one.digest());
        for (int i = 0; i < sum.length; i++) {
            sum[i] += digest.getLong();
        }
    }
}
