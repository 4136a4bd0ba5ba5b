package dev.redkit.bench.recorder;

import java.util.LinkedHashMap;
import java.util.Map;

/** Errors by kind, each with its number and the first message as an example. Bounded, however inventive a server is. */
public final class Complaints {
    private static final int KINDS = 100;
    private static final String OTHERS = "other";

    /** One kind of error. */
    public record Kind(String name, long count, String example) {}

    private final Map<String, Kind> kinds = new LinkedHashMap<>();

    public void add(String kind, long count, String example) {
        String name = kinds.containsKey(kind) || kinds.size() < KINDS ? kind : OTHERS;
        kinds.merge(
                name,
                new Kind(name, count, example),
                (known, more) -> new Kind(name, known.count() + more.count(), known.example()));
    }

    public void add(Complaints others) {
        others.kinds.values().forEach(kind -> add(kind.name(), kind.count(), kind.example()));
    }

    public Iterable<Kind> kinds() {
        return kinds.values();
    }

    public boolean isEmpty() {
        return kinds.isEmpty();
    }

    public void clear() {
        kinds.clear();
    }
}
