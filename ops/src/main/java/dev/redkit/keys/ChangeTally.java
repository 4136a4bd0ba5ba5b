package dev.redkit.keys;

import java.util.ArrayList;
import java.util.List;

/** What became of keys that were to be changed: their sum is the number of those dealt with. */
public final class ChangeTally {
    private static final int NAMED = 10;

    private long dealt;
    private long changed;
    private long unchanged;
    private long otherwise;
    private long skipped;
    private long refused;
    private String firstRefusal;
    private long written;
    private final List<byte[]> someWritten = new ArrayList<>();

    void deal() {
        dealt++;
    }

    void change() {
        changed++;
    }

    void leave() {
        unchanged++;
    }

    void differ(long count) {
        otherwise += count;
    }

    void skip() {
        skipped++;
    }

    void refuse(String why) {
        refused++;
        firstRefusal = firstRefusal == null ? why : firstRefusal;
    }

    void write(byte[] name) {
        written++;
        if (someWritten.size() < NAMED) {
            someWritten.add(name);
        }
    }

    void resume(ChangeCheckpoint.Place place) {
        dealt = place.dealt();
        changed = place.changed();
        written = place.written();
        unchanged = dealt - changed - written;
    }

    /** Keys dealt with, in whatever way. */
    public long dealt() {
        return dealt;
    }

    public long changed() {
        return changed;
    }

    /** Keys that the command did not change: {@link KeyAction#nothing()}. */
    public long unchanged() {
        return unchanged;
    }

    /** Keys that were gone, or no longer such as was asked for, when their turn came. */
    public long otherwise() {
        return otherwise;
    }

    /** Keys that somebody wrote to after they were backed up, and which were left alone. */
    public long written() {
        return written;
    }

    /** The first of those that this run has met. */
    public List<byte[]> someWritten() {
        return List.copyOf(someWritten);
    }

    /** Keys with which there was nothing to do. */
    public long skipped() {
        return skipped;
    }

    /** Keys for which the server refused it. */
    public long refused() {
        return refused;
    }

    /** The key and the server's words, for the first of them; or null. */
    public String firstRefusal() {
        return firstRefusal;
    }
}
