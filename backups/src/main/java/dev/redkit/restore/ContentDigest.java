package dev.redkit.restore;

import dev.redkit.entry.StreamId;
import dev.redkit.entry.StreamState;
import dev.redkit.entry.Value;
import dev.redkit.entry.ValueWalker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A number for what a value holds, the same however it is encoded and in whatever order a set or a hash tells its
 * elements. Of a module's value only the kind counts: what it holds, only the module knows.
 */
final class ContentDigest implements ValueWalker {
    private static final long SEED = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private long sum;
    private long position;
    private long text = SEED;

    private final boolean ordered;

    private ContentDigest(boolean ordered) {
        this.ordered = ordered;
    }

    static long of(Value value) throws IOException {
        ContentDigest digest = new ContentDigest(
                switch (value.kind()) {
                    case LIST, STREAM -> true;
                    default -> false;
                });
        value.walk(digest);
        return mixed(digest.sum + digest.text * 31 + value.kind().word().hashCode());
    }

    private void add(long element) {
        position++;
        sum += mixed(ordered ? element + position * PRIME : element);
    }

    private static long mixed(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    private static long hash(long seed, byte[] bytes) {
        long hash = seed;
        for (byte one : bytes) {
            hash = (hash ^ (one & 0xff)) * PRIME;
        }
        return hash;
    }

    /** With its length, so that what stands beside each other does not run together. */
    private static long whole(long seed, byte[] bytes) {
        return mixed(hash(seed, bytes) + bytes.length);
    }

    @Override
    public boolean takesPieces() {
        return true;
    }

    @Override
    public void text(byte[] value) {
        text = hash(text, value);
    }

    @Override
    public void piece(byte[] piece, long offset) {
        text = hash(text, piece);
    }

    @Override
    public void item(byte[] item) {
        add(whole(SEED, item));
    }

    @Override
    public void scored(byte[] member, double score) {
        // -0 is 0 to every server.
        add(whole(Double.doubleToLongBits(score + 0.0), member));
    }

    @Override
    public void field(byte[] name, byte[] value, long expireAt) {
        add(whole(whole(SEED, name) + expireAt, value));
    }

    @Override
    public void message(StreamId id, byte[][] pairs) {
        long element = hash(SEED, id.toString().getBytes(StandardCharsets.US_ASCII));
        for (byte[] word : pairs) {
            element = whole(element, word);
        }
        add(element);
    }

    @Override
    public void stream(StreamState state) {
        add(hash(SEED, state.lastId().toString().getBytes(StandardCharsets.US_ASCII)));
        for (StreamState.Group group : state.groups()) {
            long its = whole(SEED, group.name());
            its = hash(its, group.lastDelivered().toString().getBytes(StandardCharsets.US_ASCII));
            // In whatever order groups are told.
            sum += mixed(its + group.pending().size());
        }
    }

    @Override
    public void payload(byte[] dump) {
        add(SEED);
    }
}
