package dev.redkit.keyspace;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What became of the keys that a server named. May be looked at from any thread while they are read. */
public final class Tally {
    /** What can become of a key. */
    public enum Fate {
        /** Named by SCAN or by the caller, and wanted by its name: the sum of all others but {@link #REPEATED}. */
        NAMED,
        /** Handed out whole. */
        READ,
        /** Named once more, and not read again. */
        REPEATED,
        /** Of a type that was not wanted. */
        OTHER_TYPE,
        /** Gone, or of another type, when it was to be read. */
        VANISHED,
        /** Gone while it was walked. */
        GONE,
        /** Forbidden to this user. */
        REFUSED
    }

    private final Map<Fate, LongAdder> counts = new EnumMap<>(Fate.class);
    private volatile String refusal;

    Tally() {
        for (Fate fate : Fate.values()) {
            counts.put(fate, new LongAdder());
        }
    }

    public long of(Fate fate) {
        return counts.get(fate).sum();
    }

    /** The server's words for the first key that this user may not read, or null. */
    public String refusal() {
        return refusal;
    }

    void add(Fate fate) {
        counts.get(fate).increment();
    }

    void refused(String words) {
        add(Fate.REFUSED);
        refusal = refusal == null ? words : refusal;
    }
}
