package dev.redkit.keys;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What servers would not say of keys, and which keys there was nothing to say of. Several threads add to it. */
public final class Refusals {
    private final Map<Fact, String> words = new EnumMap<>(Fact.class);
    private final Map<Fact, Long> counts = new EnumMap<>(Fact.class);
    private long gone;
    private long otherType;

    synchronized void add(Fact fact, String message) {
        words.putIfAbsent(fact, message);
        counts.merge(fact, 1L, Long::sum);
    }

    synchronized void addGone() {
        gone++;
    }

    synchronized void addOtherType() {
        otherType++;
    }

    /** Keys that were gone, or on another node, when they were asked about. */
    public synchronized long gone() {
        return gone;
    }

    /** Keys of a type that was not wanted. */
    public synchronized long otherType() {
        return otherType;
    }

    /** For each fact that some key has no answer to, the first answer that the server gave in its place. */
    public synchronized Map<Fact, String> refused() {
        return new LinkedHashMap<>(words);
    }
}
