package dev.redkit.restore;

import dev.redkit.entry.Kind;
import dev.redkit.entry.StreamId;
import dev.redkit.entry.StreamState;
import dev.redkit.entry.ValueWalker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** All that has to be made unrecognisable in one restore. */
public final class Masks {
    /** Everything stays as it is. */
    public static final Masks NONE = new Masks(List.of(), Pseudonyms.ofThisRun());

    private final List<Mask> masks;
    private final Pseudonyms pseudonyms;

    public Masks(List<Mask> masks, Pseudonyms pseudonyms) {
        this.masks = List.copyOf(masks);
        this.pseudonyms = pseudonyms;
    }

    /** Those that mean something in this key's value. */
    List<Mask> of(byte[] key) {
        return masks.isEmpty()
                ? List.of()
                : masks.stream().filter(mask -> mask.keys().matches(key)).toList();
    }

    /** Whether the whole value is to be left out. */
    static boolean dropsAll(List<Mask> masks, Kind kind) {
        return kind != Kind.HASH
                && kind != Kind.STREAM
                && masks.stream().anyMatch(mask -> mask.all() && mask.how() == Mask.How.DROP);
    }

    /** Tells a value masked. What it cannot mask it does not tell, and says so at the end. */
    final class Masking implements ValueWalker {
        private final List<Mask> its;
        private final ValueWalker out;
        private String failure;
        private boolean told;

        Masking(List<Mask> its, ValueWalker out) {
            this.its = its;
            this.out = out;
        }

        /** Why the value could not be masked, or null. */
        String failure() {
            return failure;
        }

        /** Whether a hash has lost all its fields. */
        boolean empty() {
            return !told;
        }

        private Mask mask(byte[] name) {
            for (Mask mask : its) {
                if (mask.means(name)) {
                    return mask;
                }
            }
            return null;
        }

        /** A whole element; only a mask of everything means it. */
        private byte[] element(byte[] value) {
            for (Mask mask : its) {
                if (mask.all() && mask.how() != Mask.How.DROP) {
                    return pseudonyms.of(value, mask.how());
                }
            }
            return value;
        }

        @Override
        public void text(byte[] value) throws IOException {
            if (its.stream().anyMatch(Mask::all)) {
                out.text(element(value));
                return;
            }
            byte[] json = new MaskedJson(pseudonyms, its).of(value);
            if (json == null) {
                failure = "it is no JSON, so that '" + its.get(0).field() + "' cannot be found in it to be masked";
                out.text(new byte[0]);
            } else {
                out.text(json);
            }
        }

        @Override
        public void item(byte[] item) throws IOException {
            out.item(element(item));
        }

        @Override
        public void scored(byte[] member, double score) throws IOException {
            out.scored(element(member), score);
        }

        @Override
        public void field(byte[] name, byte[] value, long expireAt) throws IOException {
            Mask mask = mask(name);
            told |= mask == null || mask.how() != Mask.How.DROP;
            if (mask == null) {
                out.field(name, value, expireAt);
            } else if (mask.how() != Mask.How.DROP) {
                out.field(name, pseudonyms.of(value, mask.how()), expireAt);
            }
        }

        @Override
        public void message(StreamId id, byte[][] pairs) throws IOException {
            List<byte[]> masked = new ArrayList<>(pairs.length);
            for (int i = 0; i + 1 < pairs.length; i += 2) {
                Mask mask = mask(pairs[i]);
                if (mask == null || mask.how() != Mask.How.DROP) {
                    masked.add(pairs[i]);
                    masked.add(mask == null ? pairs[i + 1] : pseudonyms.of(pairs[i + 1], mask.how()));
                }
            }
            if (masked.isEmpty()) {
                failure = "a message would be left without a field";
            }
            out.message(id, masked.isEmpty() ? pairs : masked.toArray(byte[][]::new));
        }

        @Override
        public void stream(StreamState state) throws IOException {
            out.stream(state);
        }

        @Override
        public void payload(byte[] dump) throws IOException {
            failure = "a module's value cannot be masked";
            out.payload(dump);
        }
    }
}
