package dev.redkit.keys;

import java.util.Map;
import java.util.TreeMap;

/** Keys by type, the largest of each, and those that take the most memory. */
public final class Biggest implements KeyConsumer {
    /** More types than servers and modules have; what a server invents beyond counts as one. */
    private static final int MOST_TYPES = 256;

    private final int top;
    private final Map<String, OfType> types = new TreeMap<>();
    private final Top<KeyFacts> heaviest;

    /** What is known of all keys of a type. */
    public static final class OfType {
        private final Top<KeyFacts> largest;
        private long keys;
        private long size;
        private long memory;

        OfType(int top) {
            largest = new Top<>(top);
        }

        public long keys() {
            return keys;
        }

        /** Elements of all, or bytes of strings. */
        public long size() {
            return size;
        }

        public long memory() {
            return memory;
        }

        /** Those of this type with the most elements. */
        public Top<KeyFacts> largest() {
            return largest;
        }
    }

    public Biggest(int top) {
        this.top = top;
        this.heaviest = new Top<>(top);
    }

    @Override
    public void accept(KeyFacts key) {
        String type = key.type() == null ? "unknown" : key.type();
        OfType all = types.get(type);
        if (all == null) {
            all = types.computeIfAbsent(types.size() < MOST_TYPES ? type : "other", word -> new OfType(top));
        }
        all.keys++;
        if (key.size() != KeyFacts.UNKNOWN) {
            all.size += key.size();
            all.largest.offer(key, key.size());
        }
        if (key.memory() != KeyFacts.UNKNOWN) {
            all.memory += key.memory();
            heaviest.offer(key, key.memory());
        }
    }

    public Map<String, OfType> types() {
        return types;
    }

    /** Keys of all types that take the most memory. */
    public Top<KeyFacts> heaviest() {
        return heaviest;
    }
}
