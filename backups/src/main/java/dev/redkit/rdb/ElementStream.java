package dev.redkit.rdb;

import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import dev.redkit.entry.Value;
import dev.redkit.entry.ValueWalker;
import dev.redkit.failure.BadInput;
import java.io.IOException;

/**
 * Writes the elements of large values as they come, in the plain types that say nothing but their number first. A server
 * would not have them in a compact form anyway, but for lists, which it packs as it loads them.
 */
final class ElementStream implements ValueWalker {
    /** From so many elements on. */
    static final int FROM = 8192;

    private static final int TYPE_LIST = 1;
    private static final int TYPE_SET = 2;
    private static final int TYPE_HASH = 4;
    private static final int TYPE_ZSET_2 = 5;
    private static final int TYPE_VALKEY_HASH_2 = 22;
    private static final int TYPE_HASH_METADATA = 24;

    private final RdbWriter out;
    private final WriteVersion version;
    private final Encoded element = new Encoded();
    private long left;

    ElementStream(RdbWriter out, WriteVersion version) {
        this.out = out;
        this.version = version;
    }

    /** Whether a value can be written without being held; its size must be known. */
    static boolean takes(Value value, EncodingLimits limits) {
        long compact = switch (value.kind()) {
            case LIST -> 0;
            case SET -> Math.max(limits.intsetEntries(), limits.setEntries());
            case ZSET -> limits.zsetEntries();
            case HASH -> limits.hashEntries();
            case STRING, STREAM, MODULE -> Long.MAX_VALUE;
        };
        return value.size() >= FROM && value.size() > compact;
    }

    static int type(Kind kind, WriteVersion version) {
        return switch (kind) {
            case LIST -> TYPE_LIST;
            case SET -> TYPE_SET;
            case ZSET -> TYPE_ZSET_2;
            // Whether a field expires is known only when it comes.
            default ->
                version.isValkey() ? TYPE_VALKEY_HASH_2 : version.hasFieldExpiry() ? TYPE_HASH_METADATA : TYPE_HASH;
        };
    }

    /** Writes what comes after the key. */
    void write(Value value) throws IOException {
        left = value.size();
        element.clear();
        if (type(value.kind(), version) == TYPE_HASH_METADATA) {
            // Expiries are told as what they are beyond the soonest. 1 is sooner than all, and no expiry is 0.
            element.longLe(1);
        }
        element.length(left);
        out.putElement(element);
        value.walk(this);
        if (left != 0) {
            throw miscounted();
        }
    }

    private void next() {
        if (left-- == 0) {
            throw miscounted();
        }
        element.clear();
    }

    private static BadInput miscounted() {
        return new BadInput("a value has not as many elements as it says", "it may have changed while it was read");
    }

    private void strings(byte[]... texts) {
        for (byte[] text : texts) {
            element.string(text, 0, text.length);
        }
    }

    @Override
    public void item(byte[] item) throws IOException {
        next();
        strings(item);
        out.putElement(element);
    }

    @Override
    public void scored(byte[] member, double score) throws IOException {
        next();
        strings(member);
        element.longLe(Double.doubleToRawLongBits(score));
        out.putElement(element);
    }

    @Override
    public void field(byte[] name, byte[] value, long expireAt) throws IOException {
        next();
        if (version.isValkey()) {
            strings(name, value);
            element.longLe(expireAt);
        } else if (version.hasFieldExpiry()) {
            element.length(expireAt == Entry.NEVER ? 0 : expireAt);
            strings(name, value);
        } else if (expireAt == Entry.NEVER) {
            strings(name, value);
        } else {
            throw HashEncoder.noExpiry(version);
        }
        out.putElement(element);
    }
}
