package dev.redkit.restore;

import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import dev.redkit.entry.Value;
import dev.redkit.entry.ValueWalker;
import java.io.IOException;
import java.util.List;

/**
 * A value as it is to be on the server: masked, its fields with other expiries. It is walked to its end whatever is wrong
 * with it, since the rest of the backup comes after it; what was wrong is asked for afterwards.
 */
final class Reshaped implements Value {
    private final Value value;
    private final Masks masks;
    private final List<Mask> its;
    private final Expiries expiries;
    private String failure;
    private boolean empty;

    /**
     * How the expiries of fields change.
     *
     * @param shiftMillis how much later they come
     * @param possible whether the server has such at all
     */
    record Expiries(Ttl ttl, long shiftMillis, boolean possible) {
        long of(long expireAt) {
            if (expireAt == Entry.NEVER || ttl == Ttl.DROP) {
                return Entry.NEVER;
            }
            return expireAt + (ttl == Ttl.SHIFT ? shiftMillis : 0);
        }
    }

    Reshaped(Value value, Masks masks, List<Mask> its, Expiries expiries) {
        this.value = value;
        this.masks = masks;
        this.its = its;
        this.expiries = expiries;
    }

    @Override
    public Kind kind() {
        return value.kind();
    }

    @Override
    public long size() {
        return its.isEmpty() ? value.size() : UNKNOWN;
    }

    /** Why it is not what it should be, or null. Known after the walk. */
    String failure() {
        return failure;
    }

    /** Whether nothing is left of it. */
    boolean empty() {
        return empty;
    }

    @Override
    public void walk(ValueWalker walker) throws IOException {
        ValueWalker inner = kind() == Kind.HASH ? new Fields(walker) : walker;
        if (its.isEmpty()) {
            value.walk(inner);
            return;
        }
        Masks.Masking masking = masks.new Masking(its, inner);
        value.walk(masking);
        failure = failure == null ? masking.failure() : failure;
        empty = kind() == Kind.HASH && masking.empty();
    }

    private final class Fields implements ValueWalker {
        private final ValueWalker out;

        Fields(ValueWalker out) {
            this.out = out;
        }

        @Override
        public void field(byte[] name, byte[] content, long expireAt) throws IOException {
            long wanted = expiries.of(expireAt);
            if (wanted != Entry.NEVER && !expiries.possible()) {
                failure = "it has fields that expire, which this server does not know: --ttl drop keeps them for good";
                wanted = Entry.NEVER;
            }
            out.field(name, content, wanted);
        }
    }
}
