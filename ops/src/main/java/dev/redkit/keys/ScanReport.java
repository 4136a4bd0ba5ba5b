package dev.redkit.keys;

import java.util.ArrayList;
import java.util.List;

/** How a scan went, from all servers together. Threads add to it while it runs. */
public final class ScanReport {
    private final Refusals refusals = new Refusals();
    private final List<Missing> missing = new ArrayList<>();
    private int servers;
    private long named;
    private long repeated;
    private long matched;
    private long unclear;
    private String unclearWhy;

    /** A server whose keys are not, or not all, among those that were seen. */
    public record Missing(String server, String why) {}

    synchronized void servers(int count) {
        servers = count;
    }

    synchronized void addNamed(long count) {
        named += count;
    }

    synchronized void addRepeated() {
        repeated++;
    }

    synchronized void addMatched() {
        matched++;
    }

    synchronized void addUnclear(String why) {
        unclear++;
        unclearWhy = unclearWhy == null ? why : unclearWhy;
    }

    synchronized void addMissing(String server, String why) {
        missing.add(new Missing(server, why));
    }

    /** What was refused, and what was gone. */
    public Refusals refusals() {
        return refusals;
    }

    /** How many servers were to be asked. */
    public synchronized int servers() {
        return servers;
    }

    /** Names that SCAN gave; an estimate of what there is, since keys come and go meanwhile. */
    public synchronized long named() {
        return named;
    }

    /** Names that SCAN gave once more, and that were not counted twice. */
    public synchronized long repeated() {
        return repeated;
    }

    /** Keys that were wanted. */
    public synchronized long matched() {
        return matched;
    }

    /** Keys of which nobody knows whether they were wanted. */
    public synchronized long unclear() {
        return unclear;
    }

    /** Why, for the first of them; or null. */
    public synchronized String unclearWhy() {
        return unclearWhy;
    }

    public synchronized List<Missing> missing() {
        return List.copyOf(missing);
    }
}
